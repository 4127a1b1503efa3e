import type { Database } from 'better-sqlite3';
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
  const runs = db.prepare("SELECT DISTINCT run FROM output UNION SELECT DISTINCT run FROM stream WHERE source = 'printed'").pluck().all() as number[];
  let points = 0;
  for (const run of runs) points += db.transaction(() => reapplyToRun(db, recorder, run)).immediate();
  return { runs: runs.length, points };
}

function reapplyToRun(db: Database, recorder: RunRecorder, run: number): number {
  recorder.forget();
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
  let points = 0;
  let pieces: Piece[];
  let after = 0;
  do {
    pieces = select.all(run, after) as Piece[];
    for (const { id, journal, runId, timeMs, stream, text } of pieces) {
      points += recorder.readPrinted(journal, runId, stream, text, timeMs);
      after = id;
    }
    recorder.flush();
  } while (pieces.length === PIECES);
  return points;
}
