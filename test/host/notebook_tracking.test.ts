import { strict as assert } from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { activated, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { NotebookSession } from './notebook_session';
import { RecordedSessions, sessionsAreOver } from './recorded_sessions';

const NOTEBOOKS = () => vscode.workspace.getConfiguration('trialbook.notebooks');

describe('a notebook that is tracked', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let recorded: RecordedSessions;
  let open: NotebookSession[] = [];

  before(async () => {
    api = await activated();
    recorded = new RecordedSessions(api);
  });

  beforeEach(async () => {
    await withoutStores(api);
    await NOTEBOOKS().update('tracking', 'always', vscode.ConfigurationTarget.Global);
    await NOTEBOOKS().update('hooks', 'never', vscode.ConfigurationTarget.Global);
  });

  afterEach(async () => {
    for (const session of open.splice(0)) await session.close();
    await sessionsAreOver();
    await NOTEBOOKS().update('tracking', undefined, vscode.ConfigurationTarget.Global);
    await NOTEBOOKS().update('hooks', undefined, vscode.ConfigurationTarget.Global);
  });

  const notebook = async (name: string, ...cells: Parameters<typeof NotebookSession.open> extends [string, ...infer C] ? C : never) => {
    const session = await NotebookSession.open(name, ...cells);
    open.push(session);
    return session;
  };

  it('has each execution recorded as it ran, in its order', async () => {
    const session = await notebook('order.ipynb', { code: 'x = 1', tags: ['parameters'] }, 'print(x)', { markdown: '# Title' }, 'x / 0');
    await session.run(0, 1);
    await session.edit(0, 'x = 2');
    await session.run(0, 1, 3);
    const [cells] = await recorded.withCells(5);
    assert.deepEqual(cells!.map(({ source, index, count, status, cellId }) => [source, index, count, status, cellId]), [
      ['x = 1', 0, 1, 'ok', 'c0'],
      ['print(x)', 1, 2, 'ok', 'c1'],
      ['x = 2', 0, 3, 'ok', 'c0'],
      ['print(x)', 1, 4, 'ok', 'c1'],
      ['x / 0', 3, 5, 'error', 'c3'],
    ]);
    const outputs = await eventually(async () => {
      const found = await Promise.all(cells!.map(async (cell) => (await recorded.detail(cell)).outputs.map(({ text }) => text).join('')));
      return found[4] !== '' && found;
    });
    assert.deepEqual(outputs.slice(0, 4), ['', '1\n', '', '2\n']);
    assert.deepEqual([cells![0]!.tags, cells![0]!.by, cells![0]!.notebook], [['parameters'], 'editor', session.uri.fsPath]);
    assert.match(cells![4]!.error ?? '', /ZeroDivisionError/);
  });

  it('is a run of its own for each kernel', async () => {
    const session = await notebook('kernels.ipynb', 'y = 1');
    await session.run(0, 0);
    const first = api.notebooks.sessionOf(session.uri);
    await session.restart();
    await session.run(0);
    const second = api.notebooks.sessionOf(session.uri);
    assert.ok(first && second);
    await recorded.withCells(2, 1);
    const ended = await recorded.run(first.runId, ({ row }) => row.status !== 'RUNNING');
    assert.deepEqual([ended.row.status, ended.row.kind, ended.row.experiment], ['FINISHED', 'session', 'kernels.ipynb']);
    assert.equal((await recorded.run(second.runId, () => true)).row.status, 'RUNNING');
  });

  it('has what was running when its kernel was interrupted', async () => {
    const session = await notebook('interrupted.ipynb', 'import time\nprint("on", flush=True)\ntime.sleep(60)', 'z = 1');
    await session.start(0);
    await session.queue(1);
    await eventually(() => session.outputOf(0).includes('on'));
    await session.interrupt(0);
    await session.ended(0);
    const [cells] = await recorded.withCells(1);
    assert.deepEqual(cells!.map(({ status }) => status), ['interrupted']);
  });

  it('is told to a kernel that loads the extension by hand', async () => {
    const session = await notebook('told.ipynb', 'import json, glob, os\nprint(json.load(open(glob.glob(".trialbook/sessions/*.json")[0]))["run"])');
    await session.run(0);
    assert.equal(session.outputOf(0).trim(), api.notebooks.sessionOf(session.uri)?.runId);
    await session.close();
    open = [];
    await sessionsAreOver();
  });

  it('ends with its window’s tab', async () => {
    const session = await notebook('closed.ipynb', 'a = 1');
    await session.run(0);
    const runId = api.notebooks.sessionOf(session.uri)!.runId;
    await session.close();
    open = [];
    await recorded.run(runId, ({ row }) => row.status === 'FINISHED');
  });

  it('holds a run that is started and ended by hand', async () => {
    const session = await notebook('marked.ipynb', 'a = 1', 'b = 2', 'c = 3');
    await session.run(0);
    const run = await vscode.commands.executeCommand<string>('trialbook.startRunHere', session.uri, { name: 'baseline' });
    await session.run(1);
    assert.equal(await vscode.commands.executeCommand('trialbook.endRun', session.uri), run);
    await session.run(2);
    const [cells] = await recorded.withCells(3);
    assert.deepEqual(cells!.map(({ runs }) => runs), [[], [run], []]);
    const { row } = await recorded.run(run, ({ row }) => row.status === 'FINISHED');
    assert.deepEqual([row.name, row.parentRunId], ['baseline', cells![0]!.runId]);
  });

  it('leaves nothing in the notebook’s file', async () => {
    const session = await notebook('clean.ipynb', 'a = 1');
    await session.run(0);
    await recorded.withCells(1);
    await session.notebook.save();
    assert.doesNotMatch(readFileSync(session.uri.fsPath, 'utf8'), /trialbook/i);
  });

  it('is left alone where the person said so', async () => {
    await NOTEBOOKS().update('tracking', 'never', vscode.ConfigurationTarget.Global);
    const session = await notebook('left.ipynb', 'import trialbook_is_not_here' );
    await session.run(0);
    assert.equal(api.notebooks.sessionOf(session.uri), undefined);
    assert.ok(!existsSync(join(workspaceFolder(), '.trialbook')));
  });

  it('has the cells that ran before it was tracked, once somebody tracks it', async () => {
    await NOTEBOOKS().update('tracking', 'never', vscode.ConfigurationTarget.Global);
    const session = await notebook('later.ipynb', 'print("first")', 'print("second")');
    await session.run(0);
    await vscode.commands.executeCommand('trialbook.trackNotebook', session.uri);
    await session.run(1);
    const [cells] = await recorded.withCells(2);
    assert.deepEqual(cells!.map(({ source }) => source), ['print("first")', 'print("second")']);
    await vscode.commands.executeCommand('trialbook.stopTrackingNotebook', session.uri);
    assert.equal(api.notebooks.isTracked(session.uri), false);
  });
});
