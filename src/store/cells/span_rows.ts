import type { Database, Statement } from 'better-sqlite3';
import type { InCellRecord } from '../../journal/record';
import type { JournalEntry, RunEntry } from '../journal_rows';

/** The rows of `cell_span`: which records of a run were written in which execution. */
export class SpanRows {
  private readonly close: Statement;
  private readonly insert: Statement;
  private readonly waiting: Statement;
  private readonly settle: Statement;
  private readonly closed = new Set<number>();
  /** sessions of which spans were added */
  private readonly sessions = new Set<string>();

  constructor(db: Database) {
    this.close = db.prepare('UPDATE cell_span SET last_n = ? WHERE journal = ? AND last_n IS NULL RETURNING execution').pluck();
    this.insert = db.prepare('INSERT OR IGNORE INTO cell_span (run, journal, first_n, session, number, time_ms) VALUES (?, ?, ?, ?, ?, ?)');
    // Where a process recorded the session twice, the execution that began last before.
    this.waiting = db.prepare(
      `SELECT s.run, s.journal, s.first_n AS firstN,
         (SELECT x.id FROM run r JOIN journal t ON t.run = r.id JOIN execution x ON x.journal = t.id AND x.number = s.number
          WHERE r.run_id = s.session AND t.host = j.host AND t.pid = j.pid AND t.pid_start IS j.pid_start AND t.boot IS j.boot
          ORDER BY abs(x.start_ms - s.time_ms) LIMIT 1) AS execution
       FROM cell_span s JOIN journal j ON j.id = s.journal WHERE s.session = ? AND s.execution IS NULL`,
    );
    this.settle = db.prepare('UPDATE cell_span SET execution = ? WHERE journal = ? AND first_n = ? RETURNING (SELECT cell FROM execution WHERE id = ?)').pluck();
  }

  add(journal: JournalEntry, run: RunEntry, { n, time, session, execution }: InCellRecord): void {
    for (const before of this.close.all(n, journal.id) as (number | null)[]) if (before !== null) this.closed.add(before);
    if (execution === null) return;
    this.insert.run(run.id, journal.id, n, session, execution, time);
    this.sessions.add(session);
  }

  /** Executions whose spans have ended. */
  takeClosed(): number[] {
    const closed = [...this.closed];
    this.closed.clear();
    return closed;
  }

  /** Ties spans to executions that have come by now. Returns the runs and the cells. */
  resolve(touched: readonly string[]): { runs: Set<number>; cells: Set<number> } {
    const found = { runs: new Set<number>(), cells: new Set<number>() };
    for (const session of new Set([...this.sessions, ...touched])) {
      for (const span of this.waiting.all(session) as { run: number; journal: number; firstN: number; execution: number | null }[]) {
        if (span.execution === null) continue;
        found.runs.add(span.run);
        found.cells.add(this.settle.get(span.execution, span.journal, span.firstN, span.execution) as number);
      }
    }
    this.sessions.clear();
    return found;
  }

  forget(): void {
    this.closed.clear();
    this.sessions.clear();
  }
}
