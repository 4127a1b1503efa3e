import type { Database } from 'better-sqlite3';
import { cursorOf } from './cursor';
import type { Names } from './names';
import { filterRuns } from './run_filter';
import { orderRuns } from './run_order';
import { RunRows } from './run_rows';
import type { RunsReply, RunsRequest } from './service';
import type { Sql } from './sql';

const DEFAULT_LIMIT = 1000;

/** How long a list that was made for one page may serve for the next ones; what it is made of may depend on the time. */
const KEPT_MS = 5000;

interface Found {
  readonly request: string;
  readonly cursor: number;
  readonly madeMs: number;
  /** numbers of all runs that were found, in order */
  readonly ids: readonly number[];
}

/** Lists of runs: filtered and sorted by SQL, once for all pages of a list. */
export class RunsQuery {
  private readonly rows: RunRows;
  private last: Found | null = null;

  constructor(
    private readonly db: Database,
    private readonly names: Names,
  ) {
    this.rows = new RunRows(db, names);
  }

  run(request: RunsRequest): RunsReply {
    return this.db.transaction(() => {
      const cursor = cursorOf(this.db);
      const ids = this.find(request, cursor);
      const { offset = 0, limit = DEFAULT_LIMIT } = request;
      return {
        rows: this.rows.load(ids.slice(offset, offset + limit), request),
        total: ids.length,
        cursor,
        removed: this.removed(request.changedSince),
      };
    })();
  }

  private find(request: RunsRequest, cursor: number): readonly number[] {
    const { offset: _offset, limit: _limit, metrics: _metrics, params: _params, tags: _tags, ...wanted } = request;
    const id = JSON.stringify(wanted);
    const now = Date.now();
    const { last } = this;
    if (last && last.request === id && last.cursor === cursor && now - last.madeMs < KEPT_MS) return last.ids;
    const where = filterRuns(request, this.names, now);
    const [first, ...others] = request.sort ?? [];
    const ids =
      first?.by === 'metric' && others.length === 0
        ? this.byMetric(where, first.key, first.descending, now)
        : this.inOrder(where, request, now);
    this.last = { request: id, cursor, madeMs: now, ids };
    return ids;
  }

  private inOrder(where: Sql, { sort = [] }: RunsRequest, nowMs: number): number[] {
    const { joins, by } = orderRuns(sort, this.names, nowMs);
    return this.all(`SELECT r.id FROM run r ${joins.sql} WHERE ${where.sql} ORDER BY ${by}`, [...joins.values, ...where.values]);
  }

  /** Tables of runs are mostly sorted by a metric, and that order is in an index already: it has only to be filtered. */
  private byMetric(where: Sql, key: string, descending: boolean, nowMs: number): number[] {
    const found = this.inOrder(where, {}, nowMs);
    const wanted = new Set(found);
    const sql = `SELECT run FROM series WHERE name = ? AND last IS NOT NULL ORDER BY last ${descending ? 'DESC' : 'ASC'}, run DESC`;
    const ordered = this.all(sql, [this.names.find(key) ?? -1]).filter((run) => wanted.delete(run));
    return [...ordered, ...found.filter((run) => wanted.has(run))];
  }

  private all(sql: string, values: readonly unknown[]): number[] {
    return this.db.prepare(sql).pluck().all(...values) as number[];
  }

  private removed(changedSince: number | undefined): string[] {
    if (changedSince === undefined) return [];
    return this.db.prepare('SELECT run_id FROM deleted_run WHERE version > ?').pluck().all(changedSince) as string[];
  }
}
