import { describe, expect, it } from 'vitest';
import { pageHtml } from '../../../src/views/panel/page_html';

const frame = { title: 'Run', scriptUri: 'https://x/run.js', styleUris: ['https://x/run.css'], cspSource: 'https://x', scriptNonce: 'sss', styleNonce: 'ttt' };
const policyOf = (html: string) => /Content-Security-Policy" content="([^"]*)"/.exec(html)?.[1]?.replaceAll('&#39;', "'") ?? '';

describe('the frame of a page', () => {
  it('allows nothing but its own files, and scripts by nonce alone', () => {
    const policy = policyOf(pageHtml(frame));
    expect(policy).toMatch(/^default-src 'none';/);
    expect(policy).toContain("script-src 'nonce-sss';");
    expect(policy).not.toMatch(/unsafe|\*|connect-src|frame-src/);
  });

  it('gives the script its nonce, which nothing else in the page tells', () => {
    const html = pageHtml(frame);
    expect(html.match(/<script/g)).toHaveLength(1);
    expect(html).toContain('<script nonce="sss" src="https://x/run.js">');
    expect(html.replace(policyOf(html), '').split('sss')).toHaveLength(3);
  });

  it('keeps a title text', () => {
    expect(pageHtml({ ...frame, title: '</title><script>alert(1)</script>' })).not.toContain('<script>');
  });
});
