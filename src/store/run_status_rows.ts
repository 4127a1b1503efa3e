import type { Database } from 'better-sqlite3';
import { type JournalState, statusOfRun } from './run_status';

/** Works out a run's status and end from its journals, and writes them. */
export function refreshStatus(db: Database, run: number): void {
  const rows = db.prepare('SELECT owner, state, last_ms FROM journal WHERE run = ?').raw().all(run) as [number, JournalState['state'], number][];
  const { status, endMs } = statusOfRun(rows.map(([owner, state, lastMs]) => ({ owner: owner === 1, state, lastMs })));
  db.prepare('UPDATE run SET status = ?, end_ms = ? WHERE id = ?').run(status, endMs, run);
}
