import type { Database, Statement } from 'better-sqlite3';

/** Kinds of problems a run keeps apart; a program that errs in a loop must not fill the store with them. */
const MOST = 100;

/** What went wrong with a run, equal ones counted. */
export class ProblemRows {
  private readonly again: Statement;
  private readonly insert: Statement;

  constructor(db: Database) {
    this.again = db.prepare('UPDATE problem SET count = count + ?, time_ms = ? WHERE run = ? AND code = ? AND message = ?');
    this.insert = db.prepare(
      `INSERT INTO problem (run, code, message, count, time_ms) SELECT ?, ?, ?, ?, ? WHERE (SELECT count(*) FROM problem WHERE run = ?) < ${MOST}`,
    );
  }

  add(run: number, code: string, message: string, timeMs: number, count = 1): void {
    if (this.again.run(count, timeMs, run, code, message).changes > 0) return;
    this.insert.run(run, code, message, count, timeMs, run);
  }
}
