import type { Database } from 'better-sqlite3';
import { cursorOf } from './cursor';
import type { Names } from './names';
import { filterRuns } from './run_filter';
import { orderRuns } from './run_order';
import { RunRows } from './run_rows';
import type { RunsReply, RunsRequest } from './service';

const DEFAULT_LIMIT = 1000;

/** Lists of runs: filtered, sorted and cut by SQL. */
export class RunsQuery {
  private readonly rows: RunRows;

  constructor(
    private readonly db: Database,
    private readonly names: Names,
  ) {
    this.rows = new RunRows(db, names);
  }

  run(request: RunsRequest): RunsReply {
    return this.db.transaction(() => {
      const where = filterRuns(request, this.names, Date.now());
      const order = orderRuns(request.sort ?? [], this.names, Date.now());
      const ids = this.db
        .prepare(`SELECT r.id FROM run r ${order.joins.sql} WHERE ${where.sql} ORDER BY ${order.by} LIMIT ? OFFSET ?`)
        .pluck()
        .all(...order.joins.values, ...where.values, request.limit ?? DEFAULT_LIMIT, request.offset ?? 0) as number[];
      const total = this.db.prepare(`SELECT count(*) FROM run r WHERE ${where.sql}`).pluck().get(...where.values) as number;
      return { rows: this.rows.load(ids, request), total, cursor: cursorOf(this.db), removed: this.removed(request.changedSince) };
    })();
  }

  private removed(changedSince: number | undefined): string[] {
    if (changedSince === undefined) return [];
    return this.db.prepare('SELECT run_id FROM deleted_run WHERE version > ?').pluck().all(changedSince) as string[];
  }
}
