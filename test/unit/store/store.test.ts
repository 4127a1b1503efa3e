import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';

let dir: string;
let store: Store;

beforeEach(() => {
  dir = join(mkdtempSync(join(tmpdir(), 'trialbook-')), '.trialbook');
  store = Store.open(dir);
});

afterEach(() => {
  store.close();
  rmSync(join(dir, '..'), { recursive: true });
});

describe('a synced run', () => {
  it('is listed with its chosen columns', () => {
    new JournalBuilder(dir, { name: 'first', experiment: 'digits' }).params({ lr: '0.1' }).metrics({ acc: 0.5 }).metrics({ acc: 0.75 }).end();
    store.sync();
    const { rows, total } = store.runs({ metrics: ['acc', 'loss'], params: ['lr'] });
    expect(total).toBe(1);
    expect(rows[0]).toMatchObject({ name: 'first', experiment: 'digits', status: 'FINISHED', params: ['0.1'], metrics: [{ last: 0.75, lastStep: 1, count: 2 }, null] });
  });

  it('is told whole by its detail', () => {
    const { runId } = new JournalBuilder(dir, { name: 'first' }).params({ lr: '0.1' }).metrics({ acc: NaN }).tags({ team: 'a' }).end('FAILED', { type: 'ValueError', message: 'no' });
    store.sync();
    expect(store.detail(runId)).toMatchObject({
      row: { status: 'FAILED', error: 'ValueError: no' },
      params: [{ name: 'lr', value: '0.1', source: 'log' }],
      metrics: [{ key: 'acc', last: null, nanCount: 1 }],
      tags: [{ key: 'team', value: 'a' }],
    });
  });
});

describe('a module that a run imported', () => {
  it('finds the run, and is none of its data', () => {
    const journal = new JournalBuilder(dir).record('file', { path: 'models/net.py', mode: 'import', size: 9, mtime_ms: 1 }).record('file', { path: 'a.csv', mode: 'read', size: 1, mtime_ms: 1 });
    store.sync();
    expect(store.runs({ query: 'file = "models/net.py"' }).rows.map(({ runId }) => runId)).toEqual([journal.runId]);
    expect(store.detail(journal.runId).files.map(({ path }) => path)).toEqual(['a.csv']);
  });
});

describe('a long series', () => {
  it('is drawn in as many buckets as the chart has use for, without hiding an extreme', () => {
    const values = Array.from({ length: 10_000 }, (_, i) => (i === 5003 ? 1000 : i === 7001 ? -1000 : Math.sin(i)));
    const { runId } = new JournalBuilder(dir).series('loss', values).end();
    store.sync();
    const [view] = store.series({ runIds: [runId], keys: ['loss'], x: 'step', px: 300 });
    expect(view).toMatchObject({ count: 10_000, total: 10_000, raw: false });
    expect(view?.buckets.length).toBeGreaterThan(150);
    expect(view?.buckets.length).toBeLessThan(1200);
    expect(view?.buckets.find((bucket) => bucket.max === 1000)).toMatchObject({ xMax: 5003 });
    expect(view?.buckets.find((bucket) => bucket.min === -1000)).toMatchObject({ xMin: 7001 });
  });
});
