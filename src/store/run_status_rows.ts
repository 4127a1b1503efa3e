import type { Database, Statement } from 'better-sqlite3';
import { type JournalState, statusOfRun } from './run_status';

/** Works out the status and end of runs from their journals, and writes them. What became of cells without an end follows from it. */
export class RunStatusRows {
  private readonly select: Statement;
  private readonly update: Statement;
  private readonly markOpenCells: Statement;

  constructor(db: Database) {
    this.select = db.prepare('SELECT owner, state, last_ms FROM journal WHERE run = ?').raw();
    this.update = db.prepare('UPDATE run SET status = ?, end_ms = ? WHERE id = ?');
    this.markOpenCells = db.prepare('UPDATE cell SET version = ? WHERE id IN (SELECT cell FROM execution WHERE run = ? AND status IS NULL)');
  }

  /** @param cursor the number of the change */
  refresh(run: number, cursor: number): void {
    const rows = this.select.all(run) as [number, JournalState['state'], number][];
    const { status, endMs } = statusOfRun(rows.map(([owner, state, lastMs]) => ({ owner: owner === 1, state, lastMs })));
    this.update.run(status, endMs, run);
    this.markOpenCells.run(cursor, run);
  }
}
