import SQLite, { type Database } from 'better-sqlite3';
import { setImmediate as pause } from 'node:timers/promises';
import { mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { StorePaths } from './paths';

const DAY_MS = 86_400_000;
/** A store up to this size is backed up daily, a larger one weekly. */
const LARGE_BYTES = 1024 ** 3;
const KEPT = 2;
const NAME = /^(trialbook|before-upgrade)-.*\.db$/;

/** Copies the database before a migration changes it. */
export function backupBefore(db: Database, paths: StorePaths, version: number): void {
  const name = `before-upgrade-${stamp(Date.now())}-v${version}.db`;
  mkdirSync(paths.backup, { recursive: true });
  db.prepare('VACUUM INTO ?').run(join(paths.backup, name));
  dropOld(paths, 'before-upgrade');
}

/**
 * Copies the database if the last copy is old, in steps between which the thread does other things. Returns whether it did.
 * Throws SQLite's own error where the database is damaged: no good copy gives way to a damaged one.
 */
export async function backupNowAndThen(db: Database, paths: StorePaths, nowMs: number): Promise<boolean> {
  const every = statSync(paths.database).size > LARGE_BYTES ? 7 * DAY_MS : DAY_MS;
  const [newest] = backupsOf(paths);
  if (newest && nowMs - statSync(newest).mtimeMs < every) return false;
  mkdirSync(paths.backup, { recursive: true });
  const unfinished = join(paths.backup, '.unfinished.db');
  removeUnfinished(unfinished);
  await db.backup(unfinished, { progress: () => 500 });
  try {
    if (statSync(unfinished).size <= LARGE_BYTES) await check(unfinished);
  } catch (error) {
    removeUnfinished(unfinished);
    throw error;
  }
  renameSync(unfinished, join(paths.backup, `trialbook-${stamp(nowMs)}.db`));
  dropOld(paths, 'trialbook');
  return true;
}

/** Looks through a copy, table by table. In one that is larger than a store is backed up daily, a table could take many seconds. */
async function check(copy: string): Promise<void> {
  const db = new SQLite(copy);
  try {
    for (const table of db.prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'").pluck().all() as string[]) {
      const found = db.prepare('SELECT quick_check FROM pragma_quick_check(?)').pluck().get(table);
      if (found !== 'ok') throw new SQLite.SqliteError(String(found), 'SQLITE_CORRUPT');
      await pause();
    }
  } finally {
    db.close();
  }
}

/** Puts a new copy in the place of all that there are, because they hold what is to be gone. */
export function replaceBackups(db: Database, paths: StorePaths, nowMs: number): void {
  const old = backupsOf(paths);
  if (old.length === 0) return;
  const unfinished = join(paths.backup, '.unfinished.db');
  removeUnfinished(unfinished);
  db.prepare('VACUUM INTO ?').run(unfinished);
  for (const path of old) rmSync(path, { force: true });
  renameSync(unfinished, join(paths.backup, `trialbook-${stamp(nowMs)}.db`));
}

/** Paths of the backups, the newest first. */
export function backupsOf(paths: StorePaths): string[] {
  let names: string[] = [];
  try {
    names = readdirSync(paths.backup);
  } catch {
    // There was none yet.
  }
  const found = names.filter((name) => NAME.test(name)).map((name) => join(paths.backup, name));
  return found.sort((a, b) => statSync(b).mtimeMs - statSync(a).mtimeMs);
}

function removeUnfinished(path: string): void {
  for (const suffix of ['', '-wal', '-shm']) rmSync(path + suffix, { force: true });
}

function dropOld(paths: StorePaths, kind: string): void {
  const ofKind = backupsOf(paths).filter((path) => path.startsWith(join(paths.backup, `${kind}-`)));
  for (const path of ofKind.slice(KEPT)) rmSync(path, { force: true });
}

/** `20261122-093000`, in UTC. */
export function stamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace(/[-:]/g, '').replace('T', '-');
}
