import { describe, expect, it } from 'vitest';
import Database from 'better-sqlite3';
import { migrate, MIGRATIONS } from '../../../src/store/migrations';
import { Names } from '../../../src/store/names';
import { filterRuns } from '../../../src/store/run_filter';

function newDatabase(): Database.Database {
  const db = new Database(':memory:');
  migrate(db, MIGRATIONS, () => undefined);
  return db;
}

/** How SQLite goes about a query: its steps, each a `SEARCH` by an index or a `SCAN` of all rows. */
function planOf(db: Database.Database, sql: string, values: readonly unknown[] = []): string {
  return (db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all(...values) as { detail: string }[]).map(({ detail }) => detail).join('\n');
}

describe('without a look at every row', () => {
  it('the runs that changed are found', () => {
    const db = newDatabase();
    const { sql, values } = filterRuns({ changedSince: 7 }, new Names(db), 0);
    expect(planOf(db, `SELECT r.id FROM run r WHERE ${sql} ORDER BY r.start_ms DESC, r.id DESC`, values)).toContain('SEARCH r USING INDEX run_by_version');
  });

  it.each([
    "SELECT run_id, step, value FROM metrics WHERE key = 'loss'",
    "SELECT step, value FROM metrics WHERE run_id = 'a' AND key = 'loss'",
    "SELECT * FROM latest_metrics WHERE run_id = 'a'",
    "SELECT * FROM latest_metrics WHERE key = 'loss'",
    "SELECT * FROM params WHERE run_id = 'a'",
    "SELECT * FROM params WHERE key = 'lr'",
    "SELECT * FROM tags WHERE run_id = 'a'",
    "SELECT * FROM artifacts WHERE run_id = 'a'",
    "SELECT * FROM files WHERE path = 'data.csv'",
    "SELECT * FROM cells WHERE run_id = 'a'",
  ])('the views answer: %s', (sql) => {
    expect(planOf(newDatabase(), sql)).not.toContain('SCAN');
  });
});
