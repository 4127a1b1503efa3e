import { parseNumber } from '../../core/number';
import type { RunRow } from '../../core/run';
import type { RowColumns } from './row_columns';

/** How far a run has come, as far as its own params and metrics tell. */
export interface Progress {
  readonly unit: 'epoch' | 'step';
  readonly done: number;
  readonly of: number;
}

const EPOCHS = ['epochs', 'num_epochs', 'n_epochs', 'max_epochs', 'num_train_epochs'];
const STEPS = ['max_steps', 'total_steps', 'num_steps', 'n_steps'];

/** The params and metrics that `progressOf` looks at. */
export const PROGRESS_PARAMS: readonly string[] = [...EPOCHS, ...STEPS];
export const PROGRESS_METRICS: readonly string[] = ['epoch', 'step', 'global_step'];

/**
 * Known only where a param says how long the run will be, and a metric how far it is: one that counts epochs or steps,
 * or the headline metric, if it is one that is measured once an epoch. Anything less sure is not shown.
 */
export function progressOf(row: RunRow, columns: RowColumns, headline: string | null): Progress | null {
  const epochs = firstCount(row, columns, EPOCHS);
  if (epochs !== null) {
    const done = lastOf(row, columns, ['epoch']) ?? pointsOf(row, columns, headline);
    if (done !== null && done <= epochs) return { unit: 'epoch', done, of: epochs };
  }
  const steps = firstCount(row, columns, STEPS);
  const at = lastOf(row, columns, ['global_step', 'step']);
  if (steps !== null && at !== null && at <= steps) return { unit: 'step', done: at, of: steps };
  return null;
}

function firstCount(row: RunRow, columns: RowColumns, names: readonly string[]): number | null {
  for (const name of names) {
    const count = parseNumber(columns.param(row, name) ?? '');
    if (count !== null && Number.isInteger(count) && count > 0) return count;
  }
  return null;
}

function lastOf(row: RunRow, columns: RowColumns, keys: readonly string[]): number | null {
  for (const key of keys) {
    const last = columns.metric(row, key)?.last;
    if (typeof last === 'number' && last >= 0) return Math.floor(last);
  }
  return null;
}

/** Points of a metric that is by its name measured once an epoch. */
function pointsOf(row: RunRow, columns: RowColumns, key: string | null): number | null {
  if (key === null || !/^(val|valid|validation|test|eval|dev)[_/.-]/i.test(key)) return null;
  return columns.metric(row, key)?.count ?? null;
}
