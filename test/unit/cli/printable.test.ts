import { describe, expect, it } from 'vitest';
import { brief, displayWidth, fit, printable, printableLines } from '../../../src/cli/printable';

describe('text for one line', () => {
  it.each([
    ['plain – naïve 日本 👩‍🔬', 'plain – naïve 日本 👩‍🔬'],
    ['\u001b]0;title\u0007', '\\x1b]0;title\\x07'],
    ['a\tb\r\nc', 'a\\tb\\r\\nc'],
    ['\u202eabc\u2069', '\\u202eabc\\u2069'],
    ['\u0000\u007f\u009b', '\\x00\\x7f\\x9b'],
  ])('%j becomes %j', (text, shown) => expect(printable(text)).toBe(shown));
});

it('text of several lines keeps its lines and tabs', () => {
  expect(printableLines('a\r\n\tb\u001b[2J\rc')).toBe('a\n\tb\\x1b[2J\\rc');
});

it('text of several lines loses its colours', () => {
  expect(printableLines('\u001b[1;31mred\u001b[0m \u001b[38:2::1:2:3mown\u001b[m')).toBe('red own');
});

describe('text cut to a width', () => {
  it.each([
    ['calm-heron', 10, 'calm-heron'],
    ['calm-heron', 9, 'calm-her…'],
    ['日本語の名前', 7, '日本語…'],
    ['日本語の名前', 6, '日本…'],
    ['👩‍🔬👩‍🔬', 3, '👩‍🔬…'],
  ])('%s in %d columns is %s', (text, width, cut) => expect(fit(text, width)).toBe(cut));

  it('is never wider', () => {
    for (let width = 1; width < 14; width++) expect(displayWidth(fit('a日b本c語d👩‍🔬e', width))).toBeLessThanOrEqual(width);
  });
});

describe('text cut to its beginning', () => {
  it('is whole where it is short enough', () => expect(brief('calm\theron', 40)).toBe('calm\\theron'));
  it('says how long it was', () => expect(brief('x'.repeat(1234), 25)).toBe('xxxxx… (1,234 characters)'));
  it('has no half of a character', () => expect(brief('xxxx👩' + 'x'.repeat(30), 25)).toBe('xxxx… (36 characters)'));
});
