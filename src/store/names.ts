import type { Database, Statement } from 'better-sqlite3';

/** Numbers for the texts that recur in every run. A name, once given, never goes. */
export class Names {
  private readonly ids = new Map<string, number>();
  private readonly insert: Statement;
  private readonly select: Statement;

  constructor(db: Database) {
    this.insert = db.prepare('INSERT INTO name (text) VALUES (?)');
    this.select = db.prepare('SELECT id FROM name WHERE text = ?').pluck();
  }

  /** Undefined for a text that no run has used. */
  find(text: string): number | undefined {
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.select.get(text) as number | undefined;
    if (id !== undefined) this.ids.set(text, id);
    return id;
  }

  /** Only within a transaction; `forget` after one that failed. */
  give(text: string): number {
    const known = this.find(text);
    if (known !== undefined) return known;
    const id = Number(this.insert.run(text).lastInsertRowid);
    this.ids.set(text, id);
    return id;
  }

  forget(): void {
    this.ids.clear();
  }
}
