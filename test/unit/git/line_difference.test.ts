import { expect, it } from 'vitest';
import { compareLines, linesOf } from '../../../src/git/line_difference';

it('finds the lines without a counterpart on both sides', () => {
  expect(compareLines(['a', 'b', 'c', 'd'], ['a', 'x', 'c', 'y', 'd', 'z'])).toEqual({ removed: [2], added: [2, 4, 6] });
});

it('finds nothing between equal texts', () => {
  expect(compareLines(['a', 'a'], ['a', 'a'])).toEqual({ removed: [], added: [] });
});

it('takes all between the first and the last difference of texts that have little in common', () => {
  const texts = ['a', 'b'].map((letter) => ['first', ...Array.from({ length: 20_000 }, (_, line) => `${letter}${line}`), 'last']);
  const { removed, added } = compareLines(texts[0]!, [...texts[1]!.slice(0, -1), 'more', 'last']);
  expect([removed.length, removed[0], removed.at(-1)]).toEqual([20_000, 2, 20_001]);
  expect([added.length, added[0], added.at(-1)]).toEqual([20_001, 2, 20_002]);
});

it('takes every kind of line end for one', () => {
  expect(linesOf('a\r\nb\rc\n\nd')).toEqual(['a', 'b', 'c', '', 'd']);
  expect(linesOf('')).toEqual([]);
});
