import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { RunRef } from '../../src/host/open_store';
import { CodeProject } from './code_project';
import { activated, ended, eventually, workspaceFolder } from './extension_under_test';

/** Its metric depends on its code, a module, an argument, and a file that git does not keep. */
const TRAIN = `
import argparse
from lib.model import DEPTH
parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.5)
args = parser.parse_args()
rows = len(open("data/rows.csv").read().splitlines())
print("loss=%s" % (args.lr * DEPTH * rows))
`;

describe('running again exactly', function () {
  this.timeout(90_000);
  const beside = join(workspaceFolder(), 'again');
  const movedRoot = join(workspaceFolder(), 'moved');
  let api: TrialbookApi;
  let project: CodeProject;
  let run: RunRef;

  beforeEach(async () => {
    api = await activated();
    await eventually(() => vscode.tasks.taskExecutions.length === 0);
    project = new CodeProject(api);
    project.write({ 'train.py': TRAIN, 'lib/model.py': 'DEPTH = 3\n', '.gitignore': '.trialbook\ndata/\n' }).commit();
    project.write({ 'lib/model.py': 'DEPTH = 4\n', 'data/rows.csv': '1\n2\n' });
    run = await project.run('first', ['train.py', '--lr', '0.1']);
    project.write({ 'lib/model.py': 'DEPTH = 5\n' });
  });

  afterEach(async () => {
    await eventually(() => vscode.tasks.taskExecutions.length === 0);
    await vscode.commands.executeCommand('notifications.clearAll');
    for (const folder of [beside, movedRoot]) rmSync(folder, { recursive: true, force: true });
    await project.close();
  });

  const again = (how: 'run' | 'fresh') => vscode.commands.executeCommand<string>('trialbook.runAgainExactly', run, { how, folder: beside, branch: 'again' });
  const tagOf = (runId: string, key: string) =>
    eventually(async () => (await (await project.store()).service.detail(runId).catch(() => undefined))?.tags.find((tag) => tag.key === key)?.value);

  it('runs the code of then with the data of then, and says that the metrics are the same', async () => {
    const runId = await again('run');
    const detail = await ended(api, runId);
    assert.deepEqual([detail.row.status, detail.metrics.map(({ key, last }) => [key, last])], ['FINISHED', [['loss', 0.8]]]);
    assert.equal(await tagOf(runId, 'trialbook.verdict'), 'same metrics as first');
    assert.equal(await tagOf(runId, 'trialbook.repeats'), run.runId);
  });

  it('is recorded beside the run, with the very snapshot', async () => {
    const { service } = await project.store();
    const runId = await again('run');
    await ended(api, runId);
    // A program may end before its snapshot is recorded.
    const snapshot = await eventually(async () => (await service.detail(runId)).git?.snapshot ?? undefined);
    assert.deepEqual([snapshot, existsSync(join(beside, '.trialbook'))], [(await service.detail(run.runId)).git?.snapshot, false]);
  });

  it('says which metrics differ where the data is another', async () => {
    project.write({ 'data/rows.csv': '1\n2\n3\n' });
    assert.match(await tagOf(await again('run'), 'trialbook.verdict'), /^the metric differs from first: loss 0\.8 → 1\.2$/);
  });

  it('finds the data where the folder was moved', async () => {
    await vscode.workspace.fs.rename(vscode.Uri.file(project.root), vscode.Uri.file(movedRoot));
    await eventually(async () => {
      await api.stores.refresh();
      return api.stores.byDir(join(movedRoot, '.trialbook'));
    });
    run = { storeDir: join(movedRoot, '.trialbook'), runId: run.runId };
    const detail = await ended(api, await again('run'));
    assert.deepEqual([detail.row.status, detail.metrics.map(({ last }) => last)], ['FINISHED', [0.8]]);
  });

  it('leaves the files here as they are', async () => {
    const before = project.git('status', '--porcelain');
    await ended(api, await again('run'));
    assert.deepEqual([project.git('status', '--porcelain'), project.read('lib/model.py'), project.read('data/rows.csv')], [before, 'DEPTH = 5\n', '1\n2\n']);
  });

  it('takes packages that are developed in the folder from the restored code', async () => {
    const python = join(project.root, '.venv', 'bin', 'python');
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(project.root, '.venv')]);
    const site = execFileSync(python, ['-c', 'import site; print(site.getsitepackages()[0])'], { encoding: 'utf8' }).trim();
    project.write({ '.gitignore': '.trialbook\ndata/\n.venv/\n', 'src/net.py': 'DEPTH = 7\n', 'train.py': 'from net import DEPTH\nprint("loss=%d" % DEPTH)\n' });
    execFileSync('sh', ['-c', 'echo "$1/src" > "$2/net.pth"', '-', project.root, site]);
    run = await project.run('developed', ['train.py'], python);
    project.write({ 'src/net.py': 'DEPTH = 9\n' });
    assert.equal(await tagOf(await again('run'), 'trialbook.verdict'), 'same metrics as developed');
  });

  it('makes an environment of its own that git does not see', async () => {
    const python = join(project.root, '.venv', 'bin', 'python');
    execFileSync('python3', ['-m', 'venv', '--without-pip', join(project.root, '.venv')]);
    project.write({ '.gitignore': '.trialbook\ndata/\n.venv/\n' });
    run = await project.run('alone', ['train.py'], python);
    const detail = await ended(api, await again('fresh'));
    assert.equal(detail.interpreter, join(beside, '.venv', 'bin', 'python'));
    assert.equal(readFileSync(join(beside, '.venv', '.gitignore'), 'utf8'), '*\n');
  });
});
