import { strict as assert } from 'node:assert';
import type * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { ExplorerNode } from '../../src/views/explorer/node';
import { activated, record, withoutStores } from './extension_under_test';

describe('the run explorer', () => {
  let api: TrialbookApi;

  beforeEach(async () => {
    api = await activated();
    await withoutStores(api);
  });

  async function shown(node?: ExplorerNode): Promise<{ node: ExplorerNode; item: vscode.TreeItem }[]> {
    return (await api.tree.getChildren(node)).map((child) => ({ node: child, item: api.tree.getTreeItem(child) }));
  }

  it('shows a run that the Python client recorded, below its experiment, with its metric', async () => {
    await record(`
import trialbook
with trialbook.start_run(name="calm-heron", experiment="digits"):
    trialbook.log_metric("val_acc", 0.981)
`);
    await api.stores.refresh();
    const [experiment] = await shown();
    assert.equal(experiment?.item.label, 'digits');
    const [run] = await shown(experiment?.node);
    assert.equal(run?.item.label, 'calm-heron');
    assert.match(String(run?.item.description), /^val_acc 0\.981 · now/);
  });
});
