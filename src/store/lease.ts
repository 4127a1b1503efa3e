import type { Database, Statement } from 'better-sqlite3';

/**
 * Who of several processes does a work that one can do for all. It only saves work: what is done under it must be safe
 * when two do it. It ends by itself, so that nobody waits for one who died.
 */
export class Lease {
  private readonly select: Statement;
  private readonly take: Statement;
  private readonly drop: Statement;
  private untilMs = 0;

  /** @param holder differs from process to process, and from thread to thread */
  constructor(
    db: Database,
    private readonly name: string,
    private readonly holder: string,
    private readonly lastsMs: number,
  ) {
    this.select = db.prepare('SELECT holder, until_ms FROM lease WHERE name = ?').raw();
    this.take = db.prepare('REPLACE INTO lease (name, holder, until_ms) VALUES (?, ?, ?)');
    this.drop = db.prepare('DELETE FROM lease WHERE name = ? AND holder = ?');
  }

  /** True when we hold it now, or could take it. */
  hold(nowMs: number): boolean {
    if (nowMs < this.untilMs - this.lastsMs / 2) return true;
    const row = this.select.get(this.name) as [string, number] | undefined;
    // A time too far ahead was written by a clock that is wrong.
    if (row && row[0] !== this.holder && nowMs < row[1] && row[1] < nowMs + 2 * this.lastsMs) return false;
    this.untilMs = nowMs + this.lastsMs;
    this.take.run(this.name, this.holder, this.untilMs);
    return true;
  }

  release(): void {
    if (this.untilMs === 0) return;
    this.drop.run(this.name, this.holder);
    this.untilMs = 0;
  }
}
