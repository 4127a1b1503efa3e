import * as vscode from 'vscode';

/** Shows a line of a cell in the notebook's editor, beside the page. @param line from 1 */
export async function revealCell(notebook: vscode.Uri, cell: number, line: number): Promise<void> {
  const document = await vscode.workspace.openNotebookDocument(notebook);
  const range = new vscode.NotebookRange(cell, cell + 1);
  const shown = vscode.window.visibleNotebookEditors.find((editor) => editor.notebook === document)?.viewColumn;
  const editor = await vscode.window.showNotebookDocument(document, { viewColumn: shown ?? vscode.ViewColumn.Beside, selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  const { document: source } = document.cellAt(cell);
  const inCell = vscode.window.visibleTextEditors.find((each) => each.document === source);
  if (!inCell) return;
  const at = new vscode.Position(Math.min(line, source.lineCount) - 1, 0);
  inCell.selection = new vscode.Selection(at, at);
}
