import type { Database } from 'better-sqlite3';
import { TrialbookError } from '../core/errors';
import { first } from './migrations/0001_first';
import { snapshots } from './migrations/0002_snapshots';
import { files } from './migrations/0003_files';
import { cells } from './migrations/0004_cells';
import { pointsByMetric } from './migrations/0005_points_by_metric';

/** One step of the schema. It runs in a transaction together with the version it leads to. */
export type Migration = (db: Database) => void;

/** The first leads from an empty database to version 1, and so on. Only ever added to. */
export const MIGRATIONS: readonly Migration[] = [first, snapshots, files, cells, pointsByMetric];

export const SCHEMA_VERSION = MIGRATIONS.length;

export function schemaVersion(db: Database): number {
  return db.pragma('user_version', { simple: true }) as number;
}

/**
 * Brings a database to today's schema. Throws `store-newer` for one of a later Trialbook, which is left as it is.
 * @param beforeUpgrade called before each step that changes data that is already there
 */
export function migrate(db: Database, migrations: readonly Migration[], beforeUpgrade: (version: number) => void): void {
  const found = schemaVersion(db);
  if (found > migrations.length) throw newerStore(found, migrations.length);
  while (schemaVersion(db) < migrations.length) {
    const from = schemaVersion(db);
    if (found > 0) beforeUpgrade(from);
    step(db, migrations, from);
  }
}

function step(db: Database, migrations: readonly Migration[], from: number): void {
  db.transaction(() => {
    // Another process may have been first while we waited for the lock.
    if (schemaVersion(db) !== from) return;
    migrations[from]?.(db);
    db.pragma(`user_version = ${from + 1}`);
  }).immediate();
}

function newerStore(found: number, known: number): TrialbookError {
  const message = `This store was written by a newer Trialbook (its format is ${found}, this one knows up to ${known}). Update Trialbook; the store was left as it is.`;
  return new TrialbookError('store-newer', message, { found, known });
}
