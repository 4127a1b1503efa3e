import type { Database } from 'better-sqlite3';
import { cursorOf } from './cursor';
import type { Names } from './names';
import { RunRows } from './run_rows';
import type { RunsReply, RunsRequest, SortKey } from './service';

const DEFAULT_LIMIT = 1000;

/** A piece of SQL with the values that are bound to it. */
export interface Sql {
  readonly sql: string;
  readonly values: readonly unknown[];
}

/** Turns the text of a query into a condition on the run `r`. */
export type QueryCompiler = (query: string) => Sql;

/** Lists of runs: filtered, sorted and cut by SQL. */
export class RunsQuery {
  private readonly rows: RunRows;

  constructor(
    private readonly db: Database,
    private readonly names: Names,
    private readonly compile: QueryCompiler,
  ) {
    this.rows = new RunRows(db, names);
  }

  run(request: RunsRequest): RunsReply {
    return this.db.transaction(() => {
      const where = this.where(request);
      const order = this.order(request.sort ?? []);
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
    const add = (sql: string, ...values: unknown[]) => conditions.push({ sql, values });
    if (request.changedSince !== undefined) add('r.version > ?', request.changedSince);
    else add(request.bin === true ? 'r.binned_ms IS NOT NULL' : 'r.binned_ms IS NULL');
    if (request.experiment !== undefined) add('r.experiment = (SELECT id FROM experiment WHERE name = ?)', request.experiment);
    if (typeof request.parent === 'string') add('r.parent_run_id = ?', request.parent);
    // A run whose parent is not in this store is shown by itself: nothing may be out of reach.
    if (request.parent === null) add('(r.parent_run_id IS NULL OR r.parent_run_id NOT IN (SELECT run_id FROM run))');
    if (request.runIds !== undefined) add('r.run_id IN (SELECT value FROM json_each(?))', JSON.stringify(request.runIds));
    if (request.query !== undefined && request.query.trim() !== '') conditions.push(this.compile(request.query));
    return { sql: conditions.map(({ sql }) => `(${sql})`).join(' AND '), values: conditions.flatMap(({ values }) => values) };
  }

  private order(sort: readonly SortKey[]): { joins: Sql; by: string } {
    const joins: string[] = [];
    const values: unknown[] = [];
    const by: string[] = [];
    sort.forEach((key, index) => {
      const column = this.column(key, index);
      if ('join' in column) {
        joins.push(column.join);
        values.push(column.name);
      }
      // What a run does not have comes last in both directions.
      if (column.nullable) by.push(`${column.sql} IS NULL`);
      by.push(`${column.sql} ${key.descending ? 'DESC' : 'ASC'}`);
    });
    if (sort.length === 0) by.push('r.start_ms DESC');
    by.push('r.id DESC');
    return { joins: { sql: joins.join(' '), values }, by: by.join(', ') };
  }

  private column(key: SortKey, index: number): { sql: string; nullable: boolean } | { sql: string; nullable: boolean; join: string; name: number } {
    switch (key.by) {
      case 'started':
        return { sql: 'r.start_ms', nullable: false };
      case 'name':
        return { sql: 'r.name COLLATE NOCASE', nullable: false };
      case 'status':
        return { sql: 'r.status', nullable: false };
      case 'duration':
        return { sql: `coalesce(r.end_ms, ${Date.now()}) - r.start_ms`, nullable: false };
      case 'starred':
        return { sql: 'r.starred', nullable: false };
      case 'experiment':
        return { sql: '(SELECT name FROM experiment WHERE id = r.experiment) COLLATE NOCASE', nullable: false };
      case 'metric':
        return this.joined('series', 'last', key.key, index);
      case 'param':
        return this.joined('param', 'value', key.key, index);
      case 'tag':
        return this.joined('tag', 'value', key.key, index);
    }
  }

  private joined(table: string, column: string, key: string, index: number): { sql: string; nullable: boolean; join: string; name: number } {
    const as = `sort${index}`;
    const join = `LEFT JOIN ${table} ${as} ON ${as}.run = r.id AND ${as}.name = ?`;
    return { sql: `${as}.${column}`, nullable: true, join, name: this.names.find(key) ?? -1 };
  }

  private removed(changedSince: number | undefined): string[] {
    if (changedSince === undefined) return [];
    return this.db.prepare('SELECT run_id FROM deleted_run WHERE version > ?').pluck().all(changedSince) as string[];
  }
}
