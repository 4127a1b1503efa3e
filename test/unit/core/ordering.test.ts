import { describe, expect, it } from 'vitest';
import { compareNames, compareNumbers } from '../../../src/core/ordering';

describe('numbers', () => {
  it('rise, with what is no number last', () => {
    expect([null, 2, NaN, -Infinity, 1].sort((a, b) => compareNumbers(a, b))).toEqual([-Infinity, 1, 2, null, NaN]);
  });

  it('fall, with what is no number still last', () => {
    expect([null, 2, NaN, Infinity, 1].sort((a, b) => compareNumbers(a, b, true))).toEqual([Infinity, 2, 1, null, NaN]);
  });
});

describe('names', () => {
  it('count as people do', () => {
    expect(['run-10', 'run-9', 'run-1'].sort(compareNames)).toEqual(['run-1', 'run-9', 'run-10']);
  });

  it('that only look alike are not equal', () => {
    expect(compareNames('run-01', 'run-1')).not.toBe(0);
  });

  it.each([['a', 'A'], ['run-01', 'run-1'], ['é', 'e\u0301']])('%s and %s compare the same from both sides', (a, b) => {
    expect(Math.sign(compareNames(a, b))).toBe(-Math.sign(compareNames(b, a)));
  });
});
