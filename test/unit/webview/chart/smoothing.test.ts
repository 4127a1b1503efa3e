import { describe, expect, it } from 'vitest';
import { smoothed } from '../../../../webview/shared/chart/smoothing';
import { randomNumbers } from '../../../builders/random';
import { seriesOf } from '../../../builders/series';

describe('a smoothed series', () => {
  it('begins at its first value', () => {
    expect(smoothed(seriesOf([5, 7, 6]), 0.9).ys[0]).toBeCloseTo(5);
  });

  it('weighs each value less than the one after it', () => {
    // After two values: (0.5 · 0 + 1 · 3) / (0.5 + 1).
    expect(smoothed(seriesOf([0, 3]), 0.5).ys[1]).toBeCloseTo(2);
  });

  it('is the series itself at weight 0', () => {
    expect([...smoothed(seriesOf([4, 1, 8]), 0).ys]).toEqual([4, 1, 8]);
  });

  it('leaves NaNs and infinities out of the average, as gaps', () => {
    const { ys } = smoothed(seriesOf([2, null, Infinity, 2]), 0.5);
    expect([...ys]).toEqual([2, NaN, NaN, 2]);
  });

  it('of thinned data stays close to that of all points', () => {
    const random = randomNumbers(11);
    const values = Array.from({ length: 4000 }, (_, step) => Math.exp(-step / 1000) + 0.2 * (random() - 0.5));
    const exact = smoothed(seriesOf(values), 0.99);
    const thinned = smoothed(seriesOf(values, { perBucket: 8 }), 0.99);
    const apart = [...thinned.ys].map((y, index) => Math.abs(y - (exact.ys[index * 8 + 7] ?? NaN)));
    expect(Math.max(...apart)).toBeLessThan(0.02);
  });
});
