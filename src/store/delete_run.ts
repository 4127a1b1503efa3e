import type { Database } from 'better-sqlite3';

/** Tables whose rows belong to one run. */
export const OF_RUN = ['param', 'tag', 'artifact', 'input', 'file', 'output', 'problem', 'series', 'stream', 'session', 'cell', 'execution', 'cell_output', 'cell_span'] as const;

/** Ids name folders; a store that came from elsewhere must not make us remove another one. */
export function isRunId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}

/** Takes a run out of the store for good, and remembers that it was, so that its journals do not bring it back. */
export function deleteRun(db: Database, run: number, cursor: number): void {
  db.prepare('INSERT OR REPLACE INTO deleted_run (run_id, version, deleted_ms) SELECT run_id, ?, ? FROM run WHERE id = ?').run(cursor, Date.now(), run);
  const streams = '(SELECT id FROM stream WHERE run = ?)';
  db.prepare(`DELETE FROM point WHERE stream IN ${streams}`).run(run);
  db.prepare(`DELETE FROM rollup WHERE stream IN ${streams}`).run(run);
  db.prepare('INSERT OR REPLACE INTO gone_cell (id, version) SELECT id, ? FROM cell WHERE run = ?').run(cursor, run);
  const open = db.prepare('SELECT DISTINCT s.run FROM execution x JOIN cell_span s ON s.execution = x.id WHERE x.run = ?').pluck().all(run) as number[];
  for (const table of OF_RUN) db.prepare(`DELETE FROM ${table} WHERE run = ?`).run(run);
  db.prepare('UPDATE journal SET run = NULL WHERE run = ?').run(run);
  db.prepare('DELETE FROM run WHERE id = ?').run(run);
  for (const other of open) leaveCells(db, other, cursor);
}

/** The cells in which a run was open have gone with their session. */
function leaveCells(db: Database, run: number, cursor: number): void {
  db.prepare('UPDATE cell_span SET execution = NULL WHERE run = ? AND execution NOT IN (SELECT id FROM execution)').run(run);
  db.prepare(
    'UPDATE run SET version = ?, cell_count = (SELECT count(DISTINCT x.cell) FROM cell_span s JOIN execution x ON x.id = s.execution WHERE s.run = run.id) WHERE id = ?',
  ).run(cursor, run);
}
