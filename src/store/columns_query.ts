import type { Database } from 'better-sqlite3';
import type { Columns } from './service';

/** The names of all metrics, params and tags, the most used first. */
export function readColumns(db: Database): Columns {
  return { metrics: used(db, 'series'), params: used(db, 'param'), tags: used(db, 'tag') };
}

function used(db: Database, table: 'series' | 'param' | 'tag'): string[] {
  const uses = `SELECT name, count(*) AS uses FROM ${table} GROUP BY name`;
  return db.prepare(`SELECT n.text FROM (${uses}) u JOIN name n ON n.id = u.name ORDER BY uses DESC, n.text`).pluck().all() as string[];
}
