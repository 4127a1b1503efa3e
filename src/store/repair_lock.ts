import Database from 'better-sqlite3';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import type { StorePaths } from './paths';
import { isDamage, isUnwritable } from './sqlite_errors';

/** How long somebody else's repair is waited for. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Held while a damaged database is made again, so that nobody opens or makes one meanwhile. It is an SQLite database of
 * its own, because the system lets go of its lock when the process dies; what it says then tells the next one where to go on.
 */
export class RepairLock {
  private constructor(private readonly db: Database.Database) {}

  /** Waits for whoever holds it. Throws `store-busy` after ten minutes, `store-readonly` where the folder can't be written. */
  static take(paths: StorePaths): RepairLock {
    try {
      return RepairLock.open(paths);
    } catch (error) {
      if (!isDamage(error)) throw notTaken(error, paths);
    }
    // Damaged itself, it tells nothing.
    rmSync(pathOf(paths), { force: true });
    return RepairLock.open(paths);
  }

  /** Whether a repair broke off. Waits for one that is under way. */
  static isNeeded(paths: StorePaths): boolean {
    if (!existsSync(pathOf(paths))) return false;
    try {
      const db = new Database(pathOf(paths), { readonly: true, timeout: PATIENCE_MS });
      try {
        return db.prepare('SELECT name FROM aside').get() !== undefined;
      } finally {
        db.close();
      }
    } catch {
      // It is empty, damaged, or waits for somebody who can write: whoever repairs will see.
      return false;
    }
  }

  private static open(paths: StorePaths): RepairLock {
    const db = new Database(pathOf(paths), { timeout: PATIENCE_MS });
    try {
      db.pragma('locking_mode = EXCLUSIVE');
      // Deletes nothing, and fails where it could not be written.
      db.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS aside (name TEXT NOT NULL); DELETE FROM aside WHERE false; COMMIT');
      return new RepairLock(db);
    } catch (error) {
      db.close();
      throw error;
    }
  }

  /** The name to which a repair that broke off was setting the damaged file aside, or null. */
  get aside(): string | null {
    return (this.db.prepare('SELECT name FROM aside').pluck().get() as string | undefined) ?? null;
  }

  begin(aside: string): void {
    this.db.prepare('INSERT INTO aside (name) VALUES (?)').run(aside);
  }

  done(): void {
    this.db.prepare('DELETE FROM aside').run();
  }

  close(): void {
    this.db.close();
  }
}

function notTaken(error: unknown, { dir }: StorePaths): TrialbookError {
  if (isUnwritable(error)) {
    return new TrialbookError('store-readonly', 'This store is damaged, and its folder can\'t be written from here. Open it where it can be: it is then made again.', { dir });
  }
  return new TrialbookError('store-busy', `The store is still being repaired by another process (${(error as Error).message}). Try again later.`, { dir });
}

function pathOf({ dir }: StorePaths): string {
  return join(dir, 'repair.db');
}
