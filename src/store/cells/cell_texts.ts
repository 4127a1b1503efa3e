import { createHash } from 'node:crypto';
import type { Database, Statement } from 'better-sqlite3';

/** Sources and errors of cells: a cell that ran a thousand times has one source. */
export class CellTexts {
  private readonly select: Statement;
  private readonly insert: Statement;

  constructor(db: Database) {
    this.select = db.prepare('SELECT id FROM cell_text WHERE digest = ?').pluck();
    this.insert = db.prepare('INSERT INTO cell_text (digest, content) VALUES (?, ?)');
  }

  give(content: string): number {
    const digest = digestOf(content);
    return (this.select.get(digest) as number | undefined) ?? Number(this.insert.run(digest, content).lastInsertRowid);
  }
}

/** Equal for sources that differ in their line ends and outer white space only: the kernel is not always sent what the editor shows. */
export function likenessOf(source: string): string {
  return digestOf(source.replace(/\r\n?/g, '\n').trim()).slice(0, 16);
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
