import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { RunRef } from '../../src/host/open_store';
import { CodeProject } from './code_project';
import { activated, eventually } from './extension_under_test';

const NOTEBOOK = (source: string) => JSON.stringify({ cells: [{ cell_type: 'code', id: 'a', execution_count: null, metadata: {}, outputs: [], source: [source] }], metadata: {}, nbformat: 4, nbformat_minor: 5 });

describe('the code of runs, compared', function () {
  this.timeout(60_000);
  let project: CodeProject;
  let first: RunRef;
  let second: RunRef;

  before(async () => {
    project = new CodeProject(await activated());
    project.write({ 'train.py': 'def train():\n    print("loss=1")\n\ntrain()\n', 'model.py': 'DEPTH = 3\n', 'explore.ipynb': NOTEBOOK('1'), '.gitignore': '.trialbook\n' }).commit();
    first = await project.run('first');
    project.write({ 'train.py': 'def train():\n    print("loss=2")\n\ntrain()\n', 'notes.txt': 'new\n', 'explore.ipynb': NOTEBOOK('2') });
    second = await project.run('second');
    project.write({ 'model.py': 'DEPTH = 4\n' });
  });

  after(() => project.close());
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  const tab = () => vscode.window.tabGroups.activeTabGroup.activeTab;
  const sides = (input: unknown) =>
    input instanceof vscode.TabInputTextDiff || input instanceof vscode.TabInputNotebookDiff ? [input.original, input.modified] : undefined;
  const contents = (uris: readonly vscode.Uri[]) => Promise.all(uris.map(async (uri) => Buffer.from(await vscode.workspace.fs.readFile(uri)).toString()));

  it('shows one file of two runs, the older on the left whichever was named first', async () => {
    await vscode.commands.executeCommand('trialbook.compareCode', [second, first], { path: 'train.py' });
    const shown = await eventually(() => sides(tab()?.input));
    assert.deepEqual((await contents(shown)).map((text) => /loss=\d/.exec(text)?.[0]), ['loss=1', 'loss=2']);
    assert.equal(tab()?.label, 'train.py (first ↔ second)');
  });

  it('shows a notebook as notebooks', async () => {
    await vscode.commands.executeCommand('trialbook.compareCode', [first, second], { path: 'explore.ipynb' });
    const input = await eventually(() => tab()?.input);
    assert.ok(input instanceof vscode.TabInputNotebookDiff);
  });

  it('offers every file that differs, and all of them but notebooks together', async () => {
    const asked = vscode.commands.executeCommand('trialbook.compareCode', [first, second]);
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return tab() !== undefined;
    });
    await asked;
    assert.equal(tab()?.label, 'first ↔ second (2 files)');
  });

  it('shows now as the very files, so that they can be edited', async () => {
    await vscode.commands.executeCommand('trialbook.compareCodeWithNow', second, { path: 'model.py' });
    const [left, right] = await eventually(() => sides(tab()?.input));
    assert.deepEqual([left?.scheme, right?.scheme], ['trialbook-code', 'file']);
    assert.deepEqual(await contents([left!, right!]), ['DEPTH = 3\n', 'DEPTH = 4\n']);
  });

  it('shows what was uncommitted', async () => {
    await vscode.commands.executeCommand('trialbook.compareCodeWithCommit', second, { all: true });
    assert.match((await eventually(() => tab()?.label)) || '', /^main@[0-9a-f]{7} ↔ second \(2 files\)$/);
  });

  it('opens nothing where the code is the same', async () => {
    await vscode.commands.executeCommand('trialbook.compareCodeWithCommit', first);
    assert.equal(tab(), undefined);
  });

  it('leaves no object of now in the repository', async () => {
    const before = project.git('count-objects', '-v');
    await vscode.commands.executeCommand('trialbook.compareCodeWithNow', second, { all: true });
    await eventually(() => tab());
    assert.equal(project.git('count-objects', '-v'), before);
  });
});
