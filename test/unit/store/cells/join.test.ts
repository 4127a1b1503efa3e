import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

const NOON = 1_795_348_800_000;

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

const kernel = () => new SessionJournal(dir, 'kernel');
const editor = () => new SessionJournal(dir, 'editor');
const at = (seconds: number) => ({ start_ms: NOON + 1000 * seconds });
const seen = () => store.cells({}).rows.map(({ source, by, count }) => [source, by, count]);

describe('what the kernel and the editor record of one execution', () => {
  it.each(['the kernel', 'the editor'])('is one, when %s comes first', (first) => {
    const both = [
      () => kernel().begin('x = 1', { count: 4, ...at(0) }).finish({ defined: ['x'], cpu_ms: 5 }),
      () => editor().begin('x = 1', { count: 4, cell: 'ab12', index: 3, tags: ['t'], handle: 'W2', ...at(0.2) }).finish(),
    ];
    for (const write of first === 'the kernel' ? both : both.reverse()) {
      write();
      store.sync();
    }
    expect(store.cells({}).rows).toMatchObject([
      { count: 4, source: 'x = 1', by: 'both', cellId: 'ab12', index: 3, tags: ['t'], handle: 'W2', cpuMs: 5, names: { defined: ['x'] }, startMs: NOON },
    ]);
    expect(store.runs({}).rows).toMatchObject([{ cellCount: 1 }]);
  });

  it('is one where the two write its line ends and outer space in different ways', () => {
    kernel().begin('a\nb', { count: 1, ...at(0) });
    editor().begin('a\r\nb\r\n', { count: 1, ...at(0) });
    store.sync();
    expect(seen()).toEqual([['a\nb', 'both', 1]]);
  });

  it('is one from the start, where the number beside the cell is not known yet, by what the editor calls the cell', () => {
    kernel().begin('train()', { count: 9, handle: 'W3', ...at(0) });
    editor().begin('train()', { handle: 'W3', ...at(1) });
    store.sync();
    expect(seen()).toEqual([['train()', 'both', 9]]);
  });

  it('is one as soon as the number is known, and who has seen two is told', () => {
    const inEditor = editor().begin('train()', at(1));
    kernel().begin('train()', { count: 9, ...at(0) });
    store.sync();
    const { rows, cursor } = store.cells({});
    expect(rows).toHaveLength(2);
    inEditor.finish({ count: 9 });
    store.sync();
    expect(seen()).toEqual([['train()', 'both', 9]]);
    const changes = store.cells({ changedSince: cursor });
    expect(changes.removed).toEqual([Math.max(...rows.map(({ id }) => id))]);
    expect(changes.rows.map(({ id }) => id)).toEqual([Math.min(...rows.map(({ id }) => id))]);
  });

  it('is told apart again where the number shows that it was not the same', () => {
    kernel().begin('f()', { count: 1, handle: 'W1', ...at(0) }).finish().begin('f()', { count: 2, handle: 'W1', ...at(3) });
    const inEditor = editor().begin('f()', { handle: 'W1', ...at(1) });
    store.sync();
    inEditor.finish({ count: 2 });
    store.sync();
    expect(seen()).toEqual([['f()', 'kernel', 1], ['f()', 'both', 2]]);
  });

  it('is the nearest in time where %reset has let the numbers begin anew', () => {
    const inEditor = editor();
    for (const [count, seconds] of [[1, 0], [2, 10], [1, 20], [2, 30]] as const) inEditor.begin('f()', { count, ...at(seconds + 0.5) }).finish();
    store.sync();
    const inKernel = kernel();
    for (const [count, seconds] of [[1, 20], [2, 30], [1, 0], [2, 10]] as const) inKernel.begin('f()', { count, ...at(seconds) }).finish();
    store.sync();
    expect(store.cells({}).rows.map(({ count, startMs, by }) => [count, startMs - NOON, by])).toEqual([[1, 0, 'both'], [2, 10_000, 'both'], [1, 20_000, 'both'], [2, 30_000, 'both']]);
  });

  it('goes to whom it is nearer, also where another has taken its place', () => {
    const inKernel = kernel().begin('f()', { count: 1, ...at(0) }).finish();
    editor().begin('f()', { count: 1, ...at(100) }).finish();
    store.sync();
    inKernel.begin('f()', { count: 1, ...at(99) });
    store.sync();
    expect(store.cells({}).rows.map(({ startMs, by }) => [startMs - NOON, by])).toEqual([[0, 'kernel'], [99_000, 'both']]);
  });

  it('is two where the sources differ, and nothing else says that they are one', () => {
    kernel().begin('a', { count: 1 });
    editor().begin('b', { count: 1 });
    store.sync();
    expect(seen()).toHaveLength(2);
  });

  it('gives the outputs once, as the kernel says', () => {
    kernel().begin('f()', { count: 1 }).print('one\n').print('two\n').finish();
    editor().begin('f()', { count: 1 }).print('one\ntwo\n').finish();
    store.sync();
    const [cell] = store.cells({}).rows;
    expect(cell?.outputCount).toBe(1);
    expect(store.cell(cell?.id ?? 0).outputs).toMatchObject([{ text: 'one\ntwo\n' }]);
  });

  it('gives what the editor saw, where the kernel recorded no output', () => {
    kernel().begin('widget()', { count: 1 }).finish();
    editor().begin('widget()', { count: 1 }).print('seen\n').finish();
    store.sync();
    expect(store.cell(store.cells({}).rows[0]?.id ?? 0).outputs).toMatchObject([{ text: 'seen\n' }]);
  });

  it('is as the editor says it ended, where the kernel died', () => {
    kernel().begin('crash()', { count: 1 });
    editor().begin('crash()', { count: 1 }).finish({ status: 'error' });
    store.sync();
    expect(store.cells({}).rows).toMatchObject([{ status: 'error' }]);
  });
});

it('the same notebook in two sessions has cells of both', () => {
  new SessionJournal(dir, 'kernel').cell('a');
  new SessionJournal(dir, 'kernel', { runId: 'e'.repeat(32), journalId: 'e'.repeat(32), startMs: NOON }).cell('b');
  store.sync();
  expect(store.cells({ notebook: '/project/explore.ipynb' }).rows.map(({ source }) => source)).toEqual(['a', 'b']);
});
