import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { JournalBuilder } from '../builders/journal';
import { activated, ended, withoutStores, workspaceFolder, writeFile } from './extension_under_test';

describe('first steps', function () {
  this.timeout(60_000);
  let api: TrialbookApi;

  beforeEach(async () => {
    api = await activated();
    await withoutStores(api);
  });

  const example = () => join(workspaceFolder(), 'spirals.py');

  it('put the example into the folder and open it, and it runs as it is', async () => {
    await vscode.commands.executeCommand('trialbook.openExample');
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, example());
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', vscode.Uri.file(example()), { args: ['--epochs', '2'] });
    const { row, metrics } = await ended(api, runId);
    assert.deepEqual([row.status, row.experiment, metrics.find(({ key }) => key === 'val_acc')?.count], ['FINISHED', 'spirals', 2]);
  });

  it('leave an example that was changed as it is', async () => {
    writeFile('spirals.py', '# mine');
    await vscode.commands.executeCommand('trialbook.openExample');
    assert.equal(readFileSync(example(), 'utf8'), '# mine');
  });

  it('copy a line that records a run', async () => {
    await vscode.commands.executeCommand('trialbook.copyFirstLine');
    assert.match(await vscode.env.clipboard.readText(), /^import trialbook; trialbook\.log_metric/);
  });
});

describe('installing the client', function () {
  this.timeout(120_000);

  it('puts it into the environment of the folder, without a network', async () => {
    await activated();
    const environment = join(workspaceFolder(), '.venv');
    const python = join(environment, 'bin', 'python');
    const run = promisify(execFile);
    await run('python3', ['-m', 'venv', environment]);
    const ended = new Promise<number | undefined>((resolve) => {
      const following = vscode.tasks.onDidEndTaskProcess(({ exitCode }) => {
        following.dispose();
        resolve(exitCode);
      });
    });
    await vscode.commands.executeCommand('trialbook.installClient');
    assert.equal(await ended, 0);
    const { stdout } = await run(python, ['-I', '-c', 'import trialbook; print(trialbook.__file__)']);
    assert.ok(stdout.startsWith(environment), stdout);
    rmSync(environment, { recursive: true });
  });
});

describe('a run\'s script', () => {
  it('is opened', async () => {
    const api = await activated();
    const script = writeFile('opened.py', '# here');
    const storeDir = join(workspaceFolder(), '.trialbook');
    const { runId } = new JournalBuilder(storeDir, { name: 'opened' }).record('command', { argv: ['opened.py'], cwd: workspaceFolder(), script: script.fsPath }).end();
    await api.stores.refresh();
    await api.stores.byDir(storeDir)?.service.sync();
    await vscode.commands.executeCommand('trialbook.revealScript', { storeDir, runId });
    assert.equal(vscode.window.activeTextEditor?.document.getText(), '# here');
  });
});
