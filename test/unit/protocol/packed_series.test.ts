import { describe, expect, it } from 'vitest';
import { packSeries, unpackSeries } from '../../../src/protocol/packed_series';
import { seriesOf } from '../../builders/series';

describe('a series on its way to a page', () => {
  it.each([
    ['of points', seriesOf([1, null, Infinity, -Infinity, 0])],
    ['of buckets', seriesOf([1, null, 3, 4, null, null, -2], { perBucket: 2 })],
    ['of no points', seriesOf([])],
  ])('%s arrives as it was', (_, series) => {
    expect(unpackSeries(packSeries(series))).toEqual(series);
  });
});
