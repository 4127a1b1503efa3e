import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { activated, clientFolder, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { NotebookSession, testKernels } from './notebook_session';

describe('how a number of a notebook was made', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let session: NotebookSession;
  let made: vscode.NotebookDocument;

  before(async () => {
    api = await activated();
    await withoutStores(api);
    (await testKernels()).test.launch = { prefix: [], env: { PYTHONPATH: clientFolder(), TRIALBOOK_DIR: join(workspaceFolder(), '.trialbook') } };
    // Run out of order, with a cell edited in between and one that has nothing to do with it.
    session = await NotebookSession.open('a number.ipynb', '%load_ext trialbook', 'rows = [1, 2, 3]', 'noise = 5', 'import trialbook\ntotal = sum(rows) + extra\ntrialbook.log_metric("total", total)\nprint(total)', 'extra = 10');
    await session.run(0, 1, 2, 4);
    await session.edit(4, 'extra = 100');
    await session.run(4, 3);
    await session.edit(1, 'rows = []');
    await eventually(async () => {
      await api.stores.refresh();
      return (await api.marks.latest(session.notebook))?.rows.some(({ metrics }) => metrics.length > 0);
    });
    await vscode.commands.executeCommand('trialbook.howMade', session.notebook.cellAt(3));
    made = await eventually(() => vscode.window.activeNotebookEditor?.notebook.uri.scheme === 'trialbook-made' && vscode.window.activeNotebookEditor.notebook);
  });

  after(async () => {
    (await testKernels()).test.launch = { prefix: [], env: {} };
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await session.close();
  });

  const code = () => made.getCells().filter(({ kind }) => kind === vscode.NotebookCellKind.Code);

  it('is shown as a notebook of what led to it, as it was then', () => {
    const sources = code().map(({ document }) => document.getText());
    assert.ok(sources.includes('rows = [1, 2, 3]') && sources.includes('extra = 100'));
    assert.ok(!sources.some((source) => source === 'noise = 5' || source === 'extra = 10' || source === 'rows = []'));
    assert.match(made.cellAt(0).document.getText(), /^# How `total` = 106 /);
  });

  it('cannot be written', async () => {
    assert.equal(vscode.workspace.fs.isWritableFileSystem('trialbook-made'), false);
    await assert.rejects(Promise.resolve(vscode.workspace.fs.writeFile(made.uri, new Uint8Array())));
  });

  it('is there again for who has only its address, as after a reload', async () => {
    const again = await vscode.workspace.openNotebookDocument(made.uri.with({ path: '/again.ipynb' }));
    assert.deepEqual(again.getCells().map(({ document }) => document.getText()), made.getCells().map(({ document }) => document.getText()));
  });

  it('runs from the top in the editor, and gives the number', async () => {
    const rerun = await NotebookSession.of(made);
    await rerun.run(...code().map(({ index }) => index));
    assert.equal(rerun.outputOf(code().at(-1)!.index), '106\n');
  });
});
