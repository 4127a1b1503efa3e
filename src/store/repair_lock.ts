import Database from 'better-sqlite3';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import type { StorePaths } from './paths';

/** How long somebody else's repair is waited for. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Held while a damaged database is made again, so that nobody opens or makes one meanwhile. It is an SQLite database of
 * its own, because the system lets go of its lock when the process dies; what it says then tells the next one where to go on.
 */
export class RepairLock {
  private constructor(private readonly db: Database.Database) {}

  /** Waits for whoever holds it. Throws `store-busy` after ten minutes. */
  static take(paths: StorePaths): RepairLock {
    const db = new Database(pathOf(paths), { timeout: PATIENCE_MS });
    try {
      db.pragma('locking_mode = EXCLUSIVE');
      db.exec('BEGIN EXCLUSIVE; CREATE TABLE IF NOT EXISTS aside (name TEXT NOT NULL); COMMIT');
      return new RepairLock(db);
    } catch (error) {
      db.close();
      const message = `The store is still being repaired by another process (${(error as Error).message}). Try again later.`;
      throw new TrialbookError('store-busy', message, { dir: paths.dir });
    }
  }

  /** Whether a repair is under way, or broke off. */
  static isNeeded(paths: StorePaths): boolean {
    if (!existsSync(pathOf(paths))) return false;
    const lock = RepairLock.take(paths);
    try {
      return lock.aside !== null;
    } finally {
      lock.close();
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

function pathOf({ dir }: StorePaths): string {
  return join(dir, 'repair.db');
}
