import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import Database from 'better-sqlite3';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { pathsOf } from '../../../src/store/paths';
import { Store } from '../../../src/store/store';
import { bundle } from '../../builders/bundle';
import { JournalBuilder } from '../../builders/journal';
import { randomNumbers } from '../../builders/random';
import { temporaryStoreDir } from '../../builders/store_dir';

const RUNS = 6;
const RECORDS = 4000;

let code: string;

beforeAll(async () => {
  code = await bundle('test/unit/store/ingest_process.ts');
});

async function startIngester(dir: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [code, dir], { stdio: ['ignore', 'pipe', 'inherit'] });
  onTestFinished(() => void child.kill('SIGKILL'));
  await once(child.stdout, 'data');
  return child;
}

/** Writes records of several runs, with pauses in which others come to read. */
async function write(journals: readonly JournalBuilder[], isOver: () => boolean): Promise<void> {
  for (let i = 0; i < RECORDS; i++) {
    for (const [run, journal] of journals.entries()) journal.metrics({ loss: i * RUNS + run, ...(i % 3 === 0 ? { acc: -i } : {}) }, i);
    if (i % 500 === 0) for (const journal of journals) journal.record('output', { stream: 'stdout', text: `step ${i}, val_loss: ${i}.5\n` });
    if (i % 100 === 0 && !isOver()) await wait(20);
  }
  for (const journal of journals) journal.end();
}

describe('ingest', () => {
  it('brings each record exactly once, however often its processes are killed while others work beside them', { timeout: 60_000 }, async () => {
    const dir = temporaryStoreDir();
    const random = randomNumbers(1);
    const journals = Array.from({ length: RUNS }, (_, run) => new JournalBuilder(dir, { name: `run ${run}` }));
    let kills = 0;
    const writing = write(journals, () => kills >= 12);
    const others = [await startIngester(dir), await startIngester(dir)];
    while (kills < 12) {
      const victim = await startIngester(dir);
      await wait(random() * 150);
      victim.kill('SIGKILL');
      await once(victim, 'exit');
      kills++;
    }
    await writing;
    for (const other of others) other.kill('SIGKILL');
    await Promise.all(others.map(async (other) => other.signalCode ?? (await once(other, 'exit'))));

    const store = Store.open(dir);
    onTestFinished(() => store.close());
    store.sync();
    for (const [run, { runId }] of journals.entries()) {
      const loss = store.points({ runId, key: 'loss' }).map(({ value }) => value);
      expect(loss).toEqual(Array.from({ length: RECORDS }, (_, i) => i * RUNS + run));
      expect(store.points({ runId, key: 'acc' })).toHaveLength(Math.ceil(RECORDS / 3));
      expect(store.detail(runId)).toMatchObject({ row: { status: 'FINISHED', problemCount: 0 } });
      expect(store.detail(runId).metrics.find(({ key }) => key === 'loss')).toMatchObject({ count: RECORDS, min: run, max: (RECORDS - 1) * RUNS + run });
      expect(store.log({ runId }).pieces.map(({ text }) => text)).toEqual(Array.from({ length: 8 }, (_, i) => `step ${i * 500}, val_loss: ${i * 500}.5\n`));
      expect(store.points({ runId, key: 'val_loss' }).map(({ step, value }) => [step, value])).toEqual(Array.from({ length: 8 }, (_, i) => [i * 500, i * 500 + 0.5]));
      const [view] = store.series({ runIds: [runId], keys: ['loss'], x: 'step', px: 20 });
      expect(view?.buckets.reduce((sum, bucket) => sum + bucket.count, 0)).toBe(RECORDS);
    }
    expect(integrity(dir)).toEqual({ check: 'ok', dangling: [] });
  });
});

function integrity(dir: string): { check: unknown; dangling: unknown } {
  const db = new Database(pathsOf(dir).database);
  const found = { check: db.pragma('integrity_check', { simple: true }), dangling: db.pragma('foreign_key_check') };
  db.close();
  return found;
}
