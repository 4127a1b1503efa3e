import type { Names } from './names';
import type { SortKey } from './service';
import { sql, type Sql } from './sql';

export interface RunOrder {
  /** what is joined to the run `r` */
  readonly joins: Sql;
  /** terms of ORDER BY */
  readonly by: string;
}

/** Further sort keys hardly ever decide, and SQLite limits how many tables are joined. */
const MOST_KEYS = 8;

/** The order of a list of runs; what a run does not have comes last in both directions, and the latest run first where nothing decides. */
export function orderRuns(sort: readonly SortKey[], names: Names, nowMs: number): RunOrder {
  const joins: Sql[] = [];
  const by = sort.slice(0, MOST_KEYS).flatMap((key, index) => {
    const direction = key.descending ? 'DESC' : 'ASC';
    const as = `sort${index}`;
    if (key.by !== 'metric' && key.by !== 'param' && key.by !== 'tag') return [`${attribute(key.by, nowMs)} ${direction}`];
    const table = key.by === 'metric' ? 'series' : key.by;
    joins.push(sql(`LEFT JOIN ${table} ${as} ON ${as}.run = r.id AND ${as}.name = ?`, names.find(key.key) ?? -1));
    // Numbers among the values of a param come first, as numbers; then the other texts.
    const columns = key.by === 'metric' ? ['last'] : key.by === 'param' ? ['number', 'value'] : ['value'];
    return columns.flatMap((column) => [`${as}.${column} IS NULL`, `${as}.${column} ${direction}`]);
  });
  by.push('r.start_ms DESC', 'r.id DESC');
  return { joins: { sql: joins.map((join) => join.sql).join(' '), values: joins.flatMap((join) => join.values) }, by: by.join(', ') };
}

function attribute(by: Exclude<SortKey['by'], 'metric' | 'param' | 'tag'>, nowMs: number): string {
  switch (by) {
    case 'started':
      return 'r.start_ms';
    case 'name':
      return 'r.name_key';
    case 'status':
      return 'r.status';
    case 'duration':
      return `coalesce(r.end_ms, ${nowMs}) - r.start_ms`;
    case 'starred':
      return 'r.starred';
    case 'experiment':
      return '(SELECT name FROM experiment WHERE id = r.experiment) COLLATE NOCASE';
  }
}
