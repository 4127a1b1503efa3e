import type { Names } from './names';
import { compileQuery } from './query_sql';
import type { GroupBy, RunsRequest } from './service';
import { combine, sql, type Sql } from './sql';

export type RunFilter = Pick<RunsRequest, 'query' | 'experiment' | 'parent' | 'runIds' | 'group' | 'bin' | 'changedSince'>;

/** What runs are grouped by, as an expression on the run `r`. */
export const GROUP_KEYS: Readonly<Record<GroupBy, string>> = {
  experiment: '(SELECT name FROM experiment WHERE id = r.experiment)',
  branch: '(SELECT branch FROM git_state WHERE id = r.git)',
  commit: '(SELECT commit_id FROM git_state WHERE id = r.git)',
  status: 'r.status',
  day: "date(r.start_ms / 1000, 'unixepoch', 'localtime')",
};

/** The condition on the run `r` that a request stands for. */
export function filterRuns(filter: RunFilter, names: Names, nowMs: number): Sql {
  const conditions: Sql[] = [];
  const add = (text: string, ...values: unknown[]) => conditions.push(sql(text, ...values));
  // Few of all runs change between two looks, which SQLite can't know.
  if (filter.changedSince !== undefined) add('likelihood(r.version > ?, 0.0001)', filter.changedSince);
  // The bin holds few of very many runs; said in this way an index finds them.
  else add(filter.bin === true ? 'r.experiment IN (SELECT id FROM experiment) AND r.binned_ms > 0' : 'r.binned_ms IS NULL');
  if (filter.experiment !== undefined) add('r.experiment = (SELECT id FROM experiment WHERE name = ?)', filter.experiment);
  if (filter.group?.by === 'experiment') add('r.experiment = (SELECT id FROM experiment WHERE name = ?)', filter.group.key);
  else if (filter.group !== undefined) add(`${GROUP_KEYS[filter.group.by]} IS ?`, filter.group.key);
  if (typeof filter.parent === 'string') add('r.parent_run_id = ?', filter.parent);
  // A run whose parent is not in this store is shown by itself: nothing may be out of reach.
  if (filter.parent === null) add('(r.parent_run_id IS NULL OR r.parent_run_id NOT IN (SELECT run_id FROM run))');
  if (filter.runIds !== undefined) add('r.run_id IN (SELECT value FROM json_each(?))', JSON.stringify(filter.runIds));
  if (filter.query !== undefined && filter.query.trim() !== '') conditions.push(compileQuery(filter.query, names, nowMs));
  return combine('AND', conditions);
}
