import type { SeriesView } from '../../../src/core/series';

export interface Range {
  readonly min: number;
  readonly max: number;
}

export type Shifted = { readonly view: SeriesView; readonly xShift: number };

/** From the first to the last x of all the series; undefined where there is no point. */
export function xRangeOf(series: readonly Shifted[]): Range | undefined {
  let min = Infinity;
  let max = -Infinity;
  for (const { view, xShift } of series) {
    min = Math.min(min, (view.buckets[0]?.xFirst ?? Infinity) + xShift);
    max = Math.max(max, (view.buckets.at(-1)?.xLast ?? -Infinity) + xShift);
  }
  if (min > max) return undefined;
  return min === max ? { min: min - 1, max: max + 1 } : { min, max };
}

/**
 * The y axis for what is seen between two xs: from the least to the greatest finite value, with a little room. On a
 * logarithmic axis only values above zero count. Where there is none the axis goes from 0 to 1.
 */
export function yRangeOf(series: readonly Shifted[], x: Range, logY: boolean): Range {
  let min = Infinity;
  let max = -Infinity;
  const count = (value: number | null) => {
    if (value === null || !Number.isFinite(value) || (logY && value <= 0)) return;
    min = Math.min(min, value);
    max = Math.max(max, value);
  };
  for (const { view, xShift } of series) {
    for (const bucket of view.buckets) {
      if (bucket.xLast + xShift < x.min || bucket.xFirst + xShift > x.max) continue;
      count(bucket.min);
      count(bucket.max);
      count(bucket.first);
      count(bucket.last);
    }
  }
  if (min > max) return logY ? { min: 0.1, max: 1 } : { min: 0, max: 1 };
  return logY ? roomLog(min, max) : roomLinear(min, max);
}

function roomLinear(min: number, max: number): Range {
  const room = (max - min) * 0.05 || Math.abs(max) * 0.1 || 0.5;
  // A span can be wider than the largest number even though its ends are not.
  return { min: Math.max(min - room, -Number.MAX_VALUE / 4), max: Math.min(max + room, Number.MAX_VALUE / 4) };
}

function roomLog(min: number, max: number): Range {
  const factor = (max / min) ** 0.05 || 1;
  return factor > 1.0001 ? { min: min / factor, max: max * factor } : { min: min / 2, max: max * 2 };
}
