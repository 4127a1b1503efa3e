import * as vscode from 'vscode';
import type { CellRow } from '../../core/cell';
import { TrialbookError } from '../../core/errors';

/**
 * Makes the source of an execution that of its cell again, or, where the cell is gone, of a new one at its place. Both can be undone in the
 * notebook's editor, and nothing is saved.
 */
export async function putBack(notebook: vscode.NotebookDocument, cell: vscode.NotebookCell | undefined, { source, index, language }: CellRow): Promise<void> {
  const edit = new vscode.WorkspaceEdit();
  if (cell) {
    if (cell.document.getText() === source) return;
    edit.replace(cell.document.uri, new vscode.Range(0, 0, cell.document.lineCount, 0), source);
  } else {
    const at = Math.min(index ?? notebook.cellCount, notebook.cellCount);
    const again = new vscode.NotebookCellData(vscode.NotebookCellKind.Code, source, language ?? languageOf(notebook));
    edit.set(notebook.uri, [vscode.NotebookEdit.insertCells(at, [again])]);
  }
  if (!(await vscode.workspace.applyEdit(edit))) throw new TrialbookError('not-put-back', 'The notebook cannot be edited.');
}

function languageOf(notebook: vscode.NotebookDocument): string {
  return notebook.getCells().find(({ kind }) => kind === vscode.NotebookCellKind.Code)?.document.languageId ?? 'python';
}
