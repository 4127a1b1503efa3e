import type { Database } from 'better-sqlite3';
import { cursorOf } from './cursor';
import type { Names } from './names';
import { compileQuery } from './query_sql';
import { RunRows } from './run_rows';
import { orderRuns } from './run_order';
import type { RunsReply, RunsRequest } from './service';
import { combine, sql, type Sql } from './sql';

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
      const where = this.where(request);
      const order = orderRuns(request.sort ?? [], this.names, Date.now());
      const ids = this.db
        .prepare(`SELECT r.id FROM run r ${order.joins.sql} WHERE ${where.sql} ORDER BY ${order.by} LIMIT ? OFFSET ?`)
        .pluck()
        .all(...order.joins.values, ...where.values, request.limit ?? DEFAULT_LIMIT, request.offset ?? 0) as number[];
      const total = this.db.prepare(`SELECT count(*) FROM run r WHERE ${where.sql}`).pluck().get(...where.values) as number;
      return { rows: this.rows.load(ids, request), total, cursor: cursorOf(this.db), removed: this.removed(request.changedSince) };
    })();
  }

  private where(request: RunsRequest): Sql {
    const conditions: Sql[] = [];
    const add = (text: string, ...values: unknown[]) => conditions.push(sql(text, ...values));
    if (request.changedSince !== undefined) add('r.version > ?', request.changedSince);
    else add(request.bin === true ? 'r.binned_ms IS NOT NULL' : 'r.binned_ms IS NULL');
    if (request.experiment !== undefined) add('r.experiment = (SELECT id FROM experiment WHERE name = ?)', request.experiment);
    if (typeof request.parent === 'string') add('r.parent_run_id = ?', request.parent);
    // A run whose parent is not in this store is shown by itself: nothing may be out of reach.
    if (request.parent === null) add('(r.parent_run_id IS NULL OR r.parent_run_id NOT IN (SELECT run_id FROM run))');
    if (request.runIds !== undefined) add('r.run_id IN (SELECT value FROM json_each(?))', JSON.stringify(request.runIds));
    if (request.query !== undefined && request.query.trim() !== '') conditions.push(compileQuery(request.query, this.names, Date.now()));
    return combine('AND', conditions);
  }

  private removed(changedSince: number | undefined): string[] {
    if (changedSince === undefined) return [];
    return this.db.prepare('SELECT run_id FROM deleted_run WHERE version > ?').pluck().all(changedSince) as string[];
  }
}
