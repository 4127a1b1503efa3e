import { readdirSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { backupBefore, backupNowAndThen, backupsOf } from '../../../src/store/backup';
import { pathsOf } from '../../../src/store/paths';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const DAY = 86_400_000;

function namesIn(path: string): unknown {
  const db = new Database(path, { readonly: true });
  const names = db.prepare('SELECT name FROM runs').pluck().all();
  db.close();
  return names;
}

it('a backup before a migration holds everything', () => {
  const dir = temporaryStoreDir();
  new JournalBuilder(dir, { name: 'a' }).end();
  openStore(dir).sync();
  const db = new Database(pathsOf(dir).database);
  backupBefore(db, pathsOf(dir), 1);
  db.close();
  expect(backupsOf(pathsOf(dir)).map(namesIn)).toEqual([['a']]);
});

it('of the daily ones the last two are kept', async () => {
  const dir = temporaryStoreDir();
  openStore(dir);
  const paths = pathsOf(dir);
  const db = new Database(paths.database);
  for (let day = 0; day < 4; day++) {
    const now = Date.UTC(2026, 10, 20 + day);
    expect(await backupNowAndThen(db, paths, now)).toBe(true);
    utimesSync(backupsOf(paths)[0] ?? '', new Date(now), new Date(now));
    expect(await backupNowAndThen(db, paths, now + DAY / 2)).toBe(false);
  }
  db.close();
  expect(readdirSync(paths.backup).sort()).toEqual(['trialbook-20261122-000000.db', 'trialbook-20261123-000000.db']);
  expect(backupsOf(paths)[0]).toBe(join(paths.backup, 'trialbook-20261123-000000.db'));
});
