import type { Database } from 'better-sqlite3';

/**
 * Puts cells right after their database was made again from what could be read: executions without a cell get one, what has
 * no execution any more goes, and so does what refers to texts that could not be had.
 */
export function repairCells(db: Database): void {
  const side = (saidBy: string) => `(SELECT max(id) FROM execution x WHERE x.cell = cell.id AND x.said_by = '${saidBy}')`;
  db.exec(`
    DELETE FROM cell_output WHERE execution NOT IN (SELECT id FROM execution);
    UPDATE cell_span SET execution = NULL WHERE execution NOT IN (SELECT id FROM execution);
    UPDATE execution SET source = NULL, likeness = NULL WHERE source NOT IN (SELECT id FROM cell_text);
    UPDATE execution SET error = NULL WHERE error NOT IN (SELECT id FROM cell_text);
    UPDATE execution SET traceback = NULL WHERE traceback NOT IN (SELECT id FROM cell_text);
    INSERT OR IGNORE INTO cell (id, run, version, start_ms) SELECT cell, run, 0, start_ms FROM execution WHERE cell NOT IN (SELECT id FROM cell);
    UPDATE cell SET kernel = ${side('kernel')}, editor = ${side('editor')};
    DELETE FROM cell WHERE kernel IS NULL AND editor IS NULL;
    UPDATE cell SET notebook = coalesce((SELECT notebook FROM execution WHERE id = cell.editor), (SELECT notebook FROM execution WHERE id = cell.kernel),
      (SELECT notebook FROM session WHERE run = cell.run));
    UPDATE cell SET cell_id = coalesce((SELECT cell_id FROM execution WHERE id = cell.kernel), (SELECT cell_id FROM execution WHERE id = cell.editor));
    UPDATE run SET cell_count = (SELECT count(*) FROM cell WHERE run = run.id)
      + (SELECT count(DISTINCT x.cell) FROM cell_span s JOIN execution x ON x.id = s.execution WHERE s.run = run.id);
  `);
}
