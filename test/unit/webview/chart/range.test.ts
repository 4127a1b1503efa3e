import { describe, expect, it } from 'vitest';
import { xRangeOf, yRangeOf } from '../../../../webview/shared/chart/range';
import { seriesOf } from '../../../builders/series';

const shown = (values: readonly (number | null)[], options: Parameters<typeof seriesOf>[1] = {}) => [{ view: seriesOf(values, options), xShift: 0 }];

describe('the x axis', () => {
  it('goes from the first to the last point of all series', () => {
    expect(xRangeOf([...shown([1, 2], { firstX: 5 }), ...shown([1, 2, 3], { firstX: 2 })])).toEqual({ min: 2, max: 6 });
  });

  it('has room around a single point', () => {
    expect(xRangeOf(shown([1], { firstX: 7 }))).toEqual({ min: 6, max: 8 });
  });

  it('is none without points', () => {
    expect(xRangeOf(shown([]))).toBeUndefined();
  });
});

describe('the y axis', () => {
  it('holds the least and the greatest value that is in sight, with a little room', () => {
    const { min, max } = yRangeOf(shown([100, 0, 10, 5]), { min: 1, max: 3 }, false);
    expect([min, max]).toEqual([-0.5, 10.5]);
  });

  it('takes no notice of what is not finite', () => {
    expect(yRangeOf(shown([1, Infinity, null, 3]), { min: 0, max: 3 }, false)).toEqual({ min: 0.9, max: 3.1 });
  });

  it('counts only what is above zero when it is logarithmic', () => {
    const { min, max } = yRangeOf(shown([-5, 0, 0.01, 10]), { min: 0, max: 3 }, true);
    expect(min).toBeGreaterThan(0);
    expect(min).toBeLessThan(0.01);
    expect(max).toBeGreaterThan(10);
  });

  it('has a height where all values are the same, and where there are none', () => {
    for (const values of [[3, 3], [0, 0], [null, null]]) {
      const { min, max } = yRangeOf(shown(values), { min: 0, max: 1 }, false);
      expect(max).toBeGreaterThan(min);
    }
  });

  it('stays finite for values as large as numbers go', () => {
    const { min, max } = yRangeOf(shown([-Number.MAX_VALUE, Number.MAX_VALUE]), { min: 0, max: 1 }, false);
    expect(Number.isFinite(max - min)).toBe(true);
  });
});
