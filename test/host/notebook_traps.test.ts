import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { notebookText } from '../builders/notebook';
import { activated, clientFolder, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { NotebookSession } from './notebook_session';
import { RecordedSessions, sessionsAreOver } from './recorded_sessions';

const settings = () => vscode.workspace.getConfiguration('trialbook.notebooks');

describe('a notebook that is tracked, where it is odd', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let recorded: RecordedSessions;
  let session: NotebookSession | undefined;

  before(async () => {
    api = await activated();
    recorded = new RecordedSessions(api);
  });

  beforeEach(async () => {
    await withoutStores(api);
    await settings().update('tracking', 'always', vscode.ConfigurationTarget.Global);
    await settings().update('hooks', 'never', vscode.ConfigurationTarget.Global);
  });

  afterEach(async () => {
    await session?.close();
    session = undefined;
    await sessionsAreOver();
    await settings().update('tracking', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('hooks', undefined, vscode.ConfigurationTarget.Global);
  });

  const sources = async (count: number) => (await recorded.withCells(count))[0]!.map(({ source }) => source);

  it('may lack ids of cells', async () => {
    session = await NotebookSession.show('no ids.ipynb', notebookText(['a = 1'], { nbformat_minor: 0 }));
    await session.run(0);
    const [cells] = await recorded.withCells(1);
    assert.deepEqual([cells![0]!.cellId, cells![0]!.source, cells![0]!.handle !== null], [null, 'a = 1', true]);
  });

  it('may get a cell that runs at once', async () => {
    session = await NotebookSession.open('fresh cell.ipynb', 'a = 1');
    const edit = new vscode.WorkspaceEdit();
    edit.set(session.uri, [vscode.NotebookEdit.insertCells(1, [new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'b = 2', 'python')])]);
    await vscode.workspace.applyEdit(edit);
    await session.run(1);
    const [cells] = await recorded.withCells(1);
    assert.equal(cells![0]!.cellId, (session.notebook.cellAt(1).metadata as { id?: string }).id ?? null);
  });

  it('may have its outputs cleared while a cell runs', async () => {
    session = await NotebookSession.open('cleared.ipynb', 'import time\nprint("before", flush=True)\ntime.sleep(1)\nprint("after")');
    await session.start(0);
    await eventually(() => session!.outputOf(0).includes('before'));
    await vscode.commands.executeCommand('notebook.clearAllCellsOutputs');
    const [cells] = await recorded.withCells(1);
    assert.deepEqual([cells![0]!.status, cells![0]!.count], ['ok', 1]);
  });

  it('may have the cell that runs moved, and another deleted', async () => {
    session = await NotebookSession.open('moved.ipynb', 'import time\nprint("on", flush=True)\ntime.sleep(1)', 'x = 1', 'y = 2');
    await session.start(0);
    await eventually(() => session!.outputOf(0).includes('on'));
    await vscode.commands.executeCommand('notebook.cell.moveDown');
    const [cells] = await recorded.withCells(1);
    assert.deepEqual(cells!.map(({ status, index }) => [status, index]), [['ok', 0]]);
  });

  it('may be closed while a cell runs', async () => {
    session = await NotebookSession.open('closed running.ipynb', 'import time\nprint("on", flush=True)\ntime.sleep(60)');
    await session.start(0);
    await eventually(() => session!.outputOf(0).includes('on'));
    await session.close();
    session = undefined;
    const [cells] = await recorded.withCells(1);
    assert.equal(cells![0]!.status, 'interrupted');
  });

  it('may be renamed: its session goes on under the new name', async () => {
    session = await NotebookSession.open('old name.ipynb', 'a = 1');
    await session.run(0);
    const before = api.notebooks.sessionOf(session.uri);
    const to = vscode.Uri.file(join(workspaceFolder(), 'new name.ipynb'));
    await session.notebook.save();
    const edit = new vscode.WorkspaceEdit();
    edit.renameFile(session.uri, to);
    await vscode.workspace.applyEdit(edit);
    const notebook = await eventually(() => vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === to.toString()));
    session = await NotebookSession.of(notebook);
    await eventually(() => api.notebooks.sessionOf(to) !== undefined);
    assert.deepEqual(api.notebooks.sessionOf(to), before);
  });

  it('may never have been saved: its runs are in the first folder', async () => {
    const data = new vscode.NotebookData([new vscode.NotebookCellData(vscode.NotebookCellKind.Code, 'u = 1', 'python')]);
    const notebook = await vscode.workspace.openNotebookDocument('jupyter-notebook', data);
    await vscode.window.showNotebookDocument(notebook);
    session = await NotebookSession.of(notebook);
    await session.run(0);
    assert.deepEqual(await sources(1), ['u = 1']);
    assert.equal(api.notebooks.sessionOf(notebook.uri)?.storeDir, join(workspaceFolder(), '.trialbook'));
  });

  it('may load the client by hand: its kernel joins the session', async () => {
    const load = `import sys; sys.path.insert(0, ${JSON.stringify(clientFolder())})\n%load_ext trialbook`;
    session = await NotebookSession.open('by hand.ipynb', load, 'k = 1');
    await session.run(0, 1);
    const [cells] = await recorded.withCells(2);
    assert.deepEqual([cells![1]!.by, cells![1]!.names?.defined], ['both', ['k']]);
  });

  it('is asked about once, where runs are recorded, and keeps what ran before the answer', async () => {
    await settings().update('tracking', 'ask', vscode.ConfigurationTarget.Global);
    // Those of tests before may wait for an answer, too.
    await vscode.commands.executeCommand('notifications.clearAll');
    session = await NotebookSession.open('asked.ipynb', 'import sys  # trialbook', 'b = 2');
    await session.run(0);
    assert.equal(api.notebooks.isTracked(session.uri), false);
    await eventually(async () => {
      await vscode.commands.executeCommand('notification.acceptPrimaryAction');
      return api.notebooks.isTracked(session!.uri);
    });
    await session.run(1);
    assert.deepEqual(await sources(2), ['import sys  # trialbook', 'b = 2']);
  });

  it('is not asked about where nothing of Trialbook is', async () => {
    await settings().update('tracking', 'ask', vscode.ConfigurationTarget.Global);
    session = await NotebookSession.open('unasked.ipynb', 'b = 2');
    await session.run(0);
    await vscode.commands.executeCommand('notification.acceptPrimaryAction');
    assert.equal(api.notebooks.isTracked(session.uri), false);
    assert.ok(!existsSync(join(workspaceFolder(), '.trialbook')));
  });

  it('may print very much and rewrite a line without end', async () => {
    session = await NotebookSession.open(
      'large.ipynb',
      'line = "0123456789" * 10\nfor block in range(10): print("\\n".join([line] * 10_000))',
      'import sys, time\nfor step in range(300):\n    sys.stdout.write("\\r%d/300 [%s]" % (step + 1, "=" * 40)); sys.stdout.flush(); time.sleep(0.01)',
    );
    await session.run(0, 1);
    const [cells] = await recorded.withCells(2);
    const [large, bar] = await eventually(async () => {
      const outputs = await Promise.all(cells!.map(async (cell) => (await recorded.detail(cell)).outputs[0]));
      return outputs.every((output) => output !== undefined) && outputs;
    });
    assert.equal(large!.text!.length, 64 * 1024);
    assert.equal(large!.cut, 10 * 10_000 * 101 - 64 * 1024);
    assert.equal(bar!.text, `300/300 [${'='.repeat(40)}]`);
  });

  it('is recorded with the state of its files', async () => {
    session = await NotebookSession.open('files.ipynb', 'a = 1');
    const git = (...args: string[]) => execFileSync('git', ['-C', workspaceFolder(), '-c', 'user.name=a', '-c', 'user.email=a@b', ...args]);
    git('init', '--quiet');
    git('commit', '--quiet', '--allow-empty', '-m', 'begin');
    await session.run(0);
    await recorded.withCells(1);
    const { git: state } = await recorded.run(api.notebooks.sessionOf(session.uri)!.runId, ({ git }) => Boolean(git?.snapshot));
    rmSync(join(workspaceFolder(), '.git'), { recursive: true });
    assert.deepEqual([state!.dirty, state!.root], [true, workspaceFolder()]);
  });
});
