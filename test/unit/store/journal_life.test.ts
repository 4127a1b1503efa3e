import { appendFileSync, copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

const DAY = 86_400_000;
const never = () => false;

function files(dir: string): string[] {
  return readdirSync(join(dir, 'journal')).sort();
}

function age(dir: string, days: number): void {
  const then = new Date(Date.now() - days * DAY);
  for (const name of files(dir)) utimesSync(join(dir, 'journal', name), then, then);
}

describe('a journal that is in the store', () => {
  it('is compressed once it is sealed, and kept for its days', async () => {
    const dir = temporaryStoreDir();
    const { journalId } = new JournalBuilder(dir).series('loss', [3, 2, 1]).end();
    const store = openStore(dir, { journalKeepDays: 30 });
    store.sync();
    age(dir, 29);
    await store.tidy(never);
    expect(files(dir)).toEqual([`${journalId}.0.jsonl.gz`]);
  });

  it('is dropped after its days, and its run stays', async () => {
    const dir = temporaryStoreDir();
    const { runId } = new JournalBuilder(dir).series('loss', [3, 2, 1]).end();
    const store = openStore(dir, { journalKeepDays: 30 });
    store.sync();
    await store.tidy(never);
    age(dir, 31);
    await store.tidy(never);
    expect(files(dir)).toEqual([]);
    store.sync();
    expect(store.points({ runId, key: 'loss' })).toHaveLength(3);
  });

  it('is not touched while its process may still write', async () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir, { host: 'cluster-7' }).series('loss', [3, 2, 1]);
    const store = openStore(dir, { journalKeepDays: 30 });
    store.sync();
    age(dir, 20);
    store.sync();
    await store.tidy(never);
    expect(files(dir)).toEqual([`${journal.journalId}.0.jsonl`]);
  });

  it('does not lose its later parts before its first ones may go too', async () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir).metrics({ loss: 1 }).record('seal', { next: true });
    const store = openStore(dir, { journalKeepDays: 1 });
    store.sync();
    age(dir, 3);
    journal.nextPart().metrics({ loss: 2 });
    store.sync();
    await store.tidy(never);
    expect(files(dir)).toEqual([`${journal.journalId}.0.jsonl.gz`, `${journal.journalId}.1.jsonl`]);
  });

  it('is not read again when it turns up under another name', async () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir).series('loss', [3, 2, 1]).end();
    openStore(dir).sync();
    renameSync(journal.path, join(dir, 'journal', 'renamed.jsonl'));
    expect(openStore(dir).sync()).toMatchObject({ points: 0, records: 0 });
  });
});

describe('a store', () => {
  it('is made again from compressed journals', async () => {
    const dir = temporaryStoreDir();
    const { runId } = new JournalBuilder(dir, { name: 'a' }).series('loss', Array.from({ length: 5000 }, (_, i) => i)).end();
    const before = openStore(dir);
    before.sync();
    await before.tidy(never);
    before.close();
    for (const name of readdirSync(dir)) if (name.startsWith('trialbook.db')) rmSync(join(dir, name));
    const after = openStore(dir);
    after.sync();
    expect(after.points({ runId, key: 'loss' }).map(({ value }) => value)).toEqual(Array.from({ length: 5000 }, (_, i) => i));
  });

  it('moves as a folder', () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir, { name: 'a' }).metrics({ loss: 1 });
    const before = openStore(dir);
    before.sync();
    before.close();
    const moved = join(temporaryStoreDir(), 'moved');
    mkdirSync(join(moved, '..'), { recursive: true });
    renameSync(dir, moved);
    appendFileSync(join(moved, 'journal', `${journal.journalId}.0.jsonl`), `${JSON.stringify({ v: 1, type: 'metrics', n: 9, time: 0, values: { loss: 2 } })}\n`);
    const after = openStore(moved);
    expect(after.sync()).toMatchObject({ points: 1 });
    expect(after.detail(journal.runId).metrics).toMatchObject([{ count: 2 }]);
    mkdirSync(dir);
  });

  it('ingests the rest of a journal whose copy it has read', () => {
    const dir = temporaryStoreDir();
    const journal = new JournalBuilder(dir).series('loss', [1, 2]);
    const copy = join(dir, 'journal', 'copy.jsonl');
    copyFileSync(journal.path, copy);
    const store = openStore(dir);
    store.sync();
    journal.series('loss', [3]);
    expect(store.sync()).toMatchObject({ points: 1, skipped: 0 });
    expect(existsSync(copy)).toBe(true);
  });

  it('backs itself up, and not twice a day', async () => {
    const dir = temporaryStoreDir();
    new JournalBuilder(dir).metrics({ loss: 1 }).end();
    const store = openStore(dir);
    store.sync();
    await store.tidy(never);
    await store.tidy(never);
    expect(readdirSync(pathsOf(dir).backup)).toEqual([expect.stringMatching(/^trialbook-\d{8}-\d{6}\.db$/)]);
  });
});
