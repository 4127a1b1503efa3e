import { strict as assert } from 'node:assert';
import { chmodSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
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
  function programOfVersion(version: string, name = `python-${version}`): string {
    const { fsPath } = writeFile(name, `#!/bin/sh\necho ${version}\n`);
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

  it('is the one in the environment that the setting names, also when it is named from the folder on', async () => {
    const path = programOfVersion('3.12.2', 'envs/one/bin/python');
    await configure('envs/one');
    assert.deepEqual(await python.find(file()), { path, version: '3.12.2' });
  });

  it('is the one in the environment nearest to the file, where nobody chose one', async () => {
    const path = programOfVersion('3.12.3', 'part/.venv/bin/python');
    assert.deepEqual(await python.find(writeFile('part/inner/any.py', '')), { path, version: '3.12.3' });
  });

  it('is no other than that of the nearest environment, though its Python was removed', async () => {
    const { fsPath } = writeFile('gone/.venv/bin/python3', '');
    symlinkSync('/nowhere/python', join(dirname(fsPath), 'python'));
    await assert.rejects(python.find(writeFile('gone/any.py', '')), /gone\/\.venv\/bin\/python is no Python/);
  });

  it('is refused when it is too old, saying where to choose another', async () => {
    await configure(programOfVersion('3.8.18'));
    await assert.rejects(python.find(file()), /3\.8\.18.*3\.9 or newer.*trialbook\.python\.interpreter/);
  });

  it('is refused when it is Python 2, which does not know our flags', async () => {
    const { fsPath } = writeFile('python2', '#!/bin/sh\ncase "$*" in *-I*) exit 2;; esac\necho 2.7.18\n');
    chmodSync(fsPath, 0o755);
    await configure(fsPath);
    await assert.rejects(python.find(file()), /2\.7\.18.*3\.9 or newer/);
  });

  it('is never another than the one that was chosen', async () => {
    await configure('C:\\Python312\\python.exe');
    await assert.rejects(python.find(file()), /C:\\Python312\\python\.exe is no Python that can be started\. Name one in the setting/);
  });
});
