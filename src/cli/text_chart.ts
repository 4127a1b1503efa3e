import { formatNumber, digitsFor } from '../core/format';
import type { Bucket } from '../core/series';

export interface ChartSize {
  readonly width: number;
  readonly height: number;
}

interface Column {
  low: number | null;
  high: number | null;
  nan: boolean;
}

/**
 * A series drawn in text. Every column reaches from the lowest to the highest value that falls in it, so no spike is missing; a
 * gap stays a gap; `×` on the axis is NaN, `^` and `v` are values that are infinite. Nothing for no points.
 */
export function textChart(buckets: readonly Bucket[], { width, height }: ChartSize, labelX: (x: number) => string): string[] {
  const first = buckets[0];
  const last = buckets[buckets.length - 1];
  if (!first || !last) return [];
  const columns = fill(buckets, width, first.xFirst, last.xLast);
  const { low, high } = rangeOf(columns);
  const digits = digitsFor([low, high]);
  const labels: ReadonlyMap<number, string> =
    low === high
      ? new Map([[Math.floor(height / 2), formatNumber(low, digits)]])
      : new Map([[0, formatNumber(high, digits)], [height - 1, formatNumber(low, digits)]]);
  const margin = Math.max(...[...labels.values()].map((label) => label.length));
  const rows = Array.from({ length: height }, (_, row) => {
    const drawn = columns.map((column) => mark(column, row, height, low, high)).join('');
    return `${(labels.get(row) ?? '').padStart(margin)} ┤${drawn}`.trimEnd();
  });
  const axis = columns.map(({ nan }) => (nan ? '×' : '─')).join('');
  const [from, to] = [labelX(first.xFirst), labelX(last.xLast)];
  const between = ' '.repeat(Math.max(2, width - from.length - to.length));
  return [...rows, `${' '.repeat(margin)} └${axis}`, `${' '.repeat(margin + 2)}${from === to ? from : from + between + to}`];
}

function fill(buckets: readonly Bucket[], width: number, from: number, to: number): Column[] {
  const columns = Array.from({ length: width }, (): Column => ({ low: null, high: null, nan: false }));
  const columnAt = (x: number): number => (to === from ? 0 : Math.floor(((x - from) / (to - from)) * (width - 1) + 0.5));
  for (const { xFirst, xLast, min, max, nanCount } of buckets) {
    // Where a bucket is wider than a column, each of its columns shows what is anywhere in the bucket.
    for (const column of columns.slice(columnAt(xFirst), columnAt(xLast) + 1)) {
      if (min !== null) column.low = Math.min(column.low ?? min, min);
      if (max !== null) column.high = Math.max(column.high ?? max, max);
      if (nanCount > 0) column.nan = true;
    }
  }
  return columns;
}

function rangeOf(columns: readonly Column[]): { low: number; high: number } {
  let low = Infinity;
  let high = -Infinity;
  for (const value of columns.flatMap((column) => [column.low, column.high])) {
    if (value === null || !Number.isFinite(value)) continue;
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return low > high ? { low: 0, high: 0 } : { low, high };
}

function mark(column: Column, row: number, height: number, low: number, high: number): string {
  if (column.low === null || column.high === null) return ' ';
  if (row === 0 && column.high === Infinity) return '^';
  if (row === height - 1 && column.low === -Infinity) return 'v';
  const rowOf = (value: number): number => (high === low ? Math.floor(height / 2) : Math.round((1 - (clamp(value, low, high) - low) / (high - low)) * (height - 1)));
  const [top, bottom] = [rowOf(column.high), rowOf(column.low)];
  if (row < top || row > bottom) return ' ';
  return top === bottom ? '•' : '│';
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
