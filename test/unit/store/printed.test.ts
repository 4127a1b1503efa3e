import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../src/store/store';
import { JournalBuilder } from '../../builders/journal';
import { openStore } from '../../builders/store';
import { temporaryStoreDir } from '../../builders/store_dir';

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

const print = (journal: JournalBuilder, text: string, stream = 'stdout') => journal.record('output', { stream, text });
const values = ({ runId }: JournalBuilder, key: string) => store.points({ runId, key }).map(({ step, value }) => [step, value]);
const sources = ({ runId }: JournalBuilder) => store.detail(runId).metrics.map(({ key, source }) => [key, source]);

describe('a metric that is only printed', () => {
  it('becomes a series, and says that it was printed', () => {
    const journal = new JournalBuilder(dir);
    print(journal, 'Epoch 1, val_loss: 0.5\nEpoch 2, val_loss: 0.25\n');
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[1, 0.5], [2, 0.25]]);
    expect(sources(journal)).toEqual([['val_loss', 'printed']]);
  });

  it('may be cut anywhere, also between two windows of the editor', () => {
    const journal = new JournalBuilder(dir);
    print(journal, 'Epoch 1, val_l');
    store.sync();
    print(journal, 'oss: 0.5\nEpoch 2, val_loss: ');
    openStore(dir).sync();
    print(journal, '0.25\n');
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[1, 0.5], [2, 0.25]]);
  });

  it('is read from each stream by itself', () => {
    const journal = new JournalBuilder(dir);
    print(journal, 'Epoch 1, val_loss:');
    print(journal, 'Epoch 1, val_acc: 0.75\n', 'stderr');
    print(journal, ' 0.5\n');
    store.sync();
    expect([values(journal, 'val_loss'), values(journal, 'val_acc')]).toEqual([[[1, 0.5]], [[1, 0.75]]]);
  });

  it('is read from the output that a terminal passed on, which a process that only joined the run records', () => {
    const runId = 'a'.repeat(32);
    const main = new JournalBuilder(dir, { runId, journalId: '1'.repeat(32) });
    print(new JournalBuilder(dir, { runId, journalId: '2'.repeat(32), joined: true }), 'Epoch 1, val_loss: 0.5\n');
    store.sync();
    expect(values(main, 'val_loss')).toEqual([[1, 0.5]]);
  });
});

describe('a metric that the run logs itself', () => {
  it('is not read from its output', () => {
    const journal = new JournalBuilder(dir).metrics({ val_loss: 0.125 }, 7);
    print(journal, 'Epoch 1, val_loss: 0.5, val_acc: 0.75\n');
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[7, 0.125]]);
    expect(sources(journal)).toEqual([['val_acc', 'printed'], ['val_loss', 'log']]);
  });

  it('takes the place of what was read from its output before', () => {
    const journal = new JournalBuilder(dir);
    print(journal, Array.from({ length: 200 }, (_, i) => `Epoch ${i}, val_loss: 0.${i + 1}\n`).join(''));
    store.sync();
    journal.metrics({ val_loss: 0.125 }, 7);
    print(journal, 'Epoch 999, val_loss: 0.5\n');
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[7, 0.125]]);
    expect(store.detail(journal.runId).metrics).toMatchObject([{ key: 'val_loss', source: 'log', count: 1, min: 0.125, max: 0.125 }]);
  });

  it.each(['Val Loss', 'val/loss', 'VAL_LOSS'])('is the same, logged as %s', (key) => {
    const [before, after] = ['before', 'after'].map((name) => new JournalBuilder(dir, { name }));
    if (!before || !after) return;
    print(before, 'Epoch 1, val_loss: 0.5, val_acc: 0.75\n');
    store.sync();
    before.metrics({ [key]: 0.125 }, 7);
    after.metrics({ [key]: 0.125 }, 7);
    store.sync();
    for (const journal of [before, after]) print(journal, 'Epoch 2, val_loss: 0.25, val_acc: 0.5\n');
    store.sync();
    for (const journal of [before, after]) expect(sources(journal).sort()).toEqual([[key, 'log'], ['val_acc', 'printed']]);
    expect(store.series({ runIds: [before.runId], keys: ['val_loss'], x: 'step', px: 10 })).toEqual([]);
  });

  it('takes its place in one go, too', () => {
    const journal = new JournalBuilder(dir);
    print(journal, 'Epoch 1, val_loss: 0.5\n');
    journal.metrics({ val_loss: 0.125 }, 7);
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[7, 0.125]]);
  });
});

describe('reading all output again', () => {
  it('gives the same by the same rules, and leaves what was logged', () => {
    const journal = new JournalBuilder(dir).series('loss', [3, 2, 1]);
    print(journal, 'Epoch 1, val_loss: 0.5\nEpoch 2, val_');
    print(journal, 'loss: 0.25\n');
    store.sync();
    const before = store.detail(journal.runId).metrics;
    expect(store.reapplyPrintedRules()).toEqual({ runs: 1, points: 2 });
    expect(store.detail(journal.runId).metrics).toEqual(before);
    expect(values(journal, 'val_loss')).toEqual([[1, 0.5], [2, 0.25]]);
  });

  it('gives the same of a long log of several processes, one of which died', () => {
    const runId = 'a'.repeat(32);
    const first = new JournalBuilder(dir, { runId, journalId: '1'.repeat(32) });
    for (let i = 0; i < 700; i++) print(first, ` ${i}, loss: 0.${i + 1}\nEpoch`);
    const second = new JournalBuilder(dir, { runId, journalId: '2'.repeat(32) });
    for (let i = 0; i < 700; i++) print(second, `${i}, loss: 0.${i + 1}\nacc: 0.5, epoch `, i % 2 === 0 ? 'stdout' : 'stderr');
    store.sync();
    const before = [values(first, 'loss'), values(first, 'acc'), store.detail(runId).metrics];
    store.reapplyPrintedRules();
    expect(before[0]?.length).toBeGreaterThan(1300);
    expect([values(first, 'loss'), values(first, 'acc'), store.detail(runId).metrics]).toEqual(before);
  });

  it('goes on with what is printed after it', () => {
    const journal = new JournalBuilder(dir);
    print(journal, 'Epoch 1, val_loss: 0.5\nEpoch 2, val_');
    store.sync();
    store.reapplyPrintedRules();
    print(journal, 'loss: 0.25\n');
    store.sync();
    expect(values(journal, 'val_loss')).toEqual([[1, 0.5], [2, 0.25]]);
  });
});
