import { TrialbookError } from '../core/errors';
import { formatDate } from '../core/format';
import { quoted } from '../core/query/quoted';
import type { StoreService } from '../store/service';
import { didYouMean } from './did_you_mean';

/** Names are looked through for one that was mistyped. */
const MOST_NAMES = 100_000;
const MOST_NAMED = 5;

/**
 * The id of the run that is meant: `@last` started last; `@best` is the best of the experiment that ran last, `@best:digits` of that
 * one; else an id, its beginning, or a name. Throws `run-not-found`.
 */
export function resolveRun(store: StoreService, reference: string): string {
  if (reference === '@last') return lastRun(store).runId;
  if (reference === '@best') return bestRun(store, lastRun(store).experiment);
  if (reference.startsWith('@best:')) return bestRun(store, reference.slice('@best:'.length));
  try {
    return store.resolve(reference);
  } catch (error) {
    if (!(error instanceof TrialbookError)) throw error;
    if (error.code === 'run-not-found') throw new TrialbookError(error.code, `there is no run ${reference}${didYouMean(reference, namesIn(store))}`);
    const named = error.code === 'run-ambiguous' ? runsNamed(store, reference) : '';
    throw named === '' ? error : new TrialbookError(error.code, named);
  }
}

/** Which runs have the name, by ids that can be pasted; '' where it is no name. */
function runsNamed(store: StoreService, name: string): string {
  const { rows, total } = store.runs({ query: `name = ${quoted(name)}`, sort: [{ by: 'started', descending: true }], limit: MOST_NAMED });
  const runs = rows.map(({ runId, startMs }) => `${runId} (${formatDate(startMs)})`);
  return total === 0 ? '' : `${total} runs are named ${name}: ${runs.join(', ')}${total > rows.length ? ' …' : ''}`;
}

function namesIn(store: StoreService): string[] {
  const { rows } = store.runs({ sort: [{ by: 'started', descending: true }], limit: MOST_NAMES });
  return ['@last', '@best', ...rows.map(({ name }) => name)];
}

function lastRun(store: StoreService): { runId: string; experiment: string } {
  const last = store.runs({ sort: [{ by: 'started', descending: true }], limit: 1 }).rows[0];
  if (!last) throw new TrialbookError('run-not-found', 'there is no run yet');
  return last;
}

function bestRun(store: StoreService, name: string): string {
  const experiment = store.experiments().find((one) => one.name === name);
  if (!experiment) throw new TrialbookError('run-not-found', `there is no experiment ${name}${didYouMean(name, store.experiments().map((one) => one.name))}`);
  if (experiment.best) return experiment.best.runId;
  const why = experiment.metric === null ? 'no metric says what is better' : `no run has a value of ${experiment.metric}`;
  throw new TrialbookError('run-not-found', `the experiment ${name} has no best run: ${why}`);
}
