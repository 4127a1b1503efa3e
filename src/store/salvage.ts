import type { Database } from 'better-sqlite3';

/** Tables whose rows are worked out from others, or mean nothing in another database. */
const DERIVED: ReadonlySet<string> = new Set(['series', 'rollup', 'lease', 'point']);

/**
 * Copies all rows that can be read, and that are not there yet, from a database that may be damaged, and of an earlier
 * version; points aside. Returns the tables of which rows could not be read.
 */
export function copyReadable(from: Database, to: Database): string[] {
  const tables = to.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[];
  const broken: string[] = [];
  for (const table of tables) {
    if (DERIVED.has(table)) continue;
    const there = new Set(from.prepare('SELECT name FROM pragma_table_info(?)').pluck().all(table));
    const columns = (to.prepare('SELECT name, pk FROM pragma_table_info(?)').all(table) as Column[]).filter(({ name }) => there.has(name));
    if (columns.length === 0) continue;
    const names = columns.map(({ name }) => `"${name}"`);
    const key = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk).map(({ name }) => `"${name}" DESC`);
    const insert = to.prepare(`INSERT OR IGNORE INTO ${table} (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`);
    const take = (row: unknown[]) => insert.run(row).changes > 0;
    const select = `SELECT ${names.join(', ')} FROM ${table}`;
    // What is behind a damaged place is reached from the other end, up to what is there already.
    if (!copyWhile(from, select, [], take, false) && !copyWhile(from, `${select} ORDER BY ${key.join(', ')}`, [], take, true)) broken.push(table);
  }
  // A row may be readable and wrong. Under such an id nothing would be found again, and journals be read a second time.
  for (const [table, id] of [['run', 'run_id'], ['journal', 'journal_id']]) {
    to.exec(`DELETE FROM ${table} WHERE ${id} NOT LIKE 'lost %' AND (length(${id}) <> 32 OR ${id} GLOB '*[^0-9a-f]*')`);
  }
  return broken;
}

interface Column {
  readonly name: string;
  readonly pk: number;
}

/** Copies the points of a stream that can be read. */
export function copyPoints(from: Database, to: Database, stream: number): void {
  const insert = to.prepare('INSERT OR IGNORE INTO point (stream, seq, step, dt, value) VALUES (?, ?, ?, ?, ?)');
  const take = (row: unknown[]) => insert.run(row).changes > 0;
  const select = 'SELECT stream, seq, step, dt, value FROM point WHERE stream = ? ORDER BY seq';
  if (!copyWhile(from, select, [stream], take, false)) copyWhile(from, `${select} DESC`, [stream], take, true);
}

/** Returns false where the rows could not be read to their end. */
function copyWhile(from: Database, select: string, values: unknown[], take: (row: unknown[]) => boolean, untilKnown: boolean): boolean {
  try {
    for (const row of from.prepare(select).raw().iterate(...values)) {
      if (!take(row as unknown[]) && untilKnown) return true;
    }
    return true;
  } catch {
    return false;
  }
}
