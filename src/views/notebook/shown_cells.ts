import * as vscode from 'vscode';
import type { ShownCell } from './cell_marks';

export const NOTEBOOK_TYPE = 'jupyter-notebook';

/** Whether a notebook is somebody's work: not a version of it, nor one that Trialbook made. */
export function isMarked({ notebookType, uri }: vscode.NotebookDocument): boolean {
  return notebookType === NOTEBOOK_TYPE && (uri.scheme === 'file' || uri.scheme === 'untitled');
}

/** A notebook as records name it: the path of its file, else its URI. */
export function recordedName(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** What tells a cell from the others of all open notebooks. */
export function keyOf({ document }: vscode.NotebookCell): string {
  return document.uri.toString();
}

/** The code cells of an open notebook. */
export function shownCells(notebook: vscode.NotebookDocument): ShownCell[] {
  return notebook
    .getCells()
    .filter(({ kind }) => kind === vscode.NotebookCellKind.Code)
    .map((cell) => ({
      key: keyOf(cell),
      id: idOf(cell),
      handle: cell.document.uri.fragment,
      index: cell.index,
      source: cell.document.getText().replaceAll('\r\n', '\n'),
      language: cell.document.languageId,
      count: cell.executionSummary?.executionOrder ?? null,
    }));
}

function idOf({ metadata }: vscode.NotebookCell): string | null {
  const { id } = metadata as { id?: unknown };
  return typeof id === 'string' ? id : null;
}
