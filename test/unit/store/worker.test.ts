import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { connectStore, type StoreConnection } from '../../../src/store/remote';
import type { StoreEvent } from '../../../src/store/service';
import { bundle } from '../../builders/bundle';
import { JournalBuilder } from '../../builders/journal';

let code: string;
let dir: string;
let worker: Worker;
let store: StoreConnection;

beforeAll(async () => {
  code = await bundle('src/worker.ts');
});

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'trialbook-')), '.trialbook');
  mkdirSync(dir);
  worker = new Worker(code, { workerData: { dir, journalKeepDays: 30 } });
  store = connectStore(worker);
});

afterEach(async () => {
  store.close();
  await worker.terminate();
  rmSync(join(dir, '..'), { recursive: true });
});

/** The next event that the condition holds for. */
function nextEvent(holds: (event: StoreEvent) => boolean): Promise<StoreEvent> {
  return new Promise((resolve) => {
    const stop = store.onEvent((event) => {
      if (!holds(event)) return;
      stop();
      resolve(event);
    });
  });
}

/** Another window on the same store. */
function openAnother(): StoreConnection {
  const another = new Worker(code, { workerData: { dir, journalKeepDays: 30 } });
  const connection = connectStore(another);
  onTestFinished(async () => {
    connection.close();
    await another.terminate();
  });
  return connection;
}

async function pointsOf(connection: StoreConnection, runId: string, key: string): Promise<(number | null)[]> {
  return (await connection.service.points({ runId, key, limit: 1_000_000 })).map(({ value }) => value);
}

describe('the store on a thread', () => {
  it('answers as the store itself does', async () => {
    const { runId } = new JournalBuilder(dir, { name: 'a' }).series('loss', [1, NaN, Infinity]).end();
    expect(await store.service.sync()).toMatchObject({ runs: 1, points: 3 });
    expect((await store.service.runs({})).rows.map(({ name }) => name)).toEqual(['a']);
    const [view] = await store.service.series({ runIds: [runId], keys: ['loss'], x: 'step', px: 100 });
    expect(view?.buckets.map(({ first }) => first)).toEqual([1, null, Infinity]);
  });

  it('carries errors with their code', async () => {
    await expect(store.service.detail('f'.repeat(32))).rejects.toMatchObject({ name: 'TrialbookError', code: 'run-not-found' });
  });

  it('tells when a record has arrived that nobody asked for', async () => {
    await store.service.info();
    const changed = nextEvent((event) => event.event === 'changed' && event.cursor > 0);
    new JournalBuilder(dir, { name: 'live' }).metrics({ loss: 1 });
    await changed;
    expect((await store.service.runs({})).rows[0]).toMatchObject({ name: 'live', status: 'RUNNING' });
  });

  it('answers while it reads a backlog', async () => {
    const count = 300_000;
    const big = new JournalBuilder(dir, { name: 'big' });
    await store.service.sync();
    big.lines(Array.from({ length: count }, (_, step) => ({ type: 'metrics', values: { loss: step }, step })));
    let synced = false;
    const syncing = store.service.sync().then(() => {
      synced = true;
    });
    const seen: number[] = [];
    while (!synced) seen.push((await store.service.detail(big.runId)).metrics[0]?.count ?? 0);
    await syncing;
    expect(seen.some((points) => points > 0 && points < count)).toBe(true);
    expect((await store.service.detail(big.runId)).metrics).toMatchObject([{ key: 'loss', count }]);
  });

  it('shares the reading with another window, and both see all of it', async () => {
    const other = openAnother();
    await Promise.all([store.service.info(), other.service.info()]);
    const journals = Array.from({ length: 4 }, (_, run) => new JournalBuilder(dir, { name: `run ${run}` }));
    for (let i = 0; i < 300; i++) for (const journal of journals) journal.metrics({ loss: i });
    await Promise.all([store.service.sync(), other.service.sync()]);
    for (const connection of [store, other]) {
      for (const { runId } of journals) expect(await pointsOf(connection, runId, 'loss')).toEqual(Array.from({ length: 300 }, (_, i) => i));
    }
  });

  it('tells what another window has changed', async () => {
    const { runId } = new JournalBuilder(dir, { name: 'a' }).end();
    await store.service.sync();
    const { cursor } = await store.service.runs({});
    const changed = nextEvent((event) => event.event === 'changed' && event.cursor > cursor);
    const other = openAnother();
    await other.service.edit({ op: 'note', runId, note: 'from over there' });
    await changed;
    expect((await store.service.runs({ changedSince: cursor })).rows).toMatchObject([{ note: 'from over there' }]);
  });

  it('says which files in the journal folder it can not read', async () => {
    await store.service.info();
    const told = nextEvent((event) => event.event === 'notice' && event.notice.code === 'journal-unreadable');
    mkdirSync(join(dir, 'journal'), { recursive: true });
    writeFileSync(join(dir, 'journal', 'notes.jsonl'), 'hello\nworld\n');
    expect(await told).toMatchObject({ notice: { message: expect.stringContaining('notes.jsonl') as string } });
  });

  it('does not bring a folder back that was removed', async () => {
    await store.service.info();
    rmSync(dir, { recursive: true });
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(existsSync(dir)).toBe(false);
    mkdirSync(dir);
  });

  it('does not make a folder that is not there when it is first asked', async () => {
    rmSync(dir, { recursive: true });
    await expect(store.service.info()).rejects.toMatchObject({ code: 'store-gone' });
    expect(existsSync(dir)).toBe(false);
  });

  it('goes on when its database was removed', async () => {
    new JournalBuilder(dir, { name: 'a' }).end();
    await store.service.sync();
    for (const name of readdirSync(dir)) if (name.startsWith('trialbook.db')) rmSync(join(dir, name));
    const told = nextEvent((event) => event.event === 'changed');
    await told;
    await store.service.sync();
    expect((await store.service.runs({})).rows).toMatchObject([{ name: 'a' }]);
    expect(existsSync(join(dir, 'trialbook.db'))).toBe(true);
  });

  it('refuses what is asked after it was closed', async () => {
    store.close();
    await expect(store.service.info()).rejects.toMatchObject({ code: 'store-closed' });
  });
});
