import { parseNumber } from './number';
import type { MetricSummary } from './series';

/** How far a run has come, as far as its own params and metrics tell. */
export interface Progress {
  readonly unit: 'epoch' | 'step';
  readonly done: number;
  readonly of: number;
}

/** A run's params and metrics by name; null where it has none of that name. */
export interface RunValues {
  param(name: string): string | null;
  metric(key: string): MetricSummary | null;
}

const EPOCHS = ['epochs', 'num_epochs', 'n_epochs', 'max_epochs', 'num_train_epochs'];
const STEPS = ['max_steps', 'total_steps', 'num_steps', 'n_steps'];

/** The params and metrics that `progressOf` looks at, besides the headline. */
export const PROGRESS_PARAMS: readonly string[] = [...EPOCHS, ...STEPS];
export const PROGRESS_METRICS: readonly string[] = ['epoch', 'step', 'global_step'];

/**
 * Known only where a param says how long the run will be, and a metric how far it is: one that counts epochs or steps,
 * or the headline metric, if it is one that is measured once an epoch. Anything less sure is null.
 */
export function progressOf(run: RunValues, headline: string | null): Progress | null {
  const epochs = firstCount(run, EPOCHS);
  if (epochs !== null) {
    const done = lastOf(run, ['epoch']) ?? pointsOf(run, headline);
    if (done !== null && done <= epochs) return { unit: 'epoch', done, of: epochs };
  }
  const steps = firstCount(run, STEPS);
  const at = lastOf(run, ['global_step', 'step']);
  if (steps !== null && at !== null && at <= steps) return { unit: 'step', done: at, of: steps };
  return null;
}

function firstCount(run: RunValues, names: readonly string[]): number | null {
  for (const name of names) {
    const count = parseNumber(run.param(name) ?? '');
    if (count !== null && Number.isInteger(count) && count > 0) return count;
  }
  return null;
}

function lastOf(run: RunValues, keys: readonly string[]): number | null {
  for (const key of keys) {
    const last = run.metric(key)?.last;
    if (typeof last === 'number' && last >= 0) return Math.floor(last);
  }
  return null;
}

/** Points of a metric that is by its name measured once an epoch. */
function pointsOf(run: RunValues, key: string | null): number | null {
  if (key === null || !/^(val|valid|validation|test|eval|dev)[_/.-]/i.test(key)) return null;
  return run.metric(key)?.count ?? null;
}
