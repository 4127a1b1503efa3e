import { strict as assert } from 'node:assert';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { RunRef } from '../../src/host/open_store';
import type { CodeNode } from '../../src/views/code/code_node';
import { CodeProject } from './code_project';
import { activated, eventually } from './extension_under_test';

describe('the code of a run, opened', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let project: CodeProject;
  let run: RunRef;

  before(async () => {
    api = await activated();
    project = new CodeProject(api);
    project.write({ 'train.py': 'print("loss=1")\n', 'old.py': 'GONE = 1\n', 'lib/model.py': 'DEPTH = 3\n', '.gitignore': '.trialbook\n' }).commit();
    project.git('rm', '-q', 'old.py');
    project.write({ 'lib/model.py': 'DEPTH = 4\n', '.env': 'TOKEN=x\n' });
    run = await project.run('first');
    project.write({ 'lib/model.py': 'DEPTH = 5\n' });
    await vscode.commands.executeCommand('trialbook.openCode', run);
  });

  after(async () => {
    await vscode.commands.executeCommand('trialbook.closeCode');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await project.close();
  });

  const tree = () => api.codeView.tree;
  const names = (nodes: readonly CodeNode[]) => nodes.map((node) => (node.kind === 'leftOutFolder' ? node.kind : node.kind === 'leftOutFile' ? node.file.path : node.path));

  /** The node, as soon as it is there with its mark. */
  async function node(path: string, parent?: CodeNode, change?: string): Promise<CodeNode> {
    return eventually(() => tree().getChildren(parent).find((one) => one.kind !== 'leftOutFolder' && one.kind !== 'leftOutFile' && one.path === path && (one.kind === 'codeFolder' || one.change?.kind === change)));
  }

  it('lists folders, files, what was deleted, and last what was not kept', async () => {
    await node('old.py', undefined, 'deleted');
    assert.deepEqual(names(tree().getChildren()), ['lib', '.gitignore', 'old.py', 'train.py', 'leftOutFolder']);
  });

  it('says why a file was not kept', () => {
    const folder = tree().getChildren().at(-1);
    const items = tree().getChildren(folder).map((one) => tree().getTreeItem(one));
    assert.deepEqual(items.map(({ label, description }) => [label, description]), [['.env', 'may hold a secret, 8 B']]);
  });

  it('opens a file as the run used it, to be read only', async () => {
    const item = tree().getTreeItem(await node('lib/model.py', await node('lib'), 'modified'));
    await vscode.commands.executeCommand(item.command!.command, ...((item.command!.arguments ?? []) as unknown[]));
    const document = await eventually(() => vscode.window.activeTextEditor?.document);
    assert.equal(document.getText(), 'DEPTH = 4\n');
    assert.equal(vscode.workspace.fs.isWritableFileSystem(document.uri.scheme), false);
  });

  it('does not run the file of now in the place of one that is read here', async () => {
    const item = tree().getTreeItem(await node('lib/model.py', await node('lib'), 'modified'));
    const { path } = (item.command!.arguments as [vscode.Uri])[0];
    const started: string[] = [];
    const following = vscode.tasks.onDidStartTask(({ execution }) => started.push(execution.task.name));
    const runId = await vscode.commands.executeCommand('trialbook.runFile', (item.command!.arguments as [vscode.Uri])[0]);
    following.dispose();
    assert.deepEqual([path.endsWith('/lib/model.py'), runId, started], [true, undefined, []]);
  });

  it('puts a file beside the one of now', async () => {
    await vscode.commands.executeCommand('trialbook.compareFileWithNow', await node('lib/model.py', await node('lib'), 'modified'));
    const input = await eventually(() => {
      const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return shown instanceof vscode.TabInputTextDiff && shown;
    });
    const texts = await Promise.all([input.original, input.modified].map(async (uri) => (await vscode.workspace.openTextDocument(uri)).getText()));
    assert.deepEqual(texts, ['DEPTH = 4\n', 'DEPTH = 5\n']);
  });

  it('is empty once it is closed', async () => {
    await vscode.commands.executeCommand('trialbook.closeCode');
    assert.deepEqual(tree().getChildren(), []);
  });
});
