import Database from 'better-sqlite3';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { TrialbookError } from '../core/errors';
import { parseNumber } from '../core/number';
import { backupBefore } from './backup';
import { type DiskKind, diskOf } from './disk';
import { migrate, MIGRATIONS, SCHEMA_VERSION, schemaVersion } from './migrations';
import type { StorePaths } from './paths';
import type { Notice, StoreInfo } from './service';
import { isUnwritable } from './sqlite_errors';
import { usedFile } from './used_file';

export interface OpenedDatabase {
  readonly db: Database.Database;
  /** `readonly`: nothing of what is done reaches the disk */
  readonly mode: StoreInfo['mode'];
  readonly notices: readonly Notice[];
}

/** How long a write waits for another process's. */
const BUSY_MS = 5000;

/**
 * Opens the database of a `.trialbook` folder, and makes both where they are missing. Throws `store-newer`; SQLite's own
 * errors where the file is damaged.
 */
export function openDatabase(paths: StorePaths, disk: DiskKind | undefined = undefined): OpenedDatabase {
  if (!makeFolder(paths)) return openUnwritable(paths);
  const db = new Database(paths.database, { timeout: BUSY_MS });
  try {
    const network = (disk ?? diskOf(paths.dir)) === 'network';
    if (schemaVersion(db) === 0) db.pragma('auto_vacuum = INCREMENTAL');
    db.pragma(`journal_mode = ${network ? 'DELETE' : 'WAL'}`);
    db.pragma(`synchronous = ${network ? 'FULL' : 'NORMAL'}`);
    // Points of many series touch many pages: to write each of them once for 32 MB of log saves a tenth of ingest.
    db.pragma('wal_autocheckpoint = 8000');
    db.pragma('journal_size_limit = 67108864');
    // What is deleted is overwritten, so that what was redacted is not in the file any more.
    db.pragma('secure_delete = ON');
    prepare(db, paths);
    migrate(db, MIGRATIONS, (version) => backupBefore(db, paths, version));
    return { db, mode: network ? 'rollback' : 'wal', notices: network ? [NETWORK_NOTICE] : [] };
  } catch (error) {
    db.close();
    throw error;
  }
}

/** A database in memory that holds what a file holds, or nothing; for stores that can't be written. */
function openUnwritable(paths: StorePaths): OpenedDatabase {
  const { database } = paths;
  const db = existsSync(database) ? openForReading(database) : new Database(':memory:');
  prepare(db, paths);
  if (schemaVersion(db) > SCHEMA_VERSION || db.memory) migrate(db, MIGRATIONS, () => undefined);
  const later = db.memory ? '' : ' What is recorded now is shown once somebody who can write opens it.';
  const message = `The folder of this store can't be written, so its runs are only shown, and nothing can be changed.${later}`;
  return { db, mode: 'readonly', notices: [{ code: 'store-readonly', message }] };
}

/** The file itself, or where that needs writing (an old schema, a write-ahead log) a copy in memory. */
function openForReading(database: string): Database.Database {
  try {
    const db = new Database(database, { readonly: true, timeout: BUSY_MS });
    if (schemaVersion(db) >= SCHEMA_VERSION) return db;
    db.close();
  } catch (error) {
    if (!isUnwritable(error)) throw error;
  }
  const bytes = readFileSync(database);
  // In memory there is no write-ahead log: bytes 18 and 19 say whether the file was used with one.
  if (bytes.length > 19) bytes.fill(1, 18, 20);
  return new Database(bytes);
}

/** Settings and functions that every connection needs, whatever it is opened for. */
export function prepare(db: Database.Database, { dir }: StorePaths): void {
  // Deleting a run is done table by table; to check each point's stream would cost a third of the speed of ingest.
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -32000');
  db.pragma('temp_store = MEMORY');
  db.function('number_of', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? parseNumber(text) : null));
  const folder = dirname(dir);
  db.function('used_file', { deterministic: true }, (path: unknown) => (typeof path === 'string' ? usedFile(folder, path) : null));
  db.function('script_file', { deterministic: true }, (path: unknown) => (typeof path === 'string' ? resolve(folder, path) : null));
}

/** False where the folder can't be written. */
function makeFolder(paths: StorePaths): boolean {
  try {
    // The journals' folder too, so that it can be watched before the first run begins.
    mkdirSync(paths.journal, { recursive: true });
    const ignore = join(paths.dir, '.gitignore');
    if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
    accessSync(paths.dir, constants.W_OK);
    if (existsSync(paths.database)) accessSync(paths.database, constants.W_OK);
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if ((code === 'EACCES' || code === 'EROFS' || code === 'EPERM') && existsSync(paths.dir)) return false;
    throw new TrialbookError('store-unreachable', `The store's folder ${paths.dir} can't be made: ${(error as Error).message}`, { dir: paths.dir });
  }
}

const NETWORK_NOTICE: Notice = {
  code: 'store-network',
  message: 'This store is on a network disk: one window at a time writes it, the others read.',
};
