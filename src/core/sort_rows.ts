import { parseNumber } from './number';
import { compareNames, compareNumbers } from './ordering';
import type { RunRow } from './run';

export type SortBy =
  | { readonly by: 'started' | 'name' | 'status' | 'duration' | 'experiment'; readonly descending: boolean }
  | { readonly by: 'metric' | 'param'; readonly key: string; readonly descending: boolean };

/** Which columns rows were asked for with: their `metrics` and `params` are in this order. */
export interface RowColumns {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
}

/** Sorted copy of rows; what a run does not have comes last either way, and ties keep their order. */
export function sortRows<Row extends RunRow>(rows: readonly Row[], sort: SortBy, columns: RowColumns, nowMs: number): Row[] {
  const { descending } = sort;
  const turn = descending ? -1 : 1;
  switch (sort.by) {
    case 'started': return rows.toSorted((a, b) => compareNumbers(a.startMs, b.startMs, descending));
    case 'duration': return rows.toSorted((a, b) => compareNumbers(duration(a, nowMs), duration(b, nowMs), descending));
    case 'name': return rows.toSorted((a, b) => turn * compareNames(a.name, b.name));
    case 'experiment': return rows.toSorted((a, b) => turn * compareNames(a.experiment, b.experiment));
    case 'status': return rows.toSorted((a, b) => turn * compareNames(a.status, b.status));
    case 'metric': {
      const place = columns.metrics.indexOf(sort.key);
      return rows.toSorted((a, b) => compareNumbers(a.metrics[place]?.last ?? null, b.metrics[place]?.last ?? null, descending));
    }
    case 'param': {
      const place = columns.params.indexOf(sort.key);
      return rows.toSorted((a, b) => compareTexts(a.params[place] ?? null, b.params[place] ?? null, descending));
    }
  }
}

/** Numbers by their size and before other texts, which are sorted as people count. */
function compareTexts(a: string | null, b: string | null, descending: boolean): number {
  if (a === null || b === null) return Number(a === null) - Number(b === null);
  const [one, other] = [parseNumber(a), parseNumber(b)];
  if (one !== null || other !== null) return compareNumbers(one, other, descending);
  return (descending ? -1 : 1) * compareNames(a, b);
}

function duration({ startMs, endMs }: RunRow, nowMs: number): number {
  return (endMs ?? nowMs) - startMs;
}
