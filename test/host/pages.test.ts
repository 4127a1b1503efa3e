import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { RunRef } from '../../src/host/open_store';
import { JournalBuilder } from '../builders/journal';
import { activated, withoutStores, workspaceFolder } from './extension_under_test';

/** Titles of the tabs that hold pages of ours, in their order. A title is a run's name only once its page has asked for it. */
function pageTitles(page: 'run' | 'comparison'): string[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith(`trialbook.${page}`)).map(({ label }) => label);
}

/** Waits for the pages to be these; when they are not, the last that were seen are in the error. */
async function comeToBe(page: 'run' | 'comparison', titles: readonly string[]): Promise<void> {
  for (let look = 0; look < 200 && pageTitles(page).join() !== titles.join(); look++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(pageTitles(page), titles);
}

describe('pages', function () {
  this.timeout(60_000);
  let api: TrialbookApi;

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const recorded = async (...names: string[]): Promise<RunRef[]> => {
    const journals = names.map((name) => new JournalBuilder(storeDir(), { name }).metrics({ acc: 0.5 }).end());
    await api.stores.refresh();
    return journals.map(({ runId }) => ({ storeDir: storeDir(), runId }));
  };
  const open = (ref: RunRef | undefined, options?: { preview: boolean }) => vscode.commands.executeCommand('trialbook.openRun', ref, options);

  before(async () => {
    api = await activated();
  });

  beforeEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await withoutStores(api);
    api.selection.clear();
  });

  it('have the name of their run, and follow when it is renamed', async () => {
    const [run] = await recorded('calm-heron');
    await open(run);
    await comeToBe('run', ['calm-heron']);
    await vscode.commands.executeCommand('trialbook.rename', run, 'wild-heron');
    await comeToBe('run', ['wild-heron']);
  });

  it('are one for each run, however often it is opened', async () => {
    const [one, other] = await recorded('one', 'other');
    await open(one);
    await open(other);
    await open(one);
    await comeToBe('run', ['one', 'other']);
  });

  it('opened for a look give way to the next that is looked at', async () => {
    const [kept, first, second] = await recorded('kept', 'first', 'second');
    await open(kept);
    await comeToBe('run', ['kept']);
    await open(first, { preview: true });
    await comeToBe('run', ['kept', 'first']);
    await open(second, { preview: true });
    await comeToBe('run', ['kept', 'second']);
  });

  it('opened for a look stay once they are opened for good', async () => {
    const [first, second] = await recorded('first', 'second');
    await open(first, { preview: true });
    await comeToBe('run', ['first']);
    await open(first);
    await open(second, { preview: true });
    await comeToBe('run', ['first', 'second']);
  });

  it('can hand the whole output of a run to an editor', async () => {
    const { runId } = new JournalBuilder(storeDir(), { name: 'talker' }).record('output', { stream: 'stdout', text: 'one\ntwo\n' }).end();
    await api.stores.refresh();
    await api.stores.byDir(storeDir())?.service.sync();
    const uri = vscode.Uri.from({ scheme: 'trialbook-log', path: '/talker.log', query: JSON.stringify({ storeDir: storeDir(), runId }) });
    assert.equal((await vscode.workspace.openTextDocument(uri)).getText(), 'one\ntwo\n');
  });

  it('of the comparison are one, and show the choice that all views share', async () => {
    const runs = await recorded('one', 'other');
    api.selection.set(runs, true);
    await vscode.commands.executeCommand('trialbook.compare');
    await vscode.commands.executeCommand('trialbook.compare');
    await comeToBe('comparison', ['Comparison']);
    assert.equal(api.selection.refs.length, 2);
  });
});
