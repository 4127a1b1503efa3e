import { strict as assert } from 'node:assert';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { activated, eventually, workspaceFolder } from './extension_under_test';

describe('a terminal of VS Code', function () {
  this.timeout(60_000);

  before(activated);

  afterEach(() => vscode.window.terminals.forEach((terminal) => terminal.dispose()));

  /** What a command prints in a new terminal of the person's default shell. */
  async function printed(command: string): Promise<string> {
    const file = join(workspaceFolder(), 'printed.txt');
    rmSync(file, { force: true });
    const terminal = vscode.window.createTerminal('test');
    terminal.sendText(`(${command}) > ${file}.part; mv ${file}.part ${file}`);
    return eventually(() => existsSync(file) && readFileSync(file, 'utf8').trim());
  }

  it('imports the client without anything installed', async () => {
    // The very first terminal of a folder may be faster than the extension.
    const found = await eventually(() => printed(`python3 -c 'import trialbook; print("imported", trialbook.__name__)'`));
    assert.equal(found, 'imported trialbook');
  });

  it('does not put the current folder on the path of Python', async () => {
    const path = await printed(`python3 -c 'import sys, os; print([p for p in sys.path if p in (".", os.getcwd())] or "no")'`);
    // With -c, Python itself begins the path with an empty entry, which is not the folder's own.
    assert.equal(path, 'no');
  });

  it('is left as it is where the setting says so', async () => {
    const setting = vscode.workspace.getConfiguration('trialbook');
    await setting.update('terminal.enabled', false, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => (await printed('command -v trialbook || echo none')) === 'none');
    await setting.update('terminal.enabled', undefined, vscode.ConfigurationTarget.Workspace);
    await eventually(async () => (await printed('command -v trialbook || echo none')) !== 'none');
  });

  it('has the command trialbook, on the editor\'s own Node', async () => {
    assert.match(await printed('trialbook --version'), /\d+\.\d+\.\d+/);
  });
});
