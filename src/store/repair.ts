import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import { JournalFolder } from '../journal/journal_folder';
import { backupsOf, stamp } from './backup';
import { raiseCursor, takeCursor } from './cursor';
import { deleteRun } from './delete_run';
import { migrate, MIGRATIONS, SCHEMA_VERSION, schemaVersion } from './migrations';
import { prepare } from './open';
import type { StorePaths } from './paths';
import { rebuildSeries } from './rebuild_series';
import { RepairLock } from './repair_lock';
import { repairCells } from './cells/repair_cells';
import { repairReferences } from './repair_references';
import { copyPoints, copyReadable } from './salvage';
import type { Notice } from './service';

/** Whether the database is gone or empty, though there was one: it has been backed up. */
export function isEmptied(paths: StorePaths): boolean {
  const size = statSync(paths.database, { throwIfNoEntry: false })?.size ?? 0;
  return size === 0 && backupsOf(paths).length > 0;
}

/**
 * Sets a damaged database aside, under a name that tells, and makes it again: from what can still be read of it, from the
 * newest backup, and, when it is next opened, from the journals that are still there. Waits for a repair that is under way,
 * and goes on with one that broke off. Returns what to tell, or null where another process has done it.
 */
export function repairDatabase(paths: StorePaths): Notice | null {
  const lock = RepairLock.take(paths);
  try {
    if (lock.aside === null && !isEmptied(paths) && !isDamaged(paths.database)) return null;
    if (lock.aside === null) lock.begin(freeName(paths));
    const aside = join(paths.dir, lock.aside ?? '');
    for (const suffix of ['-wal', '-shm', '']) {
      if (!existsSync(aside)) moveIfThere(paths.database + suffix, aside + suffix);
    }
    const found = rebuild(paths, aside);
    lock.done();
    return { code: 'store-repaired', message: messageOf(aside, found) };
  } finally {
    lock.close();
  }
}

interface Salvaged {
  /** points that are known to be missing, and the runs whose they are */
  readonly points: number;
  readonly runs: number;
  /** tables of the damaged database of which rows could not be read; null where nothing of it could */
  readonly broken: readonly string[] | null;
  readonly backup: string | null;
}

/** A second one may be damaged within a second. */
function freeName({ dir, database }: StorePaths): string {
  const name = `${basename(database)}.damaged-${stamp(Date.now())}`;
  for (let number = 1; ; number++) {
    const free = number === 1 ? name : `${name}-${number}`;
    if (!existsSync(join(dir, free))) return free;
  }
}

function rebuild(paths: StorePaths, aside: string): Salvaged {
  const target = `${paths.database}.rebuilt`;
  for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(target + suffix, { force: true });
  const db = new Database(target);
  const sources: Database.Database[] = [];
  try {
    db.pragma('auto_vacuum = INCREMENTAL');
    prepare(db, paths);
    migrate(db, MIGRATIONS, () => undefined);
    const damaged = openSource(aside, paths);
    const backup = backupsOf(paths).map((path) => ({ path, db: openSource(path, paths) })).find((source) => source.db !== null);
    sources.push(...[damaged, backup?.db].filter((source) => source !== null && source !== undefined));
    const { points, runs, broken } = db.transaction(() => fill(db, sources, paths))();
    db.close();
    renameSync(target, paths.database);
    return { points, runs, broken: damaged ? (broken[0] ?? []) : null, backup: backup ? basename(backup.path) : null };
  } finally {
    db.close();
    for (const source of sources) source.close();
  }
}

interface Filled {
  readonly points: number;
  readonly runs: number;
  /** of each source, the tables of which rows could not be read */
  readonly broken: readonly (readonly string[])[];
}

function fill(db: Database.Database, sources: readonly Database.Database[], paths: StorePaths): Filled {
  const broken = sources.map((source) => copyReadable(source, db));
  raiseCursor(db, Date.now());
  const cursor = takeCursor(db);
  const deleted = db.prepare('SELECT r.id FROM run r JOIN deleted_run d ON d.run_id = r.run_id').pluck().all() as number[];
  for (const run of deleted) deleteRun(db, run, cursor);
  const folder = new JournalFolder(paths.journal);
  folder.look();
  repairReferences(db, new Set(folder.parts.map(({ header }) => header.run)));
  forgetWholeJournals(db, folder);
  repairCells(db);

  const streams = db.prepare('SELECT id, run, count FROM stream').all() as { id: number; run: number; count: number }[];
  let points = 0;
  const runs = new Set<number>();
  for (const { id, run, count } of streams) {
    for (const source of sources) copyPoints(source, db, id);
    const copied = db.prepare('SELECT count(*) FROM point WHERE stream = ?').pluck().get(id) as number;
    if (copied >= count) continue;
    points += count - copied;
    runs.add(run);
  }
  for (const run of db.prepare('SELECT id FROM run').pluck().all() as number[]) rebuildSeries(db, run);
  db.prepare('UPDATE run SET version = ?').run(cursor);
  return { points, runs: runs.size, broken };
}

/** Journals that are on disk from their beginning are read again, so what came from them need not be salvaged. */
function forgetWholeJournals(db: Database.Database, folder: JournalFolder): void {
  const here = new Set(folder.parts.map(({ header }) => `${header.journal} ${header.part}`));
  const journals = db.prepare('SELECT id, journal_id AS journal FROM journal').all() as { id: number; journal: string }[];
  for (const { id, journal } of journals) {
    const parts = db.prepare('SELECT part FROM journal_part WHERE journal = ?').pluck().all(id) as number[];
    if (!here.has(`${journal} 0`) || !parts.every((part) => here.has(`${journal} ${part}`))) continue;
    db.prepare('DELETE FROM stream WHERE journal = ?').run(id);
    for (const table of ['output', 'cell_output', 'cell_span', 'execution']) db.prepare(`DELETE FROM ${table} WHERE journal = ?`).run(id);
    db.prepare('DELETE FROM journal_part WHERE journal = ?').run(id);
    db.prepare('DELETE FROM problem WHERE run = (SELECT run FROM journal WHERE id = ?)').run(id);
    db.prepare('DELETE FROM journal WHERE id = ?').run(id);
  }
}

/** A database to copy from, or null where nothing can be read. */
function openSource(path: string, paths: StorePaths): Database.Database | null {
  if (!existsSync(path)) return null;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 5000 });
    prepare(db, paths);
    if (schemaVersion(db) <= SCHEMA_VERSION && db.prepare("SELECT 1 FROM sqlite_master WHERE name = 'run'").get()) return db;
  } catch {
    // Not even its first page can be read.
  }
  db?.close();
  return null;
}

function isDamaged(database: string): boolean {
  if (!existsSync(database)) return false;
  const db = new Database(database, { timeout: 5000 });
  try {
    return db.pragma('integrity_check(1)', { simple: true }) !== 'ok' || lacksTables(db);
  } catch {
    return true;
  } finally {
    db.close();
  }
}

/** Whether it says that it has a version, and is not as one of that version; or has tables and says that it has none. */
function lacksTables(db: Database.Database): boolean {
  const whole = new Database(':memory:');
  try {
    const version = schemaVersion(db);
    migrate(whole, MIGRATIONS.slice(0, version), () => undefined);
    const tables = "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')";
    const there = new Set(db.prepare(tables).pluck().all());
    return version === 0 ? there.size > 0 : whole.prepare(tables).pluck().all().some((name) => !there.has(name));
  } finally {
    whole.close();
  }
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

/** What people call what is in a table. */
const WORDS: Readonly<Record<string, string>> = {
  run: 'runs', param: 'params', tag: 'tags', artifact: 'artifacts', file: 'files', output: 'logs', stream: 'metrics', cell: 'cells', execution: 'cells', cell_output: 'outputs of cells',
};

function messageOf(aside: string, { points, runs, broken, backup }: Salvaged): string {
  const kept = existsSync(aside) ? `The store's database was damaged. It was kept as ${basename(aside)} and made again` : "The store's database was gone, and was made again";
  const from = [broken && 'what could be read of it', backup && `the backup ${backup}`].filter(Boolean).join(', ');
  const gone = points === 0 ? [] : [`${points} points of ${runs} runs whose journals are gone could not be had.`];
  if (broken === null && backup === null) {
    gone.push('Nothing of it could be read, and there was no backup: runs whose journals are gone are missing, and so are notes, tags and stars.');
  } else if (broken === null) {
    gone.push('What was noted, tagged or starred after the backup is missing, and so are later runs whose journals are gone.');
  } else if (broken.length > 0) {
    const what = [...new Set(broken.flatMap((table) => WORDS[table] ?? []))];
    const elsewhere = backup ? 'neither the backup nor the journals have' : 'the journals do not have';
    if (what.length > 0) gone.push(`Of its ${what.join(', ')} not all could be read; what ${elsewhere} is missing.`);
  }
  return [`${kept} from ${from ? `${from} and ` : ''}the journals.`, ...gone].join(' ');
}
