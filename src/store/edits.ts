import type { Database } from 'better-sqlite3';
import { nameKey } from '../core/name_key';
import { takeCursor } from './cursor';
import { deleteRun } from './delete_run';
import { ExperimentRows } from './experiment_rows';
import type { Names } from './names';
import { runNotFound } from './run_detail';
import type { Edit } from './service';

/** Does what a person changed, wholly or not at all. Returns the ids of runs whose artifacts are to go. */
export function applyEdit(db: Database, names: Names, edit: Exclude<Edit, CellEdit>): string[] {
  return db
    .transaction(() => {
      const cursor = takeCursor(db);
      if (edit.op === 'metric') {
        chooseMetric(db, edit);
        return [];
      }
      const runs = ('runIds' in edit ? edit.runIds : [edit.runId]).map((runId) => findRun(db, runId));
      for (const run of runs) {
        applyToRun(db, names, edit, run, cursor);
        db.prepare('UPDATE run SET version = ? WHERE id = ?').run(cursor, run);
      }
      return edit.op === 'delete' ? [...edit.runIds] : [];
    })
    .immediate();
}

type CellEdit = { op: 'found-numbers' | 'redact-cells' };
type RunEdit = Exclude<Edit, CellEdit | { op: 'metric' }>;

function applyToRun(db: Database, names: Names, edit: RunEdit, run: number, cursor: number): void {
  const set = (sql: string, ...values: unknown[]) => db.prepare(sql).run(...values, run);
  switch (edit.op) {
    case 'rename':
      set("UPDATE run SET name = ?, name_key = ?, name_from = 'person' WHERE id = ?", edit.name, nameKey(edit.name));
      break;
    case 'note':
      set('UPDATE run SET note = ? WHERE id = ?', edit.note);
      break;
    case 'tag':
      db.prepare('REPLACE INTO tag (run, name, value, edited) VALUES (?, ?, ?, 1)').run(run, names.give(edit.key), edit.value);
      break;
    case 'star':
      set('UPDATE run SET starred = ? WHERE id = ?', Number(edit.starred));
      break;
    case 'bin':
      set('UPDATE run SET binned_ms = ? WHERE id = ?', edit.binned ? Date.now() : null);
      break;
    case 'delete':
      deleteRun(db, run, cursor);
      break;
  }
}

function chooseMetric(db: Database, { experiment, metric, goal }: Extract<Edit, { op: 'metric' }>): void {
  db.prepare('UPDATE experiment SET metric = ?, goal = ? WHERE id = ?').run(metric, metric === null ? null : goal, new ExperimentRows(db).give(experiment));
}

function findRun(db: Database, runId: string): number {
  const id = db.prepare('SELECT id FROM run WHERE run_id = ?').pluck().get(runId) as number | undefined;
  if (id === undefined) throw runNotFound(runId);
  return id;
}
