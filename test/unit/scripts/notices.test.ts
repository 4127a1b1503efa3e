import { describe, expect, it } from 'vitest';
import { thirdPartyNotices } from '../../../scripts/packaging/notices.mjs';

describe('the licences of what is bundled', () => {
  const notices = thirdPartyNotices([
    'src/extension.ts', 'node_modules/chart.js/dist/chart.js', 'node_modules/chart.js/dist/helpers.js', 'node_modules/@dagrejs/dagre/index.js',
  ]);

  it('are there once for each package, whichever of its files were taken', () => {
    expect(notices.match(/^\S+ [\d.]+ \(.+\)$/gm)).toEqual([
      expect.stringMatching(/^@dagrejs\/dagre /), expect.stringMatching(/^chart\.js /),
    ]);
  });

  it('are in the words of the package', () => {
    expect(notices).toContain('Chart.js Contributors');
  });

  it('name whom to thank where a package brings no text', () => {
    expect(thirdPartyNotices(['node_modules/@microsoft/fast-element/dist/esm/index.js'])).toMatch(/^@microsoft\/fast-element [\d.]+ \(MIT\)\n\nBy Microsoft, http/);
  });
});
