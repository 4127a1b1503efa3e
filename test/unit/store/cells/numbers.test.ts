import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { Store } from '../../../../src/store/store';
import { JournalBuilder } from '../../../builders/journal';
import { SessionJournal } from '../../../builders/session_journal';
import { openStore } from '../../../builders/store';
import { temporaryStoreDir } from '../../../builders/store_dir';

const notebook = '/project/explore.ipynb';

let dir: string;
let store: Store;

beforeEach(() => {
  dir = temporaryStoreDir();
  store = openStore(dir);
});

const cells = () => store.cells({}).rows;
const values = ({ runId }: JournalBuilder, key: string) => store.points({ runId, key }).map(({ step, value }) => [step, value]);
const choose = (choices: Readonly<Record<string, string | null | undefined>>, of = notebook) => store.edit({ op: 'found-numbers', notebook: of, choices });

describe('what is logged in a cell', () => {
  it('belongs to it, without a word in the record', () => {
    const session = new SessionJournal(dir).metrics({ before: 1 });
    session.begin('train()').metrics({ loss: 0.5 }, 0).metrics({ loss: 0.25, acc: NaN }, 1).finish();
    session.begin('more()').metrics({ loss: 0.1 }, 2).finish().metrics({ after: 1 });
    store.sync();
    expect(cells().map(({ metrics }) => metrics.map(({ key, value, step }) => [key, value, step]))).toEqual([[['loss', 0.25, 1], ['acc', NaN, 1]], [['loss', 0.1, 2]]]);
    expect(cells()[0]?.metrics).toMatchObject([{ runId: session.runId, source: 'log' }, {}]);
  });

  it('does not hold what the machine measured meanwhile', () => {
    new SessionJournal(dir).begin('train()').metrics({ 'system/process_cpu_percent': 99, loss: 0.5 }).finish();
    store.sync();
    expect(cells()[0]?.metrics.map(({ key }) => key)).toEqual(['loss']);
  });

  it('is told as it comes', () => {
    const session = new SessionJournal(dir).begin('train()');
    store.sync();
    const { cursor } = store.cells({});
    session.metrics({ loss: 0.5 }, 0);
    store.sync();
    expect(store.cells({ changedSince: cursor }).rows).toMatchObject([{ metrics: [{ key: 'loss', value: 0.5 }] }]);
  });

  it('goes to the run that is open in it, and ties the run to its cells', () => {
    const session = new SessionJournal(dir).begin('run = trialbook.start_run("wide")');
    const run = new JournalBuilder(dir, { name: 'wide', parent: session.runId }).record('in_cell', { session: session.runId, execution: 1 });
    run.metrics({ loss: 1 }, 0).record('in_cell', { session: session.runId, execution: null });
    session.finish().begin('train()');
    run.record('in_cell', { session: session.runId, execution: 2 }).metrics({ loss: 0.5 }, 1).record('in_cell', { session: session.runId, execution: null }).end();
    session.finish().cell('print()');
    store.sync();
    expect(cells().map(({ runs, metrics }) => [runs, metrics.map(({ value, runId }) => [value, runId])])).toEqual([
      [[run.runId], [[1, run.runId]]], [[run.runId], [[0.5, run.runId]]], [[], []],
    ]);
    expect(store.cells({ runId: run.runId }).rows.map(({ source }) => source)).toEqual(['run = trialbook.start_run("wide")', 'train()']);
    expect(store.detail(run.runId).row.cellCount).toBe(2);
  });

  it('is tied to the cell even where the run is read before its session', () => {
    const sessionId = 'c'.repeat(32);
    const run = new JournalBuilder(dir, { name: 'wide', parent: sessionId }).record('in_cell', { session: sessionId, execution: 1 }).metrics({ loss: 1 }, 0);
    store.sync();
    const { cursor } = store.runs({});
    new SessionJournal(dir, 'kernel', { runId: sessionId }).begin('start()');
    store.sync();
    expect(cells()).toMatchObject([{ runs: [run.runId], metrics: [{ key: 'loss', value: 1 }] }]);
    expect(store.runs({ changedSince: cursor, runIds: [run.runId] }).rows).toMatchObject([{ cellCount: 1 }]);
  });

  it('by another process with the same numbers of executions belongs to that one', () => {
    const session = new SessionJournal(dir, 'kernel').begin('a');
    new SessionJournal(dir, 'editor', { pid: 4711 }).begin('b');
    new JournalBuilder(dir, { name: 'wide', parent: session.runId, pid: 4711 }).record('in_cell', { session: session.runId, execution: 1 });
    store.sync();
    expect(cells().map(({ source, runs }) => [source, runs.length])).toEqual([['a', 0], ['b', 1]]);
  });
});

describe('numbers in outputs', () => {
  it('stay with their cell until somebody says that they are metrics', () => {
    const session = new SessionJournal(dir).cell('evaluate()', { prints: 'accuracy: 0.93\n' });
    store.sync();
    expect(cells()).toMatchObject([{ found: [{ key: 'accuracy', value: 0.93, step: null }], metrics: [] }]);
    expect(cells()[0]?.found[0]?.metric).toBeUndefined();
    expect(values(session, 'accuracy')).toEqual([]);
  });

  it('are metrics of the session once chosen, of earlier cells too, and of later ones at once', () => {
    const session = new SessionJournal(dir).cell('evaluate()', { prints: 'accuracy: 0.5\n' }).cell('evaluate()', { prints: 'accuracy: 0.75\n' });
    store.sync();
    choose({ accuracy: 'val_acc' });
    session.cell('evaluate()', { prints: 'accuracy: 0.875\n' });
    store.sync();
    expect(values(session, 'val_acc')).toEqual([[0, 0.5], [1, 0.75], [2, 0.875]]);
    expect(cells()[2]).toMatchObject({ found: [{ metric: 'val_acc' }], metrics: [{ key: 'val_acc', value: 0.875, step: 2, source: 'printed' }] });
    expect(store.detail(session.runId).metrics).toMatchObject([{ key: 'val_acc', source: 'printed', count: 3 }]);
  });

  it('are taken back, and asked again', () => {
    const session = new SessionJournal(dir).cell('evaluate()', { prints: 'accuracy: 0.5\n' });
    store.sync();
    choose({ accuracy: 'accuracy' });
    choose({ accuracy: null });
    expect([values(session, 'accuracy'), cells()[0]?.found[0]?.metric]).toEqual([[], null]);
    choose({ accuracy: undefined });
    expect(cells()[0]?.found[0]?.metric).toBeUndefined();
  });

  it('are metrics at once where that holds for all notebooks, except those of which something else was said', () => {
    choose({ '*': '*' }, '*');
    choose({ recall: null });
    const session = new SessionJournal(dir).cell('evaluate()', { prints: 'accuracy: 0.5, recall: 0.25\n' });
    store.sync();
    expect(store.detail(session.runId).metrics.map(({ key }) => key)).toEqual(['accuracy']);
  });

  it('stay chosen where the notebook gets another name', () => {
    const session = new SessionJournal(dir).cell('evaluate()', { prints: 'accuracy: 0.5\n' });
    store.sync();
    choose({ accuracy: 'val_acc' });
    session.record('session', { notebook: '/project/renamed.ipynb' }).cell('evaluate()', { prints: 'accuracy: 0.75\n' });
    store.sync();
    expect(values(session, 'val_acc')).toEqual([[0, 0.5], [1, 0.75]]);
  });

  it('of a notebook that runs without an editor are metrics at once', () => {
    const run = new SessionJournal(dir, 'kernel', { kind: 'notebook' }).cell('evaluate()', { prints: 'accuracy: 0.5\n' });
    store.sync();
    expect(values(run, 'accuracy')).toEqual([[0, 0.5]]);
  });

  it('come as they are printed, whole lines at a time, and with the time at which they came', () => {
    choose({ '*': '*' });
    const session = new SessionJournal(dir).begin('train()').print('epoch 1: loss: 0.5\nepoch 2: loss: 0.2');
    store.sync();
    expect(values(session, 'loss')).toEqual([[1, 0.5]]);
    session.print('5\nepoch 3: loss: 0.125\n');
    store.sync();
    session.finish();
    store.sync();
    expect(values(session, 'loss')).toEqual([[1, 0.5], [2, 0.25], [3, 0.125]]);
    const before = store.points({ runId: session.runId, key: 'loss' });
    store.reapplyPrintedRules();
    expect(store.points({ runId: session.runId, key: 'loss' })).toEqual(before);
  });

  it('that are replaced are those that were there last', () => {
    choose({ '*': '*' });
    const session = new SessionJournal(dir).begin('train()').output({ kind: 'result', text: "{'loss': 0.5}", display: 'd1' });
    store.sync();
    session.output({ kind: 'result', text: "{'loss': 0.25}", display: 'd1' }).finish();
    store.sync();
    expect(values(session, 'loss')).toEqual([[0, 0.25]]);
  });

  it('are read from tables in HTML', () => {
    choose({ '*': '*' });
    const session = new SessionJournal(dir);
    mkdirSync(join(dir, 'artifacts', session.runId, 'cells'), { recursive: true });
    const table = '<table><thead><tr><th>epoch</th><th>train_loss</th></tr></thead><tbody><tr><td>0</td><td>0.5</td></tr><tr><td>1</td><td>0.25</td></tr></tbody></table>';
    writeFileSync(join(dir, 'artifacts', session.runId, 'cells', 'ab.html'), table);
    session.begin('learn.fit(2)').output({ kind: 'display', text: '<IPython.core.display.HTML object>', artifacts: [{ mime: 'text/html', path: 'cells/ab.html', size: table.length }] }).finish();
    store.sync();
    expect(values(session, 'train_loss')).toEqual([[0, 0.5], [1, 0.25]]);
  });

  it('are not read where the session logs the metric itself', () => {
    choose({ '*': '*' });
    const session = new SessionJournal(dir).begin('train()').metrics({ accuracy: 0.5 }, 0).print('accuracy: 0.5\n').finish();
    store.sync();
    expect(store.detail(session.runId).metrics).toMatchObject([{ key: 'accuracy', source: 'log', count: 1 }]);
  });

  it('are counted once, also where the kernel comes after the editor', () => {
    choose({ '*': '*' });
    const inEditor = new SessionJournal(dir, 'editor').begin('f()', { count: 1 }).print('accuracy: 0.5\n').finish();
    store.sync();
    new SessionJournal(dir, 'kernel').begin('f()', { count: 1 }).print('accuracy: 0.5\n').finish();
    store.sync();
    expect(values(inEditor, 'accuracy')).toEqual([[0, 0.5]]);
  });
});

describe('a cell tagged parameters', () => {
  it('sets params of the session, and one that comes later sets them anew', () => {
    const session = new SessionJournal(dir).cell('lr = 0.1\nmodel = "svm"', { tags: ['parameters'] }).cell('lr = 0.5', { tags: ['injected-parameters'] }).cell('lr = 9');
    store.sync();
    expect(store.detail(session.runId)).toMatchObject({
      params: [{ name: 'lr', value: '0.5', source: 'cell' }, { name: 'model', value: 'svm', source: 'cell' }],
      problems: [],
    });
  });

  it('does not change what was logged', () => {
    const session = new SessionJournal(dir).params({ lr: '1' }).cell('lr = 0.1', { tags: ['parameters'] });
    store.sync();
    expect(store.detail(session.runId)).toMatchObject({ params: [{ name: 'lr', value: '1', source: 'log' }], problems: [] });
  });

  it('gives way to what was asked for from outside, also where that is read later', () => {
    const session = new SessionJournal(dir).cell('lr = 0.1', { tags: ['parameters'] }).params({ lr: '1' });
    store.sync();
    expect(store.detail(session.runId)).toMatchObject({ params: [{ name: 'lr', value: '1', source: 'log' }], problems: [] });
  });

  it('of another language sets none', () => {
    const session = new SessionJournal(dir).cell('lr = 0.1', { tags: ['parameters'], language: 'r' });
    store.sync();
    expect(store.detail(session.runId).params).toEqual([]);
  });
});
