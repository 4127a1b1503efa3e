import { strict as assert } from 'node:assert';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import { askedText, metricText, staleText } from '../../src/views/notebook/cell_mark_text';
import { activated, clientFolder, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { NotebookSession } from './notebook_session';

/** Brings the hooks into the kernel by hand, so that nothing but the marks is tried here. */
const HOOKS = (): string =>
  [
    'import os, sys',
    `sys.path.insert(0, ${JSON.stringify(clientFolder())})`,
    `os.environ["TRIALBOOK_DIR"] = ${JSON.stringify(join(workspaceFolder(), '.trialbook'))}`,
    '%load_ext trialbook',
  ].join('\n');

describe('below the cells of a notebook', function () {
  this.timeout(45_000);
  let api: TrialbookApi;
  let session: NotebookSession;
  let opened = 0;

  before(async () => {
    api = await activated();
  });

  beforeEach(() => withoutStores(api));

  afterEach(async () => {
    await session.close();
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  const open = async (...cells: string[]): Promise<void> => {
    session = await NotebookSession.open(`marks ${++opened}.ipynb`, HOOKS(), ...cells);
    await session.run(0);
    await eventually(async () => {
      await api.stores.refresh();
      return api.stores.all.length > 0;
    });
  };
  const cell = (index: number): vscode.NotebookCell => session.notebook.cellAt(index);
  const mark = (index: number) => api.marks.markOf(cell(index));
  const numbers = () => ({ numberOf: (key: string) => api.marks.current(session.notebook)?.numbers.get(key) ?? null });
  const metric = (index: number) => {
    const found = mark(index);
    return found && metricText(found);
  };
  const stale = (index: number) => {
    const found = mark(index);
    return found && staleText(found, numbers());
  };

  it('stands what a cell recorded, and how that compares with the best before', async () => {
    await open('import trialbook\nacc = 0.9', 'trialbook.log_metric("acc", acc)');
    await session.run(1, 2);
    await eventually(() => metric(2) === '◍ acc 0.9');
    await session.edit(1, 'import trialbook\nacc = 0.95');
    await session.run(1, 2);
    await eventually(() => metric(2) === '◍ acc 0.95 ▲ +0.05 vs best');
  });

  it('stands what is stale after an earlier cell ran again', async () => {
    await open('x = 1', 'print(x)');
    await session.run(1, 2);
    await eventually(() => mark(2) !== undefined);
    assert.equal(stale(2), null);
    await session.run(1);
    await eventually(() => stale(2) === '$(warning) stale: cell 2 ran again since');
  });

  it('stands at once what a change of the source makes stale', async () => {
    await open('x = 1', 'print(x)');
    await session.run(1, 2);
    await eventually(() => mark(2) !== undefined);
    await session.edit(2, 'print(x + 1)');
    await eventually(() => stale(2) === '$(warning) stale: edited since it ran');
  });

  it('stands that the kernel was restarted since', async () => {
    await open('x = 1', 'y = 2');
    await session.run(1);
    await eventually(() => mark(1) !== undefined);
    await session.restart();
    await session.queue(0);
    await session.run(2);
    await eventually(async () => {
      await api.marks.latest(session.notebook);
      return mark(1)?.fromEarlierSession;
    });
  });

  it('waits a number that was printed for a yes, and is a metric after it', async () => {
    await open('print("accuracy: 0.93")');
    await session.run(1);
    await eventually(() => mark(1) && askedText(mark(1)!) === '◍ accuracy 0.93 · record?');
    assert.equal(metric(1), null);
    await vscode.commands.executeCommand('trialbook.chooseFoundNumbers', cell(1), { accuracy: 'test_acc' });
    await eventually(() => metric(1) === '◍ test_acc 0.93');
    assert.equal(askedText(mark(1)!), null);
  });

  it('stands a number as a metric at once where the setting says so', async () => {
    const settings = vscode.workspace.getConfiguration('trialbook.notebooks');
    await settings.update('metrics', 'always', vscode.ConfigurationTarget.Global);
    try {
      await open('print("accuracy: 0.93")');
      await session.run(1);
      await eventually(() => metric(1) === '◍ accuracy 0.93');
    } finally {
      await settings.update('metrics', undefined, vscode.ConfigurationTarget.Global);
    }
  });

  it('stands what may be stale where the kernel told no variables', async () => {
    session = await NotebookSession.open('seen.ipynb', 'x = 1', 'print(x)');
    await vscode.commands.executeCommand('trialbook.trackNotebook', session.uri);
    await session.run(0, 1);
    await eventually(async () => {
      await api.marks.latest(session.notebook);
      return mark(1);
    });
    assert.equal(stale(1), null);
    await session.run(0);
    await eventually(() => stale(1) === '$(question) may be stale: cell 1 ran again since');
    await vscode.commands.executeCommand('trialbook.stopTrackingNotebook', session.uri);
  });

  it('can what ran before be compared with now, and put back so that it can be undone', async () => {
    await open('x = 1');
    await session.run(1);
    await session.edit(1, 'x = 2');
    await session.run(1);
    const rows = await eventually(async () => {
      const found = (await api.marks.latest(session.notebook))?.rows.filter(({ source }) => source.startsWith('x = ')) ?? [];
      return found.length === 2 && found;
    });
    const { id } = rows[0]!;
    await vscode.commands.executeCommand('trialbook.cellHistory', cell(1), { action: 'compare', id });
    const input = await eventually(() => {
      const shown = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
      return shown instanceof vscode.TabInputTextDiff && shown;
    });
    assert.equal((await vscode.workspace.openTextDocument(input.original)).getText(), 'x = 1');
    assert.equal(input.modified.toString(), cell(1).document.uri.toString());
    // Who compares has the notebook's document open as well.
    await vscode.commands.executeCommand('workbench.action.closeActiveEditor');

    await vscode.commands.executeCommand('trialbook.cellHistory', cell(1), { action: 'putBack', id });
    assert.equal(cell(1).document.getText(), 'x = 1');
    await vscode.window.showNotebookDocument(session.notebook, { selections: [new vscode.NotebookRange(1, 2)] });
    await vscode.commands.executeCommand('notebook.cell.edit');
    await vscode.commands.executeCommand('undo');
    await eventually(() => cell(1).document.getText() === 'x = 2');
  });

  it('stands nothing in a notebook of which nothing was recorded', async () => {
    session = await NotebookSession.open('untracked.ipynb', 'x = 1');
    await session.run(0);
    assert.equal(await api.marks.latest(session.notebook), null);
  });
});
