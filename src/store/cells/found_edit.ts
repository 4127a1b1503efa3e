import type { Database } from 'better-sqlite3';
import type { Edit } from '../service';

/** Remembers which numbers of a notebook are metrics. Returns whether that is new. */
export function chooseFound(db: Database, { notebook, choices }: Extract<Edit, { op: 'found-numbers' }>): boolean {
  let changes = 0;
  const forget = db.prepare('DELETE FROM found_choice WHERE notebook = ? AND key = ?');
  const choose = db.prepare(
    `INSERT INTO found_choice (notebook, key, metric) VALUES (?, ?, ?)
     ON CONFLICT (notebook, key) DO UPDATE SET metric = excluded.metric WHERE metric IS NOT excluded.metric`,
  );
  for (const [key, metric] of Object.entries(choices)) {
    changes += metric === undefined ? forget.run(notebook, key).changes : choose.run(notebook, key, metric).changes;
  }
  return changes > 0;
}
