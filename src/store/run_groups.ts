import type { Database } from 'better-sqlite3';
import type { Names } from './names';
import { filterRuns, GROUP_KEYS } from './run_filter';
import type { GroupsRequest, RunGroup } from './service';

/** The groups into which runs fall, the one with the latest run first. */
export function readGroups(db: Database, names: Names, { by, ...filter }: GroupsRequest): RunGroup[] {
  const where = filterRuns(filter, names, Date.now());
  // An index has the runs in the order of their experiments already.
  const groups = by === 'experiment' ? 'r.experiment' : '"key"';
  const subject = by === 'commit' ? ', max((SELECT subject FROM git_state WHERE id = r.git)) AS subject' : '';
  const sql = `SELECT ${GROUP_KEYS[by]} AS "key", count(*) AS runCount, sum(r.kind IS 'session') AS sessionCount,
      sum(r.status = 'RUNNING' AND r.kind IS NOT 'session') AS runningCount, max(r.start_ms) AS lastStartMs${subject}
    FROM run r WHERE ${where.sql} GROUP BY ${groups} ORDER BY lastStartMs DESC, "key"`;
  return db.prepare(sql).all(...where.values) as RunGroup[];
}
