import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunRef } from '../../src/host/open_store';
import { CodeProject } from './code_project';
import { activated, eventually, workspaceFolder } from './extension_under_test';

describe('the way back to the code of a run', function () {
  this.timeout(60_000);
  const beside = join(workspaceFolder(), 'beside');
  let project: CodeProject;
  let run: RunRef;

  beforeEach(async () => {
    project = new CodeProject(await activated());
    project.write({ 'train.py': 'print("loss=1")\n', 'lib/model.py': 'DEPTH = 3\n', '.gitignore': '.trialbook\n' }).commit();
    project.git('config', 'user.name', 'Ada');
    project.git('config', 'user.email', 'ada@example.org');
    project.write({ 'lib/model.py': 'DEPTH = 4\n', 'notes.txt': 'new\n' });
    run = await project.run('first', ['train.py', '--lr', '0.1']);
    project.write({ 'lib/model.py': 'DEPTH = 5\n' });
    rmSync(join(project.root, 'notes.txt'));
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('notifications.clearAll');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await project.close();
    rmSync(beside, { recursive: true, force: true });
  });

  const head = () => project.git('rev-parse', 'HEAD', 'main');

  it('restores beside, as uncommitted as it was, and touches nothing here', async () => {
    const before = [head(), project.git('status', '--porcelain')];
    const folder = await vscode.commands.executeCommand<string>('trialbook.restoreBeside', run, { folder: beside, branch: 'again' });
    assert.deepEqual([readFileSync(join(folder, 'lib/model.py'), 'utf8'), readFileSync(join(folder, 'notes.txt'), 'utf8')], ['DEPTH = 4\n', 'new\n']);
    assert.deepEqual([head(), project.git('status', '--porcelain')], before);
  });

  it('chooses a branch that is free', async () => {
    project.git('branch', 'trialbook/first');
    await vscode.commands.executeCommand('trialbook.restoreBeside', run, { folder: beside });
    assert.match(project.git('branch', '--list'), /trialbook\/first-2/);
  });

  it('restores chosen files here, and undoes it', async () => {
    const changed = await vscode.commands.executeCommand<string[]>('trialbook.restoreFiles', run, { paths: ['lib/model.py', 'notes.txt'], confirmed: true });
    assert.deepEqual([[...changed].sort(), project.read('lib/model.py'), project.read('notes.txt')], [['lib/model.py', 'notes.txt'], 'DEPTH = 4\n', 'new\n']);
    await vscode.commands.executeCommand('trialbook.undoRestore');
    assert.deepEqual([project.read('lib/model.py'), existsSync(join(project.root, 'notes.txt'))], ['DEPTH = 5\n', false]);
  });

  it('keeps what was only in an editor', async () => {
    const editor = await vscode.window.showTextDocument(vscode.Uri.file(join(project.root, 'lib/model.py')));
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), '# typed\n'));
    await vscode.commands.executeCommand('trialbook.restoreFiles', run, { paths: ['lib/model.py'], confirmed: true });
    assert.equal(project.read('lib/model.py'), 'DEPTH = 4\n');
    await vscode.commands.executeCommand('trialbook.undoRestore');
    assert.equal(project.read('lib/model.py'), '# typed\nDEPTH = 5\n');
  });

  it('restores only what is chosen', async () => {
    const asked = vscode.commands.executeCommand<string[] | undefined>('trialbook.restoreFiles', run);
    let done = false;
    void asked.then(() => (done = true));
    await eventually(async () => {
      await vscode.commands.executeCommand('workbench.action.acceptSelectedQuickOpenItem');
      return done;
    });
    assert.deepEqual([await asked, project.read('lib/model.py')], [undefined, 'DEPTH = 5\n']);
  });

  it('makes an ordinary branch, with the metrics in its message, and moves nothing', async () => {
    const before = [head(), project.git('status', '--porcelain')];
    const commit = await vscode.commands.executeCommand<string>('trialbook.commitCode', run, { branch: 'kept' });
    assert.equal(project.git('rev-parse', 'kept'), commit);
    assert.equal(project.git('show', 'kept:lib/model.py'), 'DEPTH = 4');
    const message = project.git('show', '-s', '--format=%B', 'kept');
    assert.match(message, new RegExp(`^first: loss 1\\n\\nMetrics:\\n {2}loss 1\\n[^]*Trialbook-Run: ${run.runId}$`));
    assert.deepEqual([head(), project.git('status', '--porcelain')], before);
  });
});
