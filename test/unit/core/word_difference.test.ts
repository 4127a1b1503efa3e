import { describe, expect, it } from 'vitest';
import { wordDifference } from '../../../src/core/word_difference';

const told = (before: string, after: string): string => {
  const difference = wordDifference(before, after);
  return `${difference.before} → ${difference.after}`;
};

describe('the words in which two lines differ', () => {
  it.each([
    ['lr = 0.1', 'lr = 0.01', '0.1 → 0.01'],
    ['    lr = 1e-3,', '    lr = 1e-4,', '1e-3 → 1e-4'],
    ['x = -1', 'x = 1', '-1 → 1'],
    ['x = a - 1', 'x = a - 2', '1 → 2'],
    ['model = make("svm", C=1)', 'model = make("mlp", C=1)', 'svm → mlp'],
    ['fit(a, b)', 'fit(c, d)', 'a, b → c, d'],
    ['size = grösse', 'size = größe', 'grösse → größe'],
  ])('%j, %j', (before, after, expected) => expect(told(before, after)).toBe(expected));

  it('are the whole lines where words only came', () => expect(told('  fit(a)', '  fit(a, b)')).toBe('fit(a) → fit(a, b)'));
  it('are the whole lines where words only went', () => expect(told('fit(a, b)', 'fit(a)')).toBe('fit(a, b) → fit(a)'));
});
