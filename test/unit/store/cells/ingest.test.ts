import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

const cells = () => store.cells({}).rows;
const outputs = (id = cells()[0]?.id ?? 0) => store.cell(id).outputs;

describe('an execution', () => {
  it('is kept with all that its kernel says of it', () => {
    const session = new SessionJournal(dir);
    session.begin('x = y + 1', { count: 3, cell: 'ab12', handle: 'W2s', index: 2, tags: ['slow'], language: 'python', start_ms: 1_795_338_000_500 });
    session.finish({ defined: ['x'], read: ['y'], deleted: [], cpu_ms: 12.5, memory: 1000, end_ms: 1_795_338_001_000 });
    store.sync();
    expect(cells()).toMatchObject([
      {
        runId: session.runId, runs: [], notebook: '/project/explore.ipynb', cellId: 'ab12', handle: 'W2s', index: 2, tags: ['slow'], language: 'python', count: 3,
        source: 'x = y + 1', startMs: 1_795_338_000_500, endMs: 1_795_338_001_000, status: 'ok', error: null, by: 'kernel', cpuMs: 12.5, memory: 1000,
        names: { defined: ['x'], read: ['y'], deleted: [] }, metrics: [], found: [], outputCount: 0, redactedMs: null,
      },
    ]);
  });

  it('runs until its end is recorded', () => {
    const session = new SessionJournal(dir).begin('train()');
    store.sync();
    expect(cells()).toMatchObject([{ status: 'running', endMs: null }]);
    session.finish({ status: 'interrupted' });
    store.sync();
    expect(cells()).toMatchObject([{ status: 'interrupted' }]);
  });

  it('that failed says why, with its traceback', () => {
    new SessionJournal(dir).begin('1 / 0').finish({ status: 'error', error: { type: 'ZeroDivisionError', message: 'division by zero', traceback: 'Traceback …' } });
    store.sync();
    expect(cells()).toMatchObject([{ status: 'error', error: 'ZeroDivisionError: division by zero' }]);
    expect(store.cell(cells()[0]?.id ?? 0).traceback).toBe('Traceback …');
  });

  it('has an unknown end where its session is over without one', () => {
    new SessionJournal(dir).begin('train()').end('KILLED');
    store.sync();
    expect(cells()).toMatchObject([{ status: 'unknown', endMs: null }]);
  });

  it('has an unknown end as soon as it is known that its kernel vanished, though the editor is still there', () => {
    new SessionJournal(dir, 'editor').begin('quick()', { count: 1 }).finish();
    const kernel = new SessionJournal(dir, 'kernel', { pid: 4711, boot: 'another boot' }).begin('train()', { count: 2 });
    store.look();
    store.readSlice(1000);
    const before = store.cells({});
    store.sync();
    expect([before.rows.find(({ source }) => source === 'train()')?.status, store.cells({ changedSince: before.cursor }).rows.map(({ source, status }) => [source, status])]).toEqual(['running', [['train()', 'unknown']]]);
    expect(store.detail(kernel.runId).row.status).toBe('RUNNING');
  });

  it('has an unknown end where the next one began without one', () => {
    new SessionJournal(dir).begin('a').begin('b');
    store.sync();
    expect(cells().map(({ source, status }) => [source, status])).toEqual([['a', 'unknown'], ['b', 'running']]);
  });

  it('whose beginning was lost is there with what it gave', () => {
    new SessionJournal(dir).print('hello\n', 7).finish({ count: 7 }, 7);
    store.sync();
    expect(cells()).toMatchObject([{ source: '', count: 7, status: 'ok', outputCount: 1 }]);
    expect(outputs()).toMatchObject([{ text: 'hello\n' }]);
  });

  it('belongs to no run but its own, and is counted there', () => {
    const session = new SessionJournal(dir).cell('a').cell('a');
    store.sync();
    expect(store.runs({}).rows).toMatchObject([{ runId: session.runId, kind: 'session', cellCount: 2, script: '/project/explore.ipynb' }]);
    expect(store.cells({ runId: session.runId }).total).toBe(2);
    expect(store.cells({ runId: 'f'.repeat(32) }).total).toBe(0);
  });

  it('that is asked for and is not there is said so', () => {
    expect(() => store.cell(4711)).toThrow(expect.objectContaining({ code: 'cell-not-found' }));
  });
});

describe('outputs', () => {
  it('of one stream are one output, in however many pieces they came', () => {
    const session = new SessionJournal(dir).begin('train()').print('epoch 1\n').print('epoch 2\n').output({ kind: 'stderr', text: 'careful\n' }).print('epoch 3\n');
    session.finish();
    store.sync();
    expect(outputs().map(({ kind, text }) => [kind, text])).toEqual([['stdout', 'epoch 1\nepoch 2\n'], ['stderr', 'careful\n'], ['stdout', 'epoch 3\n']]);
    expect(cells()).toMatchObject([{ outputCount: 3 }]);
  });

  it('may come after the end', () => {
    new SessionJournal(dir).cell('start_thread()').cell('2').print('from the thread\n', 1);
    store.sync();
    expect(outputs()).toMatchObject([{ text: 'from the thread\n' }]);
  });

  it('are replaced by one with the same display, in the cell where they were', () => {
    const session = new SessionJournal(dir).begin('bar()').output({ kind: 'display', text: '10 %', display: 'd1' }).print('after\n').finish();
    store.sync();
    session.begin('go_on()').output({ kind: 'display', text: '100 %', display: 'd1' }).finish();
    store.sync();
    expect(cells().map(({ id }) => outputs(id).map(({ text }) => text))).toEqual([['100 %', 'after\n'], []]);
    expect(cells().map(({ outputCount }) => outputCount)).toEqual([2, 0]);
  });

  it('go when they are cleared, and the metrics that were read from them with them', () => {
    store.edit({ op: 'found-numbers', notebook: '*', choices: { '*': '*' } });
    const session = new SessionJournal(dir).begin('train()').print('loss: 0.5\n').output({ kind: 'display', text: 'plot' });
    store.sync();
    session.record('cell_output', { execution: 1, output: { kind: 'stdout', text: 'loss: 0.25\n' }, cleared: true });
    store.sync();
    expect(outputs()).toMatchObject([{ text: 'loss: 0.25\n' }]);
    expect(cells()).toMatchObject([{ outputCount: 1, metrics: [{ key: 'loss', value: 0.25 }] }]);
    session.record('cell_output', { execution: 1, output: { kind: 'stdout', text: '' }, cleared: true }).finish();
    store.sync();
    expect(cells()).toMatchObject([{ outputCount: 0, metrics: [], found: [] }]);
    expect(store.points({ runId: session.runId, key: 'loss' })).toEqual([]);
  });

  it('keep what they say of their forms, their files and what was too large', () => {
    const output = {
      kind: 'display' as const, text: '<Figure>', cut: 3, mimes: ['text/plain', 'image/png'],
      artifacts: [{ mime: 'image/png', path: 'cells/0123.png', size: 99 }], left_out: [{ mime: 'text/html', size: 20_000_000 }],
    };
    new SessionJournal(dir).begin('plot()').output(output).finish();
    store.sync();
    const { left_out: leftOut, ...rest } = output;
    expect(outputs()).toEqual([{ ...rest, leftOut }]);
  });
});

describe('a session', () => {
  it('are artifacts of the session where they are files', () => {
    const output = { kind: 'display', artifacts: [{ mime: 'image/png', path: 'cells/ab.png', size: 3 }, { mime: 'text/html', path: 'cells/cd.html', size: 9 }] } as const;
    const session = new SessionJournal(dir).begin('plot()').output(output).output(output).finish();
    store.sync();
    expect(store.detail(session.runId).artifacts.map(({ path, kind, size }) => [path, kind, size])).toEqual([['cells/ab.png', 'image', 3], ['cells/cd.html', 'html', 9]]);
  });

  it('is told with its run', () => {
    const { runId } = new SessionJournal(dir);
    store.sync();
    expect(store.detail(runId).session).toEqual({ notebook: '/project/explore.ipynb', kernel: 'python3', language: 'python' });
  });

  it('follows the name of its notebook, with its cells', () => {
    const session = new SessionJournal(dir, 'kernel', { notebook: 'untitled:Untitled-1.ipynb' }).cell('a', { notebook: 'untitled:Untitled-1.ipynb' }).cell('b');
    store.sync();
    session.record('session', { notebook: '/project/kept.ipynb', kernel: 'other' });
    store.sync();
    expect(store.detail(session.runId)).toMatchObject({ row: { script: '/project/kept.ipynb' }, session: { notebook: '/project/kept.ipynb', kernel: 'python3' } });
    expect(store.cells({ notebook: '/project/kept.ipynb' }).rows.map(({ source }) => source)).toEqual(['a', 'b']);
  });
});
