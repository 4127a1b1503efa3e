import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import type { StoreInfo } from '../../../src/store/service';
import { bundle } from '../../builders/bundle';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const NOBODY = 65534;

interface Seen {
  readonly info: StoreInfo;
  readonly names: string[];
  readonly sync: { readonly points: number };
  readonly refused: string | null;
}

let code: string;

beforeAll(async () => {
  code = await bundle('test/unit/store/read_process.ts');
});

/** How a store looks to somebody who may only read its folder. */
function seenByReader(dir: string): Seen {
  const all = [dir, ...readdirSync(dir, { recursive: true, encoding: 'utf8' }).map((name) => join(dir, name))];
  chmodSync(join(dir, '..'), 0o755);
  for (const path of all) chmodSync(path, 0o555);
  onTestFinished(() => {
    for (const path of all) chmodSync(path, 0o755);
  });
  const root = process.getuid?.() === 0;
  return JSON.parse(execFileSync(process.execPath, [code, dir], { encoding: 'utf8', ...(root ? { uid: NOBODY, gid: NOBODY } : {}) })) as Seen;
}

describe('a store', () => {
  it('that is not there is made, hidden from git', () => {
    const dir = temporaryStoreDir();
    expect(openStore(dir).info()).toMatchObject({ dir, mode: 'wal', runCount: 0, notices: [] });
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('of a newer Trialbook is refused and left as it is', () => {
    const dir = temporaryStoreDir();
    openStore(dir).close();
    const db = new Database(pathsOf(dir).database);
    db.exec('PRAGMA user_version = 4711; PRAGMA wal_checkpoint(TRUNCATE)');
    db.close();
    const before = readFileSync(pathsOf(dir).database);
    expect(() => openStore(dir)).toThrow(expect.objectContaining({ code: 'store-newer', details: { found: 4711, known: expect.any(Number) as number } }));
    expect(readFileSync(pathsOf(dir).database).equals(before)).toBe(true);
  });

  it('can not be made where a file is in the way', () => {
    const dir = temporaryStoreDir();
    writeFileSync(dir, 'a file');
    expect(() => openStore(dir)).toThrow(expect.objectContaining({ code: 'store-unreachable' }));
  });
});

describe.skipIf(process.platform === 'win32')('a store that can only be read', () => {
  it('shows what it holds, refuses changes and says so', () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 }).end();
    const store = openStore(dir);
    store.sync();
    store.close();
    expect(seenByReader(dir)).toMatchObject({
      names: ['a'], refused: 'store-readonly', info: { mode: 'readonly', notices: [{ code: 'store-readonly' }] },
    });
  });

  it('shows what is only in journals where it has no database', () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 }).end();
    expect(seenByReader(dir)).toMatchObject({ names: ['a'], sync: { points: 1 }, refused: 'store-readonly' });
    expect(readdirSync(dir)).toEqual(['journal']);
  });

  it('shows what it holds after it was made again, too', () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir, { name: 'a' }).end();
    openStore(dir).close();
    writeFileSync(pathsOf(dir).database, 'this is no database'.repeat(1000));
    const store = openStore(dir);
    store.sync();
    store.close();
    expect(seenByReader(dir)).toMatchObject({ names: ['a'], info: { mode: 'readonly' } });
  });

  it('that is damaged says where it can be made again, and is left as it is', () => {
    const dir = temporaryStoreDir();
    openStore(dir).close();
    writeFileSync(pathsOf(dir).database, 'this is no database'.repeat(1000));
    expect(() => seenByReader(dir)).toThrow(/This store is damaged, and its folder can't be written/);
    expect(readFileSync(pathsOf(dir).database, 'utf8')).toContain('this is no database');
  });

  it('is readable while somebody else writes it', () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 }).end();
    openStore(dir).sync();
    expect(seenByReader(dir)).toMatchObject({ names: ['a'], info: { mode: 'readonly' } });
  });
});

describe('a store on a network disk', () => {
  it('is written without a write-ahead log, by one at a time', () => {
    const dir = temporaryStoreDir();
    const { runId } = new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 }).end();
    const owner = openStore(dir, { disk: 'network' });
    owner.sync();
    expect(owner.info()).toMatchObject({ mode: 'rollback', notices: [{ code: 'store-network' }] });
    const other = openStore(dir, { disk: 'network' });
    expect(other.info()).toMatchObject({ mode: 'readonly' });
    expect(other.runs({}).total).toBe(1);
    expect(() => other.edit({ op: 'note', runId, note: '' })).toThrow(expect.objectContaining({ code: 'store-readonly' }));
    expect(readdirSync(dir)).not.toContain('trialbook.db-wal');
  });

  it('has a new owner when the old one has closed it', () => {
    const dir = temporaryStoreDir();
    const owner = openStore(dir, { disk: 'network' });
    expect(owner.info().mode).toBe('rollback');
    const other = openStore(dir, { disk: 'network' });
    owner.close();
    expect(other.info().mode).toBe('rollback');
  });

  it('was on a local one before', () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 }).end();
    const local = openStore(dir, { disk: 'local' });
    local.sync();
    local.close();
    expect(openStore(dir, { disk: 'network' }).runs({}).total).toBe(1);
  });
});

describe('a folder that others made', () => {
  it('keeps what is in it', () => {
    const dir = temporaryStoreDir();
    mkdirSync(dir, { recursive: true });
    writeFileSync(join(dir, '.gitignore'), 'mine\n');
    openStore(dir);
    expect(readFileSync(join(dir, '.gitignore'), 'utf8')).toBe('mine\n');
  });
});
