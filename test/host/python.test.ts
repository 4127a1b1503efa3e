import { strict as assert } from 'node:assert';
import { chmodSync } from 'node:fs';
import * as vscode from 'vscode';
import { PythonInterpreters } from '../../src/host/python';
import { activated, writeFile } from './extension_under_test';

describe('the Python that files are run with', function () {
  this.timeout(60_000);
  let python: PythonInterpreters;
  let log: vscode.LogOutputChannel;

  before(async () => {
    await activated();
    log = vscode.window.createOutputChannel('test', { log: true });
    python = new PythonInterpreters(log);
  });

  afterEach(() => configure(undefined));
  after(() => log.dispose());

  const configure = (path: string | undefined) => vscode.workspace.getConfiguration('trialbook').update('python.interpreter', path, vscode.ConfigurationTarget.Workspace);
  const file = () => writeFile('any.py', '');

  /** A program that answers as a Python of this version would. */
  function programOfVersion(version: string): string {
    const { fsPath } = writeFile(`python-${version}`, `#!/bin/sh\necho ${version}\n`);
    chmodSync(fsPath, 0o755);
    return fsPath;
  }

  it('is one that is installed, where nobody chose one', async () => {
    assert.match((await python.find(file())).version, /^3\.\d+\.\d+$/);
  });

  it('is the one in the setting, which may be relative to the folder', async () => {
    const path = programOfVersion('3.12.1');
    await configure('${workspaceFolder}/python-3.12.1');
    assert.deepEqual(await python.find(file()), { path, version: '3.12.1' });
  });

  it('is refused when it is too old, saying where to choose another', async () => {
    await configure(programOfVersion('3.8.18'));
    await assert.rejects(python.find(file()), /3\.8\.18.*3\.9 or newer.*trialbook\.python\.interpreter/);
  });

  it('is never another than the one that was chosen', async () => {
    await configure('/nowhere/python');
    await assert.rejects(python.find(file()), /No Python was found/);
  });
});
