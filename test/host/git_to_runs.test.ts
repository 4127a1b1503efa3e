import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { ExplorerNode } from '../../src/views/explorer/node';
import { JournalBuilder } from '../builders/journal';
import { activated, eventually, withoutStores, workspaceFolder, writeFile } from './extension_under_test';

describe('from git to runs', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let script: vscode.Uri;

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const git = (...args: string[]) => execFileSync('git', args, { cwd: workspaceFolder(), encoding: 'utf8' }).trim();
  const source = (lr: string) => `import os\n\nlr = ${lr}\n\nif __name__ == "__main__":\n    print(lr)\n`;

  /** Commits the script with this value. */
  function commit(lr: string): string {
    script = writeFile('train.py', source(lr));
    git('add', 'train.py');
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', 'commit', '-q', '-m', `Rate ${lr}`);
    return git('rev-parse', 'HEAD');
  }

  /** A finished run of the script as it was in a commit; each started later than the one before. */
  function run(name: string, id: string, value: number, startMs: number): JournalBuilder {
    return new JournalBuilder(storeDir(), { name, startMs })
      .record('command', { argv: ['train.py'], cwd: workspaceFolder(), script: script.fsPath })
      .record('git', { root: workspaceFolder(), commit: id, branch: 'main', dirty: false, subject: git('log', '-1', '--format=%s', id), snapshot: id })
      .record('file', { path: 'data/digits.csv', mode: 'read', size: 1, mtime_ms: 1 })
      .metrics({ val_acc: value })
      .end();
  }

  async function synced(): Promise<void> {
    await api.stores.refresh();
    await api.stores.byDir(storeDir())?.service.sync();
  }

  async function lenses(): Promise<vscode.CodeLens[]> {
    return vscode.commands.executeCommand('vscode.executeCodeLensProvider', script, 10);
  }

  async function titles(): Promise<string> {
    return (await lenses()).flatMap(({ command }) => command?.title ?? []).join(' · ');
  }

  /** What is told on a line, as text. */
  async function hover(line: number): Promise<string> {
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', script, new vscode.Position(line, 0));
    const text = hovers.flatMap(({ contents }) => contents.map((content) => (content as vscode.MarkdownString).value)).join('\n');
    return text.replace(/&#(\d+);/g, (_, code: string) => String.fromCodePoint(Number(code))).replace(/\]\([^)]*\)/g, ']');
  }

  /** The explorer's groups and runs, in lines. */
  async function outline(): Promise<string[]> {
    const label = (node: ExplorerNode) => api.tree.getTreeItem(node).label as string;
    const lines: string[] = [];
    for (const group of await api.tree.getChildren()) {
      lines.push(label(group));
      for (const node of await api.tree.getChildren(group)) lines.push(`  ${label(node)}`);
    }
    return lines;
  }

  before(async () => {
    api = await activated();
  });

  beforeEach(async () => {
    await withoutStores(api);
    git('init', '-q', '-b', 'main');
    await vscode.commands.executeCommand('trialbook.clearFilter');
    await vscode.commands.executeCommand('trialbook.group', 'experiment');
  });

  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    for (const path of ['.git', 'train.py']) rmSync(join(workspaceFolder(), path), { recursive: true, force: true });
  });

  after(async () => {
    await vscode.commands.executeCommand('trialbook.clearFilter');
    await vscode.commands.executeCommand('trialbook.group', 'experiment');
  });

  it('groups runs by the commit they began from', async () => {
    const [first, second] = [commit('0.1'), commit('0.01')];
    run('a', first, 0.9, 1e12);
    run('b', second, 0.95, 1e12 + 1000);
    run('c', first, 0.8, 1e12 + 2000);
    await synced();
    await vscode.commands.executeCommand('trialbook.group', 'commit');
    assert.deepEqual(await outline(), [`${first.slice(0, 7)} Rate 0.1`, '  c', '  a', `${second.slice(0, 7)} Rate 0.01`, '  b']);
  });

  it("shows the runs of a run's commit", async () => {
    const [first, second] = [commit('0.1'), commit('0.01')];
    const { runId } = run('a', first, 0.9, 1e12);
    run('b', second, 0.95, 1e12 + 1000);
    run('c', first, 0.8, 1e12 + 2000);
    await synced();
    await vscode.commands.executeCommand('trialbook.runsOfCommit', { storeDir: storeDir(), runId });
    assert.deepEqual(await outline(), ['Default', '  c', '  a']);
    assert.equal(api.view.message, `Filter: commit = ${first.slice(0, 12)}`);
  });

  it('shows the runs that used a script, or a data file, and leaves the filter where none did', async () => {
    const id = commit('0.1');
    run('a', id, 0.9, 1e12);
    new JournalBuilder(storeDir(), { name: 'other' }).end();
    await synced();
    await vscode.commands.executeCommand('trialbook.runsOfFile', script);
    assert.equal(api.view.message, 'Filter: file = "train.py"');
    assert.deepEqual(await outline(), ['Default', '  a']);
    await vscode.commands.executeCommand('trialbook.runsOfFile', vscode.Uri.file(join(workspaceFolder(), 'data', 'digits.csv')));
    assert.equal(api.view.message, 'Filter: file = "data/digits.csv"');
    await vscode.commands.executeCommand('trialbook.runsOfFile', vscode.Uri.file(join(workspaceFolder(), 'unused.csv')));
    assert.equal(api.view.message, 'Filter: file = "data/digits.csv"');
  });

  it("has the best run above a script's entry, and a newer best as soon as there is one", async () => {
    const id = commit('0.1');
    run('calm-heron', id, 0.981, 1e12);
    await synced();
    await vscode.window.showTextDocument(script);
    await eventually(async () => (await titles()) === '▲ best val_acc 0.981 calm-heron · 1 run');
    assert.equal((await lenses())[0]?.range.start.line, 4);
    run('brave-otter', id, 0.99, 1e12 + 1000);
    await eventually(async () => (await titles()) === '▲ best val_acc 0.99 brave-otter · 2 runs · compare');
  });

  it('has nothing above a script that never ran, or where it is switched off', async () => {
    const id = commit('0.1');
    await vscode.window.showTextDocument(script);
    assert.equal(await titles(), '');
    run('calm-heron', id, 0.981, 1e12);
    await synced();
    await eventually(async () => (await titles()) !== '');
    const configuration = vscode.workspace.getConfiguration('trialbook');
    await configuration.update('codeLens.enabled', false, vscode.ConfigurationTarget.Global);
    await eventually(async () => (await titles()) === '');
    await configuration.update('codeLens.enabled', undefined, vscode.ConfigurationTarget.Global);
  });

  it('opens the best run with a click', async () => {
    run('calm-heron', commit('0.1'), 0.981, 1e12);
    await synced();
    await vscode.window.showTextDocument(script);
    const command = await eventually(async () => (await lenses())[0]?.command);
    await vscode.commands.executeCommand(command.command, ...((command.arguments ?? []) as unknown[]));
    await eventually(() => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).some(({ label }) => label.includes('calm-heron')));
  });

  it('tells on a changed line what it was, and what became of the metric', async () => {
    const [first, second] = [commit('0.1'), commit('0.01')];
    run('brave-otter', first, 0.93, 1e12);
    run('calm-heron', second, 0.95, 1e12 + 1000);
    await synced();
    await vscode.window.showTextDocument(script);
    assert.equal(await hover(2), '`0.1 → 0.01` since [brave-otter]: val_acc 0.93 → 0.95 ([calm-heron])');
    assert.equal(await hover(0), '');
  });

  it('tells on a line that is not saved yet that it was not run since', async () => {
    run('brave-otter', commit('0.1'), 0.93, 1e12);
    await synced();
    const editor = await vscode.window.showTextDocument(script);
    await editor.edit((edit) => edit.replace(editor.document.lineAt(2).range, 'lr = 0.5'));
    assert.equal(await hover(2), '`0.1 → 0.5` since [brave-otter]: val_acc 0.93\n\nNot run yet since the change.');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });
});
