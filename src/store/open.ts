import Database from 'better-sqlite3';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseNumber } from '../core/number';
import { migrate, MIGRATIONS } from './migrations';

/** The parts of a store's folder. */
export interface StorePaths {
  readonly dir: string;
  readonly database: string;
  readonly journal: string;
  readonly artifacts: string;
  readonly backup: string;
}

export function pathsOf(dir: string): StorePaths {
  return {
    dir,
    database: join(dir, 'trialbook.db'),
    journal: join(dir, 'journal'),
    artifacts: join(dir, 'artifacts'),
    backup: join(dir, 'backup'),
  };
}

/** Opens the database of a `.trialbook` folder, and makes both where they are missing. */
export function openDatabase(paths: StorePaths): Database.Database {
  mkdirSync(paths.dir, { recursive: true });
  const ignore = join(paths.dir, '.gitignore');
  if (!existsSync(ignore)) writeFileSync(ignore, '*\n');
  const db = new Database(paths.database, { timeout: 5000 });
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = NORMAL');
  db.pragma('foreign_keys = OFF');
  db.pragma('cache_size = -32000');
  db.function('number_of', { deterministic: true }, (text: unknown) => (typeof text === 'string' ? parseNumber(text) : null));
  migrate(db, MIGRATIONS, () => undefined);
  return db;
}
