import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, renameSync, statSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const VALUES = Array.from({ length: 2000 }, (_, i) => i);

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

function lossOf({ runId }: JournalBuilder): (number | null)[] {
  return store.points({ runId, key: 'loss' }).map(({ value }) => value);
}

describe('a journal folder', () => {
  it('may hold what is no file, and what leads nowhere', () => {
    const journal = new JournalBuilder(dir).series('loss', VALUES).end();
    const folder = dirname(journal.path);
    mkdirSync(join(folder, 'folder.jsonl'));
    mkdirSync(join(folder, 'folder.jsonl.gz'));
    symlinkSync('nowhere.jsonl', join(folder, 'dangling.jsonl'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(folder, 'pipe.jsonl')]);
    store.sync();
    expect(lossOf(journal)).toEqual(VALUES);
    expect(store.info()).toMatchObject({ pendingBytes: 0, notices: [] });
  });

  it('names a link that leads to itself, and reads the rest', () => {
    const journal = new JournalBuilder(dir).series('loss', VALUES).end();
    symlinkSync('loop.jsonl', join(dirname(journal.path), 'loop.jsonl'));
    store.sync();
    expect(lossOf(journal)).toEqual(VALUES);
    expect(store.info().notices).toMatchObject([{ message: expect.stringContaining('loop.jsonl') as string }]);
  });
});

describe('a compressed journal that was cut short', () => {
  it('is named, makes no run, and is read once it is whole', () => {
    const journal = new JournalBuilder(dir).series('loss', VALUES).end();
    const path = `${journal.path}.gz`;
    const whole = gzipSync(readFileSync(journal.path));
    renameSync(journal.path, join(dirname(dir), 'kept'));
    writeFileSync(path, whole.subarray(0, whole.length >> 1));
    store.sync();
    expect(store.runs({}).total).toBe(0);
    expect(store.info()).toMatchObject({ pendingBytes: 0, notices: [{ code: 'journal-unreadable', message: expect.stringContaining('.0.jsonl.gz') as string }] });

    writeFileSync(path, whole);
    store.sync();
    expect(lossOf(journal)).toEqual(VALUES);
    expect(store.info().notices).toEqual([]);
  });
});

describe('a journal', () => {
  it('that another takes the place of, in the same file, gives nothing to the wrong run', () => {
    const short = new JournalBuilder(dir, { name: 'short' }).series('loss', [1, 2, 3]);
    store.sync();
    const elsewhere = temporaryStoreDir();
    const long = new JournalBuilder(elsewhere, { name: 'long' }).series('loss', VALUES).end();
    const before = statSync(short.path).ino;
    copyFileSync(long.path, short.path);
    expect(statSync(short.path).ino).toBe(before);
    store.sync();
    expect(lossOf(short)).toEqual([1, 2, 3]);
    expect(lossOf(long)).toEqual(VALUES);
    expect(store.detail(short.runId).problems).toEqual([]);
  });

  it('that lost its end keeps what was read of it', () => {
    const journal = new JournalBuilder(dir).series('loss', VALUES).end();
    store.sync();
    truncateSync(journal.path, 500);
    store.sync();
    expect(lossOf(journal)).toEqual(VALUES);
  });
});
