import type { Bucket, SeriesX } from './series';

/**
 * Consecutive points of one stream, summed up without losing an extreme. Times are milliseconds, from a start that the block's user knows.
 * A NaN is null; `min` and `max` are null where all points are NaN, and their places are then those of the first point.
 */
export interface Block {
  count: number;
  nanCount: number;
  /** of the points that are not NaN; NaN where infinities of both signs met */
  sum: number;
  firstStep: number;
  firstTime: number;
  first: number | null;
  lastStep: number;
  lastTime: number;
  last: number | null;
  minStep: number;
  minTime: number;
  min: number | null;
  maxStep: number;
  maxTime: number;
  max: number | null;
}

/** The block of one point. */
export function blockOf(step: number, time: number, value: number | null): Block {
  return {
    count: 1,
    nanCount: value === null ? 1 : 0,
    sum: value ?? 0,
    firstStep: step,
    firstTime: time,
    first: value,
    lastStep: step,
    lastTime: time,
    last: value,
    minStep: step,
    minTime: time,
    min: value,
    maxStep: step,
    maxTime: time,
    max: value,
  };
}

/** Puts the point that follows into the block. */
export function addPoint(block: Block, step: number, time: number, value: number | null): void {
  block.lastStep = step;
  block.lastTime = time;
  block.last = value;
  countValue(block, step, time, value);
}

/** Counts a point, wherever it stands: all of a block but its first and last. */
export function countValue(block: Block, step: number, time: number, value: number | null): void {
  block.count++;
  if (value === null) {
    block.nanCount++;
    return;
  }
  block.sum += value;
  if (block.min === null || value < block.min) {
    block.min = value;
    block.minStep = step;
    block.minTime = time;
  }
  if (block.max === null || value > block.max) {
    block.max = value;
    block.maxStep = step;
    block.maxTime = time;
  }
}

/** Puts the block that follows into the block. */
export function addBlock(block: Block, next: Block): void {
  block.count += next.count;
  block.nanCount += next.nanCount;
  block.sum += next.sum;
  block.lastStep = next.lastStep;
  block.lastTime = next.lastTime;
  block.last = next.last;
  if (next.min !== null && (block.min === null || next.min < block.min)) {
    block.min = next.min;
    block.minStep = next.minStep;
    block.minTime = next.minTime;
  }
  if (next.max !== null && (block.max === null || next.max > block.max)) {
    block.max = next.max;
    block.maxStep = next.maxStep;
    block.maxTime = next.maxTime;
  }
}

/** @param start what the block's times are counted from, in milliseconds since 1970 */
export function bucketOf(block: Block, x: SeriesX, start: number): Bucket {
  const byStep = x === 'step';
  return {
    count: block.count,
    nanCount: block.nanCount,
    sum: block.sum,
    xFirst: byStep ? block.firstStep : start + block.firstTime,
    first: block.first,
    xLast: byStep ? block.lastStep : start + block.lastTime,
    last: block.last,
    xMin: byStep ? block.minStep : start + block.minTime,
    min: block.min,
    xMax: byStep ? block.maxStep : start + block.maxTime,
    max: block.max,
  };
}
