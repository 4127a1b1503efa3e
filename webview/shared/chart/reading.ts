import type { Bucket, SeriesView } from '../../../src/core/series';

/** What a series was at a place of x: the point there or the nearest before it, or of thinned data the bucket. */
export interface Reading {
  readonly bucket: Bucket;
  /** of x, where the value was; for a bucket of several points its last */
  readonly x: number;
  /** null is NaN; for a bucket of several points its last */
  readonly value: number | null;
}

/** The bucket that is nearest to x, or undefined where the series has none or x is well outside of it. */
export function readAt(view: SeriesView, x: number, tolerance = 0): Reading | undefined {
  const index = nearestBucket(view.buckets, x);
  const bucket = view.buckets[index];
  if (!bucket || x < bucket.xFirst - tolerance && index === 0 || x > bucket.xLast + tolerance && index === view.buckets.length - 1) return undefined;
  return { bucket, x: bucket.xLast, value: bucket.last };
}

function nearestBucket(buckets: readonly Bucket[], x: number): number {
  let low = 0;
  let high = buckets.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((buckets[middle]?.xFirst ?? Infinity) <= x) low = middle;
    else high = middle - 1;
  }
  const next = buckets[low + 1];
  const here = buckets[low];
  if (here && next && x > here.xLast && next.xFirst - x < x - here.xLast) return low + 1;
  return low;
}
