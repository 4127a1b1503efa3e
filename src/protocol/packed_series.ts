import type { Bucket, SeriesView } from '../core/series';

/** A SeriesView whose buckets are columns of doubles: small on the way to a page, and able to carry NaN and the infinities. */
export type PackedSeries = Omit<SeriesView, 'buckets'> & {
  /** raw: x and value of each point; else eleven numbers a bucket, in the order of `pack`. NaN stands for null. */
  readonly numbers: Float64Array;
};

const rawWidth = 2;
const bucketWidth = 11;

export function packSeries({ buckets, ...rest }: SeriesView): PackedSeries {
  const width = rest.raw ? rawWidth : bucketWidth;
  const numbers = new Float64Array(buckets.length * width);
  buckets.forEach((bucket, index) => numbers.set(rest.raw ? packPoint(bucket) : packBucket(bucket), index * width));
  return { ...rest, numbers };
}

export function unpackSeries({ numbers, ...rest }: PackedSeries): SeriesView {
  const width = rest.raw ? rawWidth : bucketWidth;
  const unpack = rest.raw ? unpackPoint : unpackBucket;
  const buckets = Array.from({ length: numbers.length / width }, (_, index) => unpack(numbers, index * width));
  return { ...rest, buckets };
}

function packPoint(bucket: Bucket): number[] {
  return [bucket.xFirst, bucket.first ?? NaN];
}

function unpackPoint(numbers: Float64Array, at: number): Bucket {
  const x = numbers[at] ?? NaN;
  const value = orNull(numbers[at + 1]);
  return {
    count: 1, nanCount: value === null ? 1 : 0, sum: value ?? 0,
    xFirst: x, first: value, xLast: x, last: value, xMin: x, min: value, xMax: x, max: value,
  };
}

function packBucket(b: Bucket): number[] {
  return [
    b.count, b.nanCount, b.sum, b.xFirst, b.first ?? NaN, b.xLast, b.last ?? NaN, b.xMin, b.min ?? NaN, b.xMax, b.max ?? NaN,
  ];
}

function unpackBucket(numbers: Float64Array, at: number): Bucket {
  const n = (offset: number) => numbers[at + offset] ?? NaN;
  return {
    count: n(0), nanCount: n(1), sum: n(2), xFirst: n(3), first: orNull(n(4)), xLast: n(5), last: orNull(n(6)),
    xMin: n(7), min: orNull(n(8)), xMax: n(9), max: orNull(n(10)),
  };
}

function orNull(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
