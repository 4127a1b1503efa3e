import Database from 'better-sqlite3';
import { existsSync, renameSync, rmSync } from 'node:fs';
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

/**
 * Sets a damaged database aside, under a name that tells, and makes it again: from what can still be read of it, from the
 * newest backup, and, when it is next opened, from the journals that are still there. Waits for a repair that is under way,
 * and goes on with one that broke off. Returns what to tell, or null where another process has done it.
 */
export function repairDatabase(paths: StorePaths): Notice | null {
  const lock = RepairLock.take(paths);
  try {
    if (lock.aside === null && !isDamaged(paths.database)) return null;
    if (lock.aside === null) lock.begin(`${basename(paths.database)}.damaged-${stamp(Date.now())}`);
    const aside = join(paths.dir, lock.aside ?? '');
    for (const suffix of ['-wal', '-shm', '']) {
      if (!existsSync(aside)) moveIfThere(paths.database + suffix, aside + suffix);
    }
    const lost = rebuild(paths, aside);
    lock.done();
    return noticeOf(aside, lost);
  } finally {
    lock.close();
  }
}

interface Lost {
  readonly points: number;
  readonly runs: number;
  readonly backup: string | null;
}

function rebuild(paths: StorePaths, aside: string): Lost {
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
    const lost = db.transaction(() => fill(db, sources, paths))();
    db.close();
    renameSync(target, paths.database);
    return { ...lost, backup: backup ? basename(backup.path) : null };
  } finally {
    db.close();
    for (const source of sources) source.close();
  }
}

function fill(db: Database.Database, sources: readonly Database.Database[], paths: StorePaths): { points: number; runs: number } {
  for (const source of sources) copyReadable(source, db);
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
  return { points, runs: runs.size };
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

/** A database to copy from, or null where nothing of today's schema can be read. */
function openSource(path: string, paths: StorePaths): Database.Database | null {
  if (!existsSync(path)) return null;
  let db: Database.Database | undefined;
  try {
    db = new Database(path, { timeout: 5000 });
    prepare(db, paths);
    if (schemaVersion(db) === SCHEMA_VERSION && db.prepare('SELECT count(*) FROM sqlite_master').get()) return db;
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
    return db.pragma('integrity_check(1)', { simple: true }) !== 'ok';
  } catch {
    return true;
  } finally {
    db.close();
  }
}

function moveIfThere(from: string, to: string): void {
  if (existsSync(from)) renameSync(from, to);
}

function noticeOf(aside: string, { points, runs, backup }: Lost): Notice {
  const from = backup === null ? 'from what could be read of it and from the journals' : `from what could be read of it, the backup ${backup} and the journals`;
  const lost = points === 0 ? '' : ` ${points} points of ${runs} runs whose journals are gone could not be had.`;
  const message = `The store's database was damaged. It was kept as ${basename(aside)} and made again ${from}.${lost}`;
  return { code: 'store-repaired', message };
}
