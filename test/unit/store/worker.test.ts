import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

  it('refuses what is asked after it was closed', async () => {
    store.close();
    await expect(store.service.info()).rejects.toMatchObject({ code: 'store-closed' });
  });
});
