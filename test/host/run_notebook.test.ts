import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { RunDetail } from '../../src/core/run';
import type { TrialbookApi } from '../../src/extension';
import { notebookFile } from '../builders/notebook_file';
import { activated, clientFolder, ended, eventually, withoutStores, workspaceFolder, writeFile } from './extension_under_test';

const NOTEBOOK = notebookFile({ code: 'lr = 0.5', tags: ['parameters'] }, 'print("loss=%s" % (lr * 2))');

describe('running a notebook with tracking', function () {
  this.timeout(120_000);
  let api: TrialbookApi;

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const interpreter = (path: string | undefined) =>
    vscode.workspace.getConfiguration('trialbook').update('python.interpreter', path, vscode.ConfigurationTarget.Workspace);
  const params = ({ params: all }: RunDetail) => Object.fromEntries(all.map(({ name, value }) => [name, value]));

  before(async () => {
    api = await activated();
    // It has what runs notebooks.
    await interpreter(join(clientFolder(), '..', '.venv', 'bin', 'python'));
  });

  after(() => interpreter(undefined));

  beforeEach(async () => {
    await eventually(() => vscode.tasks.taskExecutions.length === 0);
    await withoutStores(api);
  });

  async function run(): Promise<RunDetail> {
    const runId = await vscode.commands.executeCommand<string>('trialbook.runNotebook', writeFile('explore.ipynb', NOTEBOOK));
    return ended(api, runId);
  }

  async function again(first: RunDetail, changes: Readonly<Record<string, string>>): Promise<RunDetail> {
    const runId = await vscode.commands.executeCommand<string>('trialbook.runAgainChanged', { storeDir: storeDir(), runId: first.row.runId }, changes);
    return ended(api, runId);
  }

  it('records its cells, and what its parameters cell sets', async () => {
    const { row, ...detail } = await run();
    assert.deepEqual([row.kind, row.status, row.experiment, row.cellCount], ['notebook', 'FINISHED', 'explore.ipynb', 2]);
    assert.deepEqual(params({ row, ...detail }), { lr: '0.5' });
  });

  it('runs it again with another value of a parameter, and with several as a sweep', async () => {
    const first = await run();
    const second = await again(first, { lr: '0.1' });
    assert.deepEqual([params(second), second.row.experiment], [{ lr: '0.1' }, 'explore.ipynb']);
    const sweep = await again(second, { lr: '1, 2' });
    assert.deepEqual(sweep.children.map(({ name, kind }) => [name, kind]).sort(), [['lr=1', 'notebook'], ['lr=2', 'notebook']]);
  });
});
