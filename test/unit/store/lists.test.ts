import { beforeEach, describe, expect, it } from 'vitest';
import type { SortKey } from '../../../src/store/service';
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

const names = (request: Parameters<Store['runs']>[0]) => store.runs(request).rows.map(({ name }) => name);

describe('a list of runs', () => {
  it.each<[string, SortKey, string[]]>([
    ['latest first', { by: 'started', descending: true }, ['run-10', 'run-9', 'Run-2']],
    ['by name as people count', { by: 'name', descending: false }, ['Run-2', 'run-9', 'run-10']],
    ['by a metric, best first, those without it last', { by: 'metric', key: 'acc', descending: true }, ['run-9', 'Run-2', 'run-10']],
    ['by a metric, least first, those without it last', { by: 'metric', key: 'acc', descending: false }, ['Run-2', 'run-9', 'run-10']],
    ['by a param as a number', { by: 'param', key: 'lr', descending: false }, ['run-9', 'run-10', 'Run-2']],
    ['by a tag', { by: 'tag', key: 'team', descending: false }, ['run-10', 'run-9', 'Run-2']],
    ['by an unknown metric', { by: 'metric', key: 'nothing', descending: true }, ['run-10', 'run-9', 'Run-2']],
  ])('is sorted %s', (_, key, expected) => {
    new JournalBuilder(dir, { name: 'Run-2', startMs: 1000 }).params({ lr: 'auto' }).metrics({ acc: 0.1 });
    new JournalBuilder(dir, { name: 'run-9', startMs: 2000 }).params({ lr: '9e-3' }).metrics({ acc: 0.9 }).tags({ team: 'b' });
    new JournalBuilder(dir, { name: 'run-10', startMs: 3000 }).params({ lr: '0.1' }).metrics({ acc: NaN }).tags({ team: 'a' });
    store.sync();
    expect(names({ sort: [key] })).toEqual(expected);
  });

  it('comes page by page and says how many there are', () => {
    for (let i = 0; i < 7; i++) new JournalBuilder(dir, { name: `r${i}`, startMs: i * 1000 });
    store.sync();
    expect(names({ offset: 2, limit: 3 })).toEqual(['r4', 'r3', 'r2']);
    expect(store.runs({ offset: 2, limit: 3 }).total).toBe(7);
  });

  it('knows children, parents, and runs whose parent is not here', () => {
    const parent = new JournalBuilder(dir, { name: 'parent' });
    const child = new JournalBuilder(dir, { name: 'child', parent: parent.runId });
    new JournalBuilder(dir, { name: 'orphan', parent: 'f'.repeat(32) });
    store.sync();
    expect(names({ parent: null }).sort()).toEqual(['orphan', 'parent']);
    expect(names({ parent: parent.runId })).toEqual(['child']);
    expect(store.detail(parent.runId)).toMatchObject({ row: { childCount: 1 }, children: [{ name: 'child' }], parent: null });
    expect(store.detail(child.runId)).toMatchObject({ parent: { name: 'parent' } });
  });
});

describe('columns', () => {
  it('are the names that occur, the most used first', () => {
    new JournalBuilder(dir, { name: 'a' }).params({ lr: '1', seed: '2' }).metrics({ loss: 1 }).tags({ team: 'x' });
    new JournalBuilder(dir, { name: 'b' }).params({ seed: '2' }).metrics({ loss: 1, acc: 2 });
    store.sync();
    expect(store.columns()).toEqual({ metrics: ['loss', 'acc'], params: ['seed', 'lr'], tags: ['team'] });
  });
});

describe('the log', () => {
  function printed(count: number): string {
    const journal = new JournalBuilder(dir);
    for (let i = 0; i < count; i++) journal.record('output', { stream: i % 2 ? 'stderr' : 'stdout', text: `${i}\n` });
    store.sync();
    return journal.runId;
  }

  it('is read on from where the reading before ended', () => {
    const runId = printed(5);
    const first = store.log({ runId, limit: 3 });
    expect(first.pieces.map(({ stream, text }) => stream + text)).toEqual(['stdout0\n', 'stderr1\n', 'stdout2\n']);
    expect(store.log({ runId, after: first.next }).pieces.map(({ text }) => text)).toEqual(['3\n', '4\n']);
  });

  it('shows its end', () => {
    const runId = printed(5);
    const { pieces, next } = store.log({ runId, tail: 2 });
    expect(pieces.map(({ text }) => text)).toEqual(['3\n', '4\n']);
    expect(store.log({ runId, after: next }).pieces).toEqual([]);
  });
});

describe('odd input', () => {
  it('of a megabyte in a param is kept whole', () => {
    const value = 'x'.repeat(1_000_000);
    const { runId } = new JournalBuilder(dir).params({ big: value, "it's": "'; DROP TABLE run; --" });
    store.sync();
    expect(store.detail(runId).params).toEqual([{ name: 'big', value, source: 'log' }, { name: "it's", value: "'; DROP TABLE run; --", source: 'log' }]);
  });

  it('of ten thousand params in one record is kept whole', () => {
    const { runId } = new JournalBuilder(dir).params(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`p${i}`, String(i)])));
    store.sync();
    expect(store.detail(runId).params).toHaveLength(10_000);
  });

  it('of values that are no numbers is told, once for each key', () => {
    const journal = new JournalBuilder(dir);
    for (let i = 0; i < 200; i++) journal.record('metrics', { values: { loss: null, acc: 'high', ok: i }, step: i });
    store.sync();
    const { metrics, problems } = store.detail(journal.runId);
    expect(metrics).toMatchObject([{ key: 'ok', count: 200 }]);
    expect(problems.map(({ code }) => code)).toEqual(['bad-value', 'bad-value']);
  });

  it('of endless different problems does not fill the store', () => {
    const journal = new JournalBuilder(dir);
    for (let i = 0; i < 500; i++) journal.record('problem', { code: 'odd', message: `number ${i}` });
    store.sync();
    expect(store.detail(journal.runId).problems).toHaveLength(100);
  });
});
