import { strict as assert } from 'node:assert';
import { existsSync, renameSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { RunRef } from '../../src/host/open_store';
import type { MoreNode } from '../../src/views/explorer/node';
import { JournalBuilder, type JournalOptions } from '../builders/journal';
import { activated, eventually, record, withoutStores, workspaceFolder } from './extension_under_test';
import { ShownRuns } from './shown_runs';

describe('the run explorer', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let runs: ShownRuns;

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const run = (options: JournalOptions) => new JournalBuilder(storeDir(), options);
  const refTo = ({ runId }: JournalBuilder): RunRef => ({ storeDir: storeDir(), runId });
  const act = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`trialbook.${command}`, ...args);

  before(async () => {
    api = await activated();
    runs = new ShownRuns(api);
    await vscode.commands.executeCommand('trialbook.runs.focus');
  });

  beforeEach(async () => {
    await withoutStores(api);
    await act('clearFilter');
    await act('group', 'experiment');
    await act('sort', { by: 'started', descending: true });
  });

  /** Reads what the journals hold, so that the tree's first look sees it. */
  async function synced(): Promise<void> {
    await api.stores.refresh();
    await api.stores.byDir(storeDir())?.service.sync();
  }

  /** A store as a newer Trialbook would leave it. */
  async function recordNewerStore(folder: string): Promise<void> {
    await record(`
import os, sqlite3
os.makedirs("made-later")
db = sqlite3.connect("made-later/trialbook.db")
db.execute("CREATE TABLE t (x)")
db.execute("PRAGMA user_version = 9999")
db.close()
os.renames("made-later", "${folder}")
`);
  }

  it('shows a run that the Python client recorded, below its experiment, with its metric', async () => {
    await record(`
import trialbook
with trialbook.start_run(name="calm-heron", experiment="digits"):
    trialbook.log_metric("val_acc", 0.981)
`);
    await synced();
    await runs.comeToBe('digits', '  calm-heron');
    await eventually(async () => /^val_acc 0\.981 · now/.test((await runs.find('calm-heron'))?.description ?? ''));
  });

  it('finds a store that is made while the window is open', async () => {
    run({ name: 'late' }).end();
    await runs.comeToBe('Default', '  late');
  });

  it('shows the store that was put in the place of another', async () => {
    run({ name: 'former' }).end();
    await runs.comeToBe('Default', '  former');
    const elsewhere = join(workspaceFolder(), '.trialbook-elsewhere');
    new JournalBuilder(elsewhere, { name: 'latter' }).end();
    rmSync(storeDir(), { recursive: true });
    renameSync(elsewhere, storeDir());
    await runs.comeToBe('Default', '  latter');
  });

  it('puts children below their run', async () => {
    const sweep = run({ name: 'sweep', kind: 'sweep' }).end();
    run({ name: 'lr=1', parent: sweep.runId }).end();
    await synced();
    await runs.comeToBe('Default', '  sweep', '    lr=1');
  });

  it('tells the best run of a sweep, also while it goes on', async () => {
    const sweep = run({ name: 'sweep', kind: 'sweep', experiment: 'digits', startMs: Date.now() });
    run({ name: 'lr=1', parent: sweep.runId, experiment: 'digits' }).metrics({ acc: 0.5 }).end();
    await eventually(async () => (await runs.find('sweep'))?.description.startsWith('1 run · best 0.5 · '));
    run({ name: 'lr=2', parent: sweep.runId, experiment: 'digits' }).metrics({ acc: 0.75 }).end();
    await eventually(async () => (await runs.find('sweep'))?.description.startsWith('2 runs · best 0.75 · '));
  });

  it('keeps the stores of several folders apart', async () => {
    run({ name: 'above' }).end();
    new JournalBuilder(join(workspaceFolder(), 'inner', '.trialbook'), { name: 'below' }).end();
    await synced();
    await runs.comeToBe(basename(workspaceFolder()), '  Default', '    above', 'inner', '  Default', '    below');
    rmSync(join(workspaceFolder(), 'inner'), { recursive: true });
  });

  it('tells how far a running run is, and which way it goes', async () => {
    run({ name: 'going', startMs: Date.now() }).params({ epochs: '20' }).series('val_acc', [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7]);
    await eventually(async () => (await runs.find('going'))?.description.startsWith('val_acc 0.7 ↗ · epoch 7/20 · '));
  });

  it('draws a run again, and only it, when a point comes', async () => {
    const going = run({ name: 'going', startMs: Date.now() }).metrics({ loss: 2 });
    const other = run({ name: 'other', startMs: Date.now() + 1000 }).end();
    await runs.comeToBe('Default', '  other', '  going');
    const drawn: string[] = [];
    const following = api.tree.onDidChangeTreeData((nodes) => drawn.push(...(nodes ?? []).map((node) => node.id)));
    // The first points may come along with what else is new of the store.
    for (const loss of [1, 0.5, 0.25]) {
      drawn.length = 0;
      going.metrics({ loss });
      await eventually(async () => drawn.length > 0 && ((await runs.find('going'))?.description.includes(`loss ${loss} `) ?? false));
    }
    following.dispose();
    assert.ok(drawn.some((id) => id.endsWith(going.runId)), drawn.join());
    assert.ok(!drawn.some((id) => id.endsWith(other.runId)), drawn.join());
  });

  it('moves a run to the bin and back', async () => {
    const first = run({ name: 'first', startMs: Date.now() }).end();
    run({ name: 'second', startMs: Date.now() - 60_000 }).end();
    await runs.comeToBe('Default', '  first', '  second');
    await act('bin', refTo(first));
    await runs.comeToBe('Default', '  second', 'Bin', '  first');
    await act('restore', refTo(first));
    await runs.comeToBe('Default', '  first', '  second');
  });

  it('forgets a run that is deleted for good', async () => {
    const first = run({ name: 'first' }).end();
    run({ name: 'second' }).end();
    await synced();
    await runs.outline();
    await act('bin', refTo(first));
    await act('deleteForever', refTo(first), { confirmed: true });
    await runs.comeToBe('Default', '  second');
  });

  it('empties the bin of the store it was asked to empty, and no other', async () => {
    const inner = join(workspaceFolder(), 'inner', '.trialbook');
    const here = run({ name: 'here' }).end();
    const there = new JournalBuilder(inner, { name: 'there' }).end();
    await synced();
    await api.stores.byDir(inner)?.service.sync();
    await act('bin', [refTo(here), { storeDir: inner, runId: there.runId }]);
    await runs.comeToBe(basename(workspaceFolder()), '  Bin', '    here', 'inner', '  Bin', '    there');
    const [, second] = await runs.below();
    const [bin] = await runs.below(second?.node);
    await act('emptyBin', bin?.node, { confirmed: true });
    await runs.comeToBe(basename(workspaceFolder()), '  Bin', '    here', 'inner');
    rmSync(join(workspaceFolder(), 'inner'), { recursive: true });
  });

  it('shows a new name, a star and a tag', async () => {
    const named = run({ name: 'first' }).end();
    await synced();
    await runs.outline();
    await act('rename', refTo(named), 'better name');
    await act('star', refTo(named));
    await act('tag', refTo(named), 'team', 'vision');
    const found = await eventually(async () => runs.find('better name'));
    await eventually(async () => (await runs.find('better name'))?.description.startsWith('★'));
    assert.match(found.item.contextValue ?? '', /\brun\b/);
    const detail = await api.stores.byDir(storeDir())?.service.detail(named.runId);
    assert.deepEqual(detail?.tags, [{ key: 'team', value: 'vision' }]);
  });

  it('filters by the query language, children too', async () => {
    const parent = run({ name: 'parent' }).metrics({ acc: 0.5 }).end();
    run({ name: 'child', parent: parent.runId }).metrics({ acc: 0.9 }).end();
    run({ name: 'low' }).metrics({ acc: 0.1 }).end();
    await synced();
    await act('filter', 'metrics.acc > 0.8');
    await runs.comeToBe('Default', '  child');
    assert.equal(api.view.message, 'Filter: metrics.acc > 0.8');
  });

  it('lets a run into the filter as soon as it fits', async () => {
    const going = run({ name: 'going', startMs: Date.now() }).metrics({ acc: 0.5 });
    await synced();
    await act('filter', 'metrics.acc > 0.8');
    await runs.comeToBe();
    going.metrics({ acc: 0.9 });
    await runs.comeToBe('Default', '  going');
  });

  it('groups by state, and moves a run to another group when it ends', async () => {
    const going = run({ name: 'going', startMs: Date.now() });
    run({ name: 'done', startMs: Date.now() - 60_000 }).end();
    await act('group', 'status');
    await synced();
    await runs.comeToBe('Running', '  going', 'Finished', '  done');
    going.end('FAILED', { type: 'ValueError', message: 'no' });
    await runs.comeToBe('Failed', '  going', 'Finished', '  done');
  });

  it('sorts by a metric, and keeps to it while values come', async () => {
    const going = run({ name: 'going', startMs: Date.now() }).metrics({ acc: 0.1 });
    run({ name: 'good', startMs: Date.now() - 60_000 }).metrics({ acc: 0.5 }).end();
    await act('sort', { by: 'metric', key: 'acc', descending: true });
    await synced();
    await runs.comeToBe('Default', '  good', '  going');
    going.metrics({ acc: 0.9 });
    await runs.comeToBe('Default', '  going', '  good');
  });

  it('shows 200 siblings, and more when asked', async () => {
    for (let number = 0; number < 230; number++) run({ name: `run-${number}`, startMs: Date.UTC(2026, 0, 1) + number * 1000 }).end();
    await synced();
    const more = await eventually(async () => {
      const [group] = await runs.below();
      const last = (await runs.below(group?.node)).at(-1);
      return last?.description === '30 not shown' && last;
    });
    const [group] = await runs.below();
    assert.equal((await runs.below(group?.node)).length, 201);
    await api.tree.showMore(more.node as MoreNode);
    assert.equal((await runs.below(group?.node)).length, 230);
  });

  it('shares its check boxes with the comparison', async () => {
    const chosen = run({ name: 'chosen' }).end();
    await synced();
    await runs.comeToBe('Default', '  chosen');
    api.selection.set([refTo(chosen)], true);
    const box = async () => (await runs.find('chosen'))?.item.checkboxState as { readonly state: vscode.TreeItemCheckboxState };
    assert.equal((await box()).state, vscode.TreeItemCheckboxState.Checked);
    await act('clearSelection');
    assert.equal((await box()).state, vscode.TreeItemCheckboxState.Unchecked);
  });

  it('shows what a run logged as text, whatever is in it', async () => {
    run({ name: 'sly' }).params({ x: '<img src=x> [a](command:evil) $(alert) | **b**' }).end();
    await synced();
    const found = await eventually(() => runs.find('sly'));
    const { tooltip } = await api.tree.resolveTreeItem(found.item, found.node);
    const { value, isTrusted, supportHtml } = tooltip as vscode.MarkdownString;
    assert.deepEqual([Boolean(isTrusted), Boolean(supportHtml)], [false, false]);
    assert.doesNotMatch(value, /<img|\]\(command|\$\(alert|\*\*b/);
  });

  it('asks the stores it can read where another cannot be', async () => {
    run({ name: 'readable' }).metrics({ acc: 1 }).end();
    await synced();
    await recordNewerStore('broken/.trialbook');
    await api.stores.refresh();
    assert.equal(api.stores.all.length, 2);
    const columns = await api.stores.ask(({ service }) => service.columns());
    assert.deepEqual(columns.map(({ metrics }) => metrics), [['acc']]);
    // A thread that was just opening it may make it once more.
    await eventually(async () => {
      rmSync(join(workspaceFolder(), 'broken'), { recursive: true, force: true });
      await api.stores.refresh();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return api.stores.all.length === 1 && !existsSync(join(workspaceFolder(), 'broken'));
    });
  });

  it('says in the tree why a store cannot be read', async () => {
    await recordNewerStore('.trialbook');
    await api.stores.refresh();
    const [problem] = await runs.below();
    assert.match(problem?.label ?? '', /newer/i);
  });
});
