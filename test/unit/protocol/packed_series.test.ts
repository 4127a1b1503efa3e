import { describe, expect, it } from 'vitest';
import { packSeries, unpackSeries } from '../../../src/protocol/packed_series';
import { seriesOf } from '../../builders/series';

describe('series on their way to a page', () => {
  it.each([
    ['of points', seriesOf([1, null, Infinity, -Infinity, 0])],
    ['of buckets', seriesOf([1, null, 3, 4, null, null, -2], { perBucket: 2 })],
    ['of no points', seriesOf([])],
  ])('%s arrives as it was', (_, series) => {
    expect(unpackSeries(packSeries([series]))).toEqual([series]);
  });

  it('arrive each as it was, many in one array of numbers', () => {
    const many = [seriesOf([1, null, 3]), seriesOf([]), seriesOf([1, 2, 3, 4, 5], { perBucket: 2 }), seriesOf([7])];
    expect(unpackSeries(packSeries(many))).toEqual(many);
  });
});
