import type { Database } from 'better-sqlite3';
import { takeCursor } from '../cursor';
import { readPrintedAgain } from '../reapply_printed';
import type { RunRecorder } from '../run_recorder';
import type { Edit } from '../service';
import { ANY } from './found_choices';

type Choice = Extract<Edit, { op: 'found-numbers' }>;

/** Remembers which numbers of a notebook are metrics, and makes it so for all that ran in it. */
export function applyFoundChoice(db: Database, recorder: RunRecorder, choice: Choice): void {
  db.transaction(() => {
    if (!choose(db, choice)) return;
    takeCursor(db);
    const runs = db
      .prepare('SELECT DISTINCT run FROM cell WHERE found IS NOT NULL AND (? OR notebook = (SELECT id FROM name WHERE text = ?))')
      .pluck()
      .all(Number(choice.notebook === ANY), choice.notebook) as number[];
    for (const run of runs) readPrintedAgain(db, recorder, run, false);
  }).immediate();
}

/** Returns whether anything is new. */
function choose(db: Database, { notebook, choices }: Choice): boolean {
  let changes = 0;
  const forget = db.prepare('DELETE FROM found_choice WHERE notebook = ? AND key = ?');
  const remember = db.prepare(
    `INSERT INTO found_choice (notebook, key, metric) VALUES (?, ?, ?)
     ON CONFLICT (notebook, key) DO UPDATE SET metric = excluded.metric WHERE metric IS NOT excluded.metric`,
  );
  for (const [key, metric] of Object.entries(choices)) {
    changes += metric === undefined ? forget.run(notebook, key).changes : remember.run(notebook, key, metric).changes;
  }
  return changes > 0;
}
