import { quoted } from '../core/query/quoted';
import type { Goal, RunRow } from '../core/run';
import type { OpenStore } from '../host/open_store';

/** What is known of the runs of one script, in the store in which it ran last. */
export interface ScriptRuns {
  readonly store: OpenStore;
  readonly total: number;
  /** by which the runs of the experiment of its last run are told apart; null where nothing does */
  readonly metric: string | null;
  readonly goal: Goal;
  /** the latest first; their metrics are the one above */
  readonly latest: readonly RunRow[];
  /** the one with the best value, of the same experiment */
  readonly best: RunRow | null;
}

/**
 * The runs of a script; null where it has none.
 * @param path absolute
 * @param limit so many of the latest are given
 */
export async function scriptRuns(stores: readonly OpenStore[], path: string, limit: number): Promise<ScriptRuns | null> {
  const found = await Promise.all(stores.map((store) => inStore(store, path, limit)));
  const known = found.filter((one) => one !== null);
  return known.sort((a, b) => (b.latest[0]?.startMs ?? 0) - (a.latest[0]?.startMs ?? 0))[0] ?? null;
}

async function inStore(store: OpenStore, path: string, limit: number): Promise<ScriptRuns | null> {
  const { service } = store;
  const query = `file = ${quoted(path)}`;
  const sort = [{ by: 'started', descending: true } as const];
  const { rows: [last], total } = await service.runs({ query, sort, limit: 1 });
  if (!last) return null;
  const experiment = (await service.experiments()).find(({ name }) => name === last.experiment);
  const metric = experiment?.metric ?? null;
  const goal = experiment?.goal ?? 'max';
  const metrics = metric === null ? [] : [metric];
  const { rows: latest } = await service.runs({ query, sort, limit, metrics });
  if (metric === null) return { store, total, metric, goal, latest, best: null };
  const byMetric = [{ by: 'metric', key: metric, descending: goal === 'max' } as const];
  const { rows: [best] } = await service.runs({ query, experiment: last.experiment, sort: byMetric, limit: 1, metrics });
  return { store, total, metric, goal, latest, best: best && typeof best.metrics[0]?.last === 'number' ? best : null };
}
