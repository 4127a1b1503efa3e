import type { CellRow } from '../../core/cell';
import { compareNames } from '../../core/ordering';

/** A key of numbers found in the outputs of a notebook, and what was said of it. */
export interface FoundKey {
  readonly key: string;
  /** the last that was found */
  readonly value: number;
  /** in how many executions */
  readonly count: number;
  /** the metric it became; null: the person said it is none; undefined: not asked yet */
  readonly metric: string | null | undefined;
}

/** Every key that occurs: those that wait for an answer first, then by name. @param rows the earliest first */
export function foundKeys(rows: readonly CellRow[]): FoundKey[] {
  const keys = new Map<string, FoundKey>();
  for (const { found } of rows) {
    for (const { key, value, metric } of found) keys.set(key, { key, value, metric, count: (keys.get(key)?.count ?? 0) + 1 });
  }
  const waits = ({ metric }: FoundKey): number => (metric === undefined ? 0 : 1);
  return [...keys.values()].sort((a, b) => waits(a) - waits(b) || compareNames(a.key, b.key));
}

/** Why a name cannot be that of a metric; null where it can. */
export function nameProblem(name: string): string | null {
  if (name.trim() === '') return 'A metric needs a name.';
  return name.trim() === '*' ? 'This name stands for all.' : null;
}
