import { strict as assert } from 'node:assert';
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { stop } from '../../src/commands/stop_run';
import { storeFor } from '../../src/commands/store_for';
import type { RunDetail } from '../../src/core/run';
import type { TrialbookApi } from '../../src/extension';
import type { RunRef } from '../../src/host/open_store';
import { JournalBuilder } from '../builders/journal';
import { activated, clientFolder, ended, eventually, withoutStores, workspaceFolder, writeFile } from './extension_under_test';

const SCRIPT = `
import argparse
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.5)
args = parser.parse_args()
print("loss=%s" % (args.lr * 2))
`;

/** Logs, tells by a file that it has begun, and would run for long. */
const ENDLESS = `
import pathlib, time, trialbook
with trialbook.start_run(name="endless"):
    trialbook.log_metric("loss", 1)
    pathlib.Path("begun").touch()
    time.sleep(600)
`;

describe('running with tracking', function () {
  this.timeout(60_000);
  let api: TrialbookApi;

  before(async () => {
    api = await activated();
  });

  beforeEach(async () => {
    await eventually(() => vscode.tasks.taskExecutions.length === 0);
    await withoutStores(api);
  });

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const params = ({ params: all }: RunDetail) => Object.fromEntries(all.map(({ name, value }) => [name, value]));

  async function runFile(args: readonly string[] = []): Promise<RunDetail> {
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', writeFile('train.py', SCRIPT), { args });
    return ended(api, runId);
  }

  it('records a script that was never changed, with its arguments', async () => {
    const detail = await runFile(['--lr', '0.1']);
    assert.deepEqual([detail.row.status, params(detail)], ['FINISHED', { lr: '0.1' }]);
  });

  it('gives the script its arguments as they are', async () => {
    const odd = ['--note', 'two words', '', '*.py', '$HOME', '${userHome}', '"', "it's", 'ä'];
    const uri = writeFile('show.py', 'import json, sys, trialbook\ntrialbook.log_param("argv", json.dumps(sys.argv[1:]))\n');
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', uri, { args: odd });
    assert.deepEqual(JSON.parse(params(await ended(api, runId))['argv'] ?? ''), odd);
  });

  it('runs a file that imports from its own package as a module', async () => {
    writeFile('nets/__init__.py', '');
    writeFile('nets/config.py', 'LR = 0.1\n');
    const uri = writeFile('nets/train.py', 'from .config import LR\nimport trialbook\ntrialbook.log_param("lr", LR)\n');
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', uri);
    assert.deepEqual(params(await ended(api, runId)), { lr: '0.1' });
  });

  it('keeps the first run of a file that runs in its own folder in the workspace', async () => {
    const own = join(workspaceFolder(), 'own');
    writeFile('own/train.py', SCRIPT);
    assert.deepEqual(await storeFor(api.stores, own, workspaceFolder()), { TRIALBOOK_DIR: storeDir() });
  });

  it('keeps the run of a file from elsewhere where it is seen', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'trialbook-elsewhere-'));
    writeFileSync(join(elsewhere, 'train.py'), SCRIPT);
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', vscode.Uri.file(join(elsewhere, 'train.py')));
    const { row } = await ended(api, runId);
    rmSync(elsewhere, { recursive: true });
    assert.deepEqual([row.status, row.script], ['FINISHED', join(elsewhere, 'train.py')]);
  });

  it('remembers the arguments of a file', async () => {
    await runFile(['--lr', '0.2']);
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', writeFile('train.py', SCRIPT));
    assert.deepEqual(params(await ended(api, runId)), { lr: '0.2' });
  });

  it('runs what the editor shows, saved first', async () => {
    const uri = writeFile('unsaved.py', '');
    const editor = await vscode.window.showTextDocument(uri);
    await editor.edit((edit) => edit.insert(new vscode.Position(0, 0), 'import trialbook\ntrialbook.log_param("typed", "yes")\n'));
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile');
    assert.deepEqual(params(await ended(api, runId)), { typed: 'yes' });
  });

  it('runs the same again, and says what it repeats', async () => {
    const first = await runFile(['--lr', '0.1']);
    const runId = await vscode.commands.executeCommand<string>('trialbook.runAgain', { storeDir: storeDir(), runId: first.row.runId });
    const second = await ended(api, runId);
    assert.deepEqual([params(second), second.tags], [{ lr: '0.1' }, [{ key: 'trialbook.repeats', value: first.row.runId }]]);
  });

  it('runs the same again with another value, also of an option left at its default', async () => {
    const first = await runFile();
    const runId = await vscode.commands.executeCommand<string>('trialbook.runAgainChanged', { storeDir: storeDir(), runId: first.row.runId }, { lr: '0.3' });
    assert.deepEqual(params(await ended(api, runId)), { lr: '0.3' });
  });

  it('makes a sweep of several values', async () => {
    const first = await runFile(['--lr', '0.1']);
    const runId = await vscode.commands.executeCommand<string>('trialbook.runAgainChanged', { storeDir: storeDir(), runId: first.row.runId }, { lr: '1, 2' });
    const sweep = await ended(api, runId);
    assert.deepEqual([sweep.row.kind, sweep.children.map(({ name }) => name).sort()], ['sweep', ['lr=1', 'lr=2']]);
  });

  it('is a new run when the task is run again from its terminal', async () => {
    const first = await runFile(['--lr', '0.1']);
    await eventually(() => vscode.tasks.taskExecutions.length === 0);
    await vscode.commands.executeCommand('workbench.action.tasks.reRunTask');
    const second = await eventually(async () => {
      const rows = (await api.stores.byDir(storeDir())?.service.runs({ query: 'status = finished' }))?.rows ?? [];
      return rows.find(({ runId }) => runId !== first.row.runId);
    });
    assert.equal(second.command, first.row.command);
  });

  it('stops what it started, and it is recorded as stopped', async () => {
    const runId = await vscode.commands.executeCommand<string>('trialbook.runFile', writeFile('endless.py', ENDLESS));
    await eventually(() => existsSync(join(workspaceFolder(), 'begun')));
    await vscode.commands.executeCommand('trialbook.stop', { storeDir: storeDir(), runId });
    assert.equal((await ended(api, runId)).row.status, 'KILLED');
  });

  it('stops a process that was started elsewhere on this machine', async () => {
    const env = { ...process.env, PYTHONPATH: clientFolder(), TRIALBOOK_DIR: storeDir() };
    const child = spawn('python3', ['-c', ENDLESS], { cwd: workspaceFolder(), env, stdio: 'ignore' });
    const exited = new Promise((resolve) => child.once('exit', (_, signal) => resolve(signal)));
    const ref = await eventually(async () => {
      await api.stores.refresh();
      const rows = (await api.stores.byDir(storeDir())?.service.runs({}))?.rows ?? [];
      return rows.map(({ runId }): RunRef => ({ storeDir: storeDir(), runId }))[0];
    });
    await vscode.commands.executeCommand('trialbook.stop', ref);
    assert.equal(await exited, 'SIGTERM');
  });

  it('signals no process of another host', async () => {
    const { runId } = new JournalBuilder(storeDir(), { host: 'cluster-node-7', pid: process.pid, startMs: Date.now() });
    await api.stores.refresh();
    await api.stores.byDir(storeDir())?.service.sync();
    await assert.rejects(stop(api.tasks, api.stores, [{ storeDir: storeDir(), runId }]), /cluster-node-7/);
  });

  it('signals no process that may have taken over the number of the run\'s own', async () => {
    const { runId } = new JournalBuilder(storeDir(), { pid: process.pid, startMs: Date.now() });
    await api.stores.refresh();
    await api.stores.byDir(storeDir())?.service.sync();
    await assert.rejects(stop(api.tasks, api.stores, [{ storeDir: storeDir(), runId }]), /left alone|not running|ended/);
  });
});
