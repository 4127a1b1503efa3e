import type { Database } from 'better-sqlite3';
import { cellNotFound } from './cells_query';

/** Takes out of the database what executions ran and gave. To be called in a transaction. Times, names and metrics stay. */
export function redactRows(db: Database, cells: readonly number[], cursor: number): void {
  const nowMs = Date.now();
  const executions = db.prepare('SELECT id FROM execution WHERE cell = ?').pluck();
  for (const cell of cells) {
    const sql = 'UPDATE cell SET redacted_ms = coalesce(redacted_ms, ?), found = NULL, version = ? WHERE id = ?';
    if (db.prepare(sql).run(nowMs, cursor, cell).changes === 0) throw cellNotFound(cell);
    for (const execution of executions.all(cell) as number[]) redactExecution(db, execution);
  }
  db.prepare('UPDATE run SET version = ? WHERE id IN (SELECT run FROM cell WHERE id IN (SELECT value FROM json_each(?)))').run(cursor, JSON.stringify(cells));
}

export function redactExecution(db: Database, execution: number): void {
  const texts = db.prepare('SELECT source, error, traceback FROM execution WHERE id = ?').raw().get(execution) as (number | null)[];
  db.prepare(
    `UPDATE execution SET source = NULL, likeness = NULL, error = NULL, traceback = NULL, output_count = 0, output_length = 0 WHERE id = ?`,
  ).run(execution);
  db.prepare('DELETE FROM cell_output WHERE execution = ?').run(execution);
  const remove = db.prepare(
    `DELETE FROM cell_text WHERE id = ? AND NOT EXISTS (SELECT 1 FROM execution WHERE source = cell_text.id)
       AND NOT EXISTS (SELECT 1 FROM execution WHERE error = cell_text.id) AND NOT EXISTS (SELECT 1 FROM execution WHERE traceback = cell_text.id)`,
  );
  for (const text of texts) if (text !== null) remove.run(text);
}
