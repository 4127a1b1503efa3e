import type { Database } from 'better-sqlite3';
import { takeCursor } from './cursor';
import type { RunRecorder } from './run_recorder';

/** Pieces of output that are held in memory at once. */
const PIECES = 500;

interface Piece {
  readonly id: number;
  readonly journal: string;
  readonly runId: string;
  readonly timeMs: number;
  readonly stream: 'stdout' | 'stderr';
  readonly text: string;
}

/** Forgets what was read from printed text and reads it again by today's rules, a run at a time. */
export function reapplyPrinted(db: Database, recorder: RunRecorder): { runs: number; points: number } {
  const runs = db.prepare("SELECT DISTINCT run FROM output UNION SELECT DISTINCT run FROM stream WHERE source = 'printed' UNION SELECT DISTINCT run FROM cell_output").pluck().all() as number[];
  let points = 0;
  for (const run of runs) points += db.transaction(() => readPrintedAgain(db, recorder, run, true)).immediate();
  return { runs: runs.length, points };
}

/**
 * The same for one run, in a transaction of the caller. Returns the number of points.
 * @param isThorough also from cells in which there were no numbers by the rules of before
 */
export function readPrintedAgain(db: Database, recorder: RunRecorder, run: number, isThorough: boolean): number {
  recorder.forget();
  const times = recorder.cells.timesOf(run);
  const printed = "(SELECT id FROM stream WHERE run = ? AND source = 'printed')";
  db.prepare(`DELETE FROM point WHERE stream IN ${printed}`).run(run);
  db.prepare(`DELETE FROM rollup WHERE stream IN ${printed}`).run(run);
  db.prepare("DELETE FROM stream WHERE run = ? AND source = 'printed'").run(run);
  db.prepare("DELETE FROM series WHERE run = ? AND source = 'printed'").run(run);
  db.prepare('UPDATE journal SET printed = NULL WHERE run = ?').run(run);
  const select = db.prepare(
    `SELECT o.id, j.journal_id AS journal, r.run_id AS runId, o.time_ms AS timeMs, o.stream, o.text
     FROM output o JOIN journal j ON j.id = o.journal JOIN run r ON r.id = o.run WHERE o.run = ? AND o.id > ? ORDER BY o.id LIMIT ${PIECES}`,
  );
  let pieces: Piece[];
  let after = 0;
  do {
    pieces = select.all(run, after) as Piece[];
    for (const { id, journal, runId, timeMs, stream, text } of pieces) {
      recorder.readPrinted(journal, runId, stream, text, timeMs);
      after = id;
    }
    recorder.flush();
  } while (pieces.length === PIECES);
  recorder.cells.readAgain(run, times, isThorough);
  recorder.flush();
  const cursor = takeCursor(db);
  db.prepare('UPDATE run SET version = ? WHERE id = ?').run(cursor, run);
  db.prepare('UPDATE cell SET version = ? WHERE run = ? AND found IS NOT NULL').run(cursor, run);
  return db.prepare("SELECT coalesce(sum(count), 0) FROM stream WHERE run = ? AND source = 'printed'").pluck().get(run) as number;
}
