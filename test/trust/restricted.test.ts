import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { requireTrust } from '../../src/commands/run_file';
import { openRepository } from '../../src/git/open_repository';
import { CodeFiles } from '../../src/host/code_files';
import { JournalBuilder } from '../builders/journal';
import { CodeProject } from '../host/code_project';
import { activated, eventually, workspaceFolder, writeFile } from '../host/extension_under_test';

describe('a folder that nobody has trusted', function () {
  this.timeout(60_000);

  it('shows the runs that are there', async () => {
    const { stores, tree } = await activated();
    new JournalBuilder(join(workspaceFolder(), '.trialbook'), { name: 'from-elsewhere' }).end();
    const label = await eventually(async () => {
      await stores.refresh();
      const [group] = await tree.getChildren();
      const [run] = group ? await tree.getChildren(group) : [];
      return run && tree.getTreeItem(run).label;
    });
    assert.equal(label, 'from-elsewhere');
  });

  it('runs nothing', async () => {
    await activated();
    const started: string[] = [];
    const following = vscode.tasks.onDidStartTask(({ execution }) => started.push(execution.task.name));
    const answer = await vscode.commands.executeCommand('trialbook.runFile', writeFile('train.py', 'print(1)'), { args: [] });
    following.dispose();
    assert.deepEqual([answer, started], [undefined, []]);
  });

  it('reads no file of a commit, for which git would be run', async () => {
    const api = await activated();
    const project = new CodeProject(api).write({ 'train.py': 'print(1)\n' }).commit();
    const repository = await openRepository(project.root);
    const uri = CodeFiles.uri(repository!, project.git('rev-parse', 'HEAD'), 'train.py');
    await assert.rejects(async () => vscode.workspace.fs.stat(uri), { code: 'NoPermissions' });
    await project.close();
  });

  it('says why it runs nothing', () => {
    assert.throws(requireTrust, /Restricted Mode/);
  });
});
