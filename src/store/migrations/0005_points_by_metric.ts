import type { Database } from 'better-sqlite3';

/** The points of one metric in all runs are found without a look at all others. */
export function pointsByMetric(db: Database): void {
  db.exec('CREATE INDEX stream_by_name ON stream (name)');
}
