import { strict as assert } from 'node:assert';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { TrialbookApi } from '../../src/extension';
import type { CellNode, MoreNode } from '../../src/views/explorer/node';
import { JournalBuilder } from '../builders/journal';
import { notebookFile, type CellText } from '../builders/notebook_file';
import { SessionJournal } from '../builders/session_journal';
import { activated, eventually, withoutStores, workspaceFolder } from './extension_under_test';
import { ShownRuns, type Shown } from './shown_runs';

describe('kernel sessions in the run explorer', function () {
  this.timeout(60_000);
  let api: TrialbookApi;
  let runs: ShownRuns;

  const storeDir = () => join(workspaceFolder(), '.trialbook');
  const path = (name: string) => join(workspaceFolder(), name);
  const act = (command: string, ...args: unknown[]) => vscode.commands.executeCommand(`trialbook.${command}`, ...args);
  const session = (notebook = path('explore.ipynb')) =>
    new SessionJournal(storeDir(), 'kernel', { name: 'session 14:02', experiment: 'explore.ipynb', notebook, startMs: Date.now() });

  before(async () => {
    api = await activated();
    runs = new ShownRuns(api);
    await vscode.commands.executeCommand('trialbook.runs.focus');
  });

  beforeEach(async () => {
    await withoutStores(api);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await act('clearFilter');
    await act('group', 'experiment');
    await act('sort', { by: 'started', descending: true });
  });

  function writeNotebook(name: string, ...cells: readonly CellText[]): string {
    writeFileSync(path(name), notebookFile(...cells));
    return path(name);
  }

  const cell = (label: string): Promise<Shown> => eventually(() => runs.find(label));

  /** Clicks on a cell. @returns the index of the one it leads to */
  async function reached(label: string): Promise<number | undefined> {
    const { node } = await cell(label);
    return (await vscode.commands.executeCommand<vscode.NotebookCell | undefined>('trialbook.goToCell', node))?.index;
  }

  /** What is selected in the notebook that is shown. */
  const selected = () => vscode.window.activeNotebookEditor?.selection.start;

  it('have their cells below them, the latest first, and are counted as sessions', async () => {
    session().cell('import numpy', { count: 1 }).cell('# fit\nclf.fit(X, y)', { count: 2 });
    await runs.comeToBe('explore.ipynb', '  session 14:02', '    [2] clf.fit(X, y)', '    [1] import numpy');
    assert.equal((await cell('explore.ipynb')).description, '1 session');
    assert.match((await cell('session 14:02')).description, /^2 cells · /);
  });

  it('tell what a cell logged, how it failed and that it runs', async () => {
    session()
      .begin('fit()', { count: 1 }).metrics({ acc: 0.942 }).finish()
      .begin('1 / 0', { count: 2 }).finish({ status: 'error', error: { type: 'ZeroDivisionError', message: 'division by zero' } })
      .begin('forever()', { count: 3 });
    assert.match((await cell('[1] fit()')).description, /^acc 0\.942 · /);
    assert.match((await cell('[2] 1 / 0')).description, /^ZeroDivisionError · /);
    const icons = await Promise.all(['[1] fit()', '[2] 1 / 0', '[3] forever()'].map(async (label) => ((await cell(label)).item.iconPath as vscode.ThemeIcon).id));
    assert.deepEqual(icons, ['check', 'error', 'loading~spin']);
  });

  it('have the runs that were marked in them above the cells', async () => {
    const kernel = session().cell('a = 1', { count: 1 });
    new JournalBuilder(storeDir(), { name: 'marked', parent: kernel.runId, experiment: 'explore.ipynb' }).end();
    await runs.comeToBe('explore.ipynb', '  session 14:02', '    marked', '    [1] a = 1');
  });

  it('show a cell as soon as it runs, and draw it alone again when it ends', async () => {
    const kernel = session().cell('a = 1', { count: 1 });
    await runs.comeToBe('explore.ipynb', '  session 14:02', '    [1] a = 1');
    kernel.begin('b = 2', { count: 2 });
    await runs.comeToBe('explore.ipynb', '  session 14:02', '    [2] b = 2', '    [1] a = 1');
    const drawn: string[] = [];
    const following = api.tree.onDidChangeTreeData((nodes) => drawn.push(...(nodes ?? []).flatMap((node) => (node.kind === 'cell' ? node.row.source : []))));
    kernel.finish();
    await eventually(async () => (await cell('[2] b = 2')).description !== 'running' && drawn.length > 0);
    following.dispose();
    assert.deepEqual([...new Set(drawn)], ['b = 2']);
  });

  it('show 200 cells of thousands, and more when asked', async () => {
    const kernel = session();
    kernel.lines(
      Array.from({ length: 10_000 }, (_, at) => [
        { type: 'cell', execution: at + 1, source: `step(${at})`, by: 'kernel', count: at + 1 },
        { type: 'cell_end', execution: at + 1, status: 'ok' },
      ]).flat(),
    );
    await eventually(async () => (await cell('session 14:02')).description.startsWith('10,000 cells'));
    const { node } = await cell('session 14:02');
    const more = await eventually(async () => (await runs.below(node)).find(({ description }) => description === '9,800 not shown'));
    await api.tree.showMore(more.node as MoreNode);
    assert.equal((await runs.below(node)).length, 401);
  });

  it('lead to a cell by its id, however it was edited and moved', async () => {
    const notebook = writeNotebook('explore.ipynb', 'import numpy', { markdown: '# Fit' }, 'svm.fit(X, y, C=10)');
    session(notebook).cell('clf.fit(X)', { count: 1, cell: 'c2' });
    assert.equal(await reached('[1] clf.fit(X)'), 2);
    assert.equal(selected(), 2);
  });

  it('lead to a cell without an id by what is like it', async () => {
    const notebook = writeNotebook('explore.ipynb', 'import numpy as np', 'model.fit(train_x, train_y, epochs=20)');
    session(notebook).cell('model.fit(train_x, train_y, epochs=10)', { count: 1 });
    assert.equal(await reached('[1] model.fit(train_x, train_y, epochs=10)'), 1);
  });

  it('take a cell that was deleted for no other', async () => {
    const notebook = writeNotebook('explore.ipynb', 'a = 1', 'model.fit(train_x, train_y)');
    session(notebook).cell('a = 1', { count: 1, cell: 'c0' }).cell('model.fit(train_x, train_y)', { count: 2, cell: 'gone' });
    assert.equal(await reached('[2] model.fit(train_x, train_y)'), undefined);
    assert.equal(vscode.window.activeNotebookEditor?.notebook.uri.fsPath, notebook);
  });

  it('find a notebook that was moved along with its store', async () => {
    mkdirSync(path('nb'), { recursive: true });
    writeNotebook('nb/moved.ipynb', 'a = 1');
    session('/elsewhere/project/nb/moved.ipynb').cell('a = 1', { count: 1, cell: 'c0' });
    assert.equal(await reached('[1] a = 1'), 0);
  });

  it('follow a notebook to its new name', async () => {
    const notebook = writeNotebook('explore.ipynb', 'a = 1');
    const kernel = session(notebook).cell('a = 1', { count: 1, cell: 'c0', notebook });
    renameSync(notebook, path('renamed.ipynb'));
    kernel.record('session', { notebook: path('renamed.ipynb') });
    await cell('[1] a = 1');
    await eventually(async () => (await api.stores.byDir(storeDir())?.service.detail(kernel.runId))?.session?.notebook === path('renamed.ipynb'));
    assert.equal(await reached('[1] a = 1'), 0);
    assert.equal(vscode.window.activeNotebookEditor?.notebook.uri.fsPath, path('renamed.ipynb'));
  });

  it('give what ran to read and to copy, whatever the notebook has become', async () => {
    session('/nowhere/gone.ipynb').cell('x = "was here"', { count: 1 });
    const { node } = await cell('[1] x = "was here"');
    await act('showWhatRan', node);
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'x = "was here"');
    await act('copyCellSource', node);
    assert.equal(await vscode.env.clipboard.readText(), 'x = "was here"');
  });

  it('forget the source and the outputs of a cell that is taken out', async () => {
    session().cell('key = "s3cret"', { count: 1, prints: 's3cret' });
    await act('redactCell', (await cell('[1] key = "s3cret"')).node, { confirmed: true });
    const { node } = await cell('[1] redacted');
    const detail = await (node as CellNode).store.service.cell((node as CellNode).row.id);
    assert.doesNotMatch(JSON.stringify(detail), /s3cret/);
  });

  it('show what ran as text, whatever is in it', async () => {
    session().cell('# [a](command:evil)\n```\n<img src=x> $(alert)\n[b](command:evil)', { count: 1, prints: '\x1b[31m```\n[c](command:evil)' });
    const found = await cell('[1] ```');
    const { tooltip } = await api.tree.resolveTreeItem(found.item, found.node);
    const { value, isTrusted, supportHtml, supportThemeIcons } = tooltip as vscode.MarkdownString;
    assert.deepEqual([isTrusted, supportHtml, supportThemeIcons].map(Boolean), [false, false, false]);
    assert.doesNotMatch(value, /\x1b/);
    const fences = value.split('\n').filter((line) => line.startsWith('````'));
    assert.equal(fences.length, 4, value);
  });

  it('are neither stopped nor run again from here', async () => {
    session().cell('a = 1', { count: 1 });
    const { item } = await cell('session 14:02');
    assert.doesNotMatch(item.contextValue ?? '', /\b(running|again)\b/);
    assert.equal((item.iconPath as vscode.ThemeIcon).id, 'circle-filled');
  });
});
