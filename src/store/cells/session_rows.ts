import { isAbsolute, win32 } from 'node:path';
import type { Database, Statement } from 'better-sqlite3';
import type { SessionRecord } from '../../journal/record';
import type { Names } from '../names';

/** What is known of kernel sessions. */
export class SessionRows {
  private readonly select: Statement;
  private readonly insert: Statement;
  private readonly update: Statement;
  private readonly renameScript: Statement;
  private readonly renameExecutions: Statement;
  private readonly keepChoices: Statement;
  private readonly cells: Statement;

  constructor(
    db: Database,
    private readonly names: Names,
  ) {
    this.select = db.prepare('SELECT n.id, n.text FROM session s LEFT JOIN name n ON n.id = s.notebook WHERE s.run = ?').raw();
    this.insert = db.prepare('INSERT OR IGNORE INTO session (run) VALUES (?)');
    this.update = db.prepare(
      'UPDATE session SET notebook = coalesce(?, notebook), kernel = coalesce(kernel, ?), language = coalesce(language, ?) WHERE run = ?',
    );
    this.renameScript = db.prepare('UPDATE run SET script = ? WHERE id = ? AND (script IS NULL OR script = ?)');
    this.renameExecutions = db.prepare('UPDATE execution SET notebook = ? WHERE run = ? AND notebook = ?');
    this.keepChoices = db.prepare('INSERT OR IGNORE INTO found_choice (notebook, key, metric) SELECT ?, key, metric FROM found_choice WHERE notebook = ?');
    this.cells = db.prepare('SELECT id FROM cell WHERE run = ?').pluck();
  }

  /** Returns the cells to which a notebook's new name has come. What the notebook is called is the script of a run that has none. */
  record(run: number, { notebook, kernel, language }: SessionRecord): number[] {
    this.insert.run(run);
    const [before, named] = this.select.get(run) as [number | null, string | null];
    const now = notebook === null ? null : this.names.give(notebook);
    this.update.run(now, kernel, language, run);
    if (notebook === null || now === before) return [];
    if (isAbsolute(notebook) || win32.isAbsolute(notebook)) this.renameScript.run(notebook, run, named);
    if (before !== null) this.renameExecutions.run(now, run, before);
    this.keepChoices.run(notebook, named);
    return this.cells.all(run) as number[];
  }
}
