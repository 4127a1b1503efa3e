import { strict as assert } from 'node:assert';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { activated, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { NotebookSession } from './notebook_session';
import { RecordedSessions, sessionsAreOver } from './recorded_sessions';

const settings = () => vscode.workspace.getConfiguration('trialbook.notebooks');
/** A kernel that sees neither the open folder nor the extension's storage, and has another name: as on another machine. */
const elsewhere = (hidden: readonly string[]) => ['unshare', '--mount', '--uts', 'sh', '-c', `hostname elsewhere; ${hidden.map((path) => `mount -t tmpfs none '${path}';`).join(' ')} cd /; exec "$@"`, 'sh'];

describe('a kernel that the client is loaded into', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let recorded: RecordedSessions;
  let session: NotebookSession;
  const folders: string[] = [];

  before(async () => {
    api = await activated();
    recorded = new RecordedSessions(api);
  });

  beforeEach(async () => {
    await withoutStores(api);
    await settings().update('tracking', 'always', vscode.ConfigurationTarget.Global);
    await settings().update('hooks', 'always', vscode.ConfigurationTarget.Global);
  });

  afterEach(async () => {
    session.kernel.launch = { prefix: [], env: {} };
    session.kernel.access = true;
    await session.close();
    await sessionsAreOver();
    for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
    await settings().update('tracking', undefined, vscode.ConfigurationTarget.Global);
    await settings().update('hooks', undefined, vscode.ConfigurationTarget.Global);
  });

  const hooked = () => eventually(() => api.notebooks.sessionOf(session.uri)?.hooked === true);

  it('tells what each cell defined and read, in the run that the editor has made', async () => {
    session = await NotebookSession.open('hooked.ipynb', 'x = 1', 'y = x + 1\nprint(y)', 'import trialbook\ntrialbook.log_metric("acc", 0.5)');
    await session.run(0);
    await hooked();
    await session.run(1, 2);
    const [cells] = await recorded.withCells(3);
    assert.deepEqual(cells!.map(({ by }) => by), ['editor', 'both', 'both']);
    assert.deepEqual([cells![1]!.names?.defined, cells![1]!.names?.read, cells![1]!.cellId, cells![1]!.index], [['y'], ['x'], 'c1', 1]);
    const logged = await eventually(async () => {
      const [rows] = await recorded.withCells(3);
      return rows![2]!.metrics[0];
    });
    assert.deepEqual([logged.key, logged.value, logged.runId], ['acc', 0.5, api.notebooks.sessionOf(session.uri)!.runId]);
    const { outputs } = await recorded.detail(cells![1]!);
    assert.deepEqual(outputs.map(({ text }) => text), ['2\n']);
  });

  it('leaves no name among the person’s', async () => {
    session = await NotebookSession.open('names.ipynb', 'before = set(globals())', 'print(sorted(name for name in set(globals()) - before if not name.startswith("_")))');
    await session.run(0);
    await hooked();
    await session.run(1);
    assert.equal(session.outputOf(1), "['before']\n");
  });

  it('is hooked again after its restart, for another session', async () => {
    session = await NotebookSession.open('again.ipynb', 'x = 1', 'y = 2');
    await session.run(0);
    await hooked();
    const first = api.notebooks.sessionOf(session.uri)!.runId;
    await session.restart();
    await session.run(0);
    await hooked();
    await session.run(1);
    const [, cells] = await recorded.withCells(1, 2);
    assert.notEqual(cells![0]!.runId, first);
    assert.deepEqual(cells!.map(({ by }) => by), ['editor', 'both']);
  });

  it('begins and ends runs by hand itself, so that what is logged goes there', async () => {
    session = await NotebookSession.open('marks by hand.ipynb', 'x = 1', 'import trialbook\ntrialbook.log_metric("acc", 0.75)');
    await session.run(0);
    await hooked();
    const run = await vscode.commands.executeCommand<string>('trialbook.startRunHere', session.uri, { name: 'by hand' });
    await session.run(1);
    assert.equal(await vscode.commands.executeCommand('trialbook.endRun', session.uri), run);
    await recorded.withCells(2);
    const { row } = await recorded.run(run, ({ row }) => row.status === 'FINISHED');
    assert.deepEqual([row.name, row.parentRunId], ['by hand', api.notebooks.sessionOf(session.uri)!.runId]);
    const [cells] = await recorded.withCells(2);
    assert.deepEqual(cells![1]!.runs, [run]);
  });

  it('that dies takes its session along', async () => {
    session = await NotebookSession.open('dies.ipynb', 'x = 1', 'import time\ntime.sleep(60)');
    await session.run(0);
    await hooked();
    const { runId } = api.notebooks.sessionOf(session.uri)!;
    await session.start(1);
    session.kernel.kill(session.uri);
    const [cells] = await recorded.withCells(2);
    assert.equal(cells![1]!.status, 'interrupted');
    await recorded.run(runId, ({ row }) => row.status === 'FAILED' || row.status === 'CRASHED');
  });

  it('is left alone where the person lets no extension use kernels, and is recorded from the editor', async () => {
    session = await NotebookSession.open('refused.ipynb', 'x = 1', 'y = 2');
    session.kernel.access = false;
    await session.run(0, 1);
    const [cells] = await recorded.withCells(2);
    assert.deepEqual(cells!.map(({ by }) => by), ['editor', 'editor']);
    assert.equal(api.notebooks.sessionOf(session.uri)!.hooked, false);
  });

  it('on another machine sends its records and files', async function () {
    if (process.platform !== 'linux') this.skip();
    const temporary = mkdtempSync(join(tmpdir(), 'trialbook-elsewhere-'));
    folders.push(temporary);
    session = await NotebookSession.open('elsewhere.ipynb', 'x = 1', 'y = x + 1\nprint(y)', 'from IPython.display import HTML\nHTML("<b>far away</b>")', 'import os; print(os.uname().nodename, os.listdir(' + JSON.stringify(workspaceFolder()) + '))');
    const storage = join(workspaceFolder(), '..', 'user-data', 'User', 'globalStorage');
    session.kernel.launch = { prefix: elsewhere([workspaceFolder(), storage]), env: { HOME: temporary, TMPDIR: temporary } };
    await session.run(0);
    await hooked();
    await session.run(1, 2, 3);
    assert.equal(session.outputOf(3), 'elsewhere []\n');
    const [cells] = await recorded.withCells(4);
    const told = await eventually(async () => {
      const [rows] = await recorded.withCells(4);
      return rows!.slice(1).every(({ by }) => by === 'both') && rows;
    });
    assert.deepEqual([told[1]!.names?.defined, told[1]!.names?.read], [['y'], ['x']]);
    const shown = await eventually(async () => (await recorded.detail(cells![2]!)).outputs.flatMap(({ artifacts }) => artifacts)[0]);
    const { artifactDir } = await recorded.detail(cells![2]!);
    assert.ok(readdirSync(join(artifactDir, 'cells')).includes(shown.path.split('/')[1]!));
  });
});
