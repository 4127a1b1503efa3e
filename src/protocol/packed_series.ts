import type { Bucket, SeriesView } from '../core/series';

type Head = Omit<SeriesView, 'buckets'>;

/**
 * Series on the way to a page: small, and able to carry NaN and the infinities. The buckets of all of them are in one array,
 * because VS Code loses the arrays of a message that has more than about 250.
 */
export interface PackedSeries {
  /** in the order of `numbers`; `length` is how many of them belong to the series */
  readonly heads: readonly (Head & { readonly length: number })[];
  /** of a raw series: x and value of each point; else eleven numbers a bucket, in the order of `packBucket`. NaN stands for null. */
  readonly numbers: Float64Array;
}

const rawWidth = 2;
const bucketWidth = 11;

export function packSeries(views: readonly SeriesView[]): PackedSeries {
  const heads = views.map(({ buckets, ...head }) => ({ ...head, length: buckets.length * widthOf(head) }));
  const numbers = new Float64Array(heads.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const { buckets, ...head } of views) {
    const pack = head.raw ? packPoint : packBucket;
    for (const bucket of buckets) {
      numbers.set(pack(bucket), at);
      at += widthOf(head);
    }
  }
  return { heads, numbers };
}

export function unpackSeries({ heads, numbers }: PackedSeries): SeriesView[] {
  let at = 0;
  return heads.map(({ length, ...head }) => {
    const unpack = head.raw ? unpackPoint : unpackBucket;
    const width = widthOf(head);
    const from = at;
    at += length;
    return { ...head, buckets: Array.from({ length: length / width }, (_, index) => unpack(numbers, from + index * width)) };
  });
}

function widthOf({ raw }: Head): number {
  return raw ? rawWidth : bucketWidth;
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
