import { strict as assert } from 'node:assert';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { notebookText } from '../builders/notebook';
import { activated, workspaceFolder } from './extension_under_test';

/** Waits until the cells of a notebook have the diagnostics that are expected, as `cell:line severity`. */
async function diagnosticsComeToBe(notebook: vscode.NotebookDocument, expected: readonly string[]): Promise<void> {
  const found = () =>
    notebook.getCells().flatMap(({ document, index }) =>
      vscode.languages.getDiagnostics(document.uri).map(({ range, severity }) => `${index}:${range.start.line + 1} ${vscode.DiagnosticSeverity[severity]}`));
  for (let look = 0; look < 200 && found().join() !== expected.join(); look++) await new Promise((resolve) => setTimeout(resolve, 50));
  assert.deepEqual(found(), expected);
}

describe('a notebook shown as a pipeline', function () {
  this.timeout(60_000);
  let notebook: vscode.NotebookDocument;

  before(() => activated());

  beforeEach(async () => {
    const file = join(workspaceFolder(), 'study.ipynb');
    writeFileSync(file, notebookText(['rows = [1, 2]', 'total = 0\nname = input()', 'print(rows)']));
    notebook = await vscode.workspace.openNotebookDocument(vscode.Uri.file(file));
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('trialbook.openPipeline', notebook.uri);
  });

  afterEach(async () => {
    // The page is in front of the notebook, whose edits would outlive the test.
    await vscode.window.showNotebookDocument(notebook);
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
  });

  it('has its problems at the lines of its cells', () => diagnosticsComeToBe(notebook, ['1:2 Error']));

  it('is planned again when a cell is edited, saved or not', async () => {
    await diagnosticsComeToBe(notebook, ['1:2 Error']);
    const { document } = notebook.cellAt(1);
    const edit = new vscode.WorkspaceEdit();
    edit.replace(document.uri, new vscode.Range(1, 0, 1, 100), 'name = "fixed"');
    await vscode.workspace.applyEdit(edit);
    await diagnosticsComeToBe(notebook, []);
  });

  it('loses its marks when the page is closed', async () => {
    await diagnosticsComeToBe(notebook, ['1:2 Error']);
    const tab = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).find(({ input }) => input instanceof vscode.TabInputWebview && input.viewType.endsWith('trialbook.pipeline'));
    assert.ok(tab);
    await vscode.window.tabGroups.close(tab);
    await diagnosticsComeToBe(notebook, []);
  });
});
