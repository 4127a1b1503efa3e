import type { Database, Statement } from 'better-sqlite3';
import { type JournalState, statusOfRun } from './run_status';

/** Works out the status and end of runs from their journals, and writes them. */
export class RunStatusRows {
  private readonly select: Statement;
  private readonly update: Statement;

  constructor(db: Database) {
    this.select = db.prepare('SELECT owner, state, last_ms FROM journal WHERE run = ?').raw();
    this.update = db.prepare('UPDATE run SET status = ?, end_ms = ? WHERE id = ?');
  }

  refresh(run: number): void {
    const rows = this.select.all(run) as [number, JournalState['state'], number][];
    const { status, endMs } = statusOfRun(rows.map(([owner, state, lastMs]) => ({ owner: owner === 1, state, lastMs })));
    this.update.run(status, endMs, run);
  }
}
