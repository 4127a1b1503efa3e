import { dirname } from 'node:path';
import * as vscode from 'vscode';
import type { CellChange } from '../../notebook/execution_events';
import type { CellFacts } from './session_recorder';

/** A cell as `ExecutionEvents` wants it. */
export function changeOf(cell: vscode.NotebookCell): CellChange {
  const { executionOrder: order, success, timing } = cell.executionSummary ?? {};
  return { key: keyOf(cell), source: cell.document.getText().replaceAll('\r\n', '\n'), order, success, timing };
}

/** Names the cell while its notebook is open. */
export function keyOf(cell: vscode.NotebookCell): string {
  return cell.document.uri.toString();
}

/** What a journal says of where a cell is. */
export function placeOf(cell: vscode.NotebookCell): Pick<CellFacts, 'id' | 'handle' | 'index' | 'tags' | 'language'> {
  const { id, metadata } = cell.metadata as { id?: unknown; metadata?: { tags?: unknown } };
  const tags = Array.isArray(metadata?.tags) ? metadata.tags.filter((tag) => typeof tag === 'string') : [];
  const { uri, languageId } = cell.document;
  return { id: typeof id === 'string' ? id : undefined, handle: uri.fragment, index: cell.index, tags, language: languageId };
}

/** The absolute path of a notebook's file, or the URI of what is no file. */
export function notebookName({ uri }: vscode.NotebookDocument): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}

/** The folder for a notebook's store: its own, or of one that is in no file the window's first folder; undefined where there is none. */
export function folderOf({ uri }: vscode.NotebookDocument): string | undefined {
  if (uri.scheme === 'file') return dirname(uri.fsPath);
  return vscode.workspace.workspaceFolders?.find((folder) => folder.uri.scheme === 'file')?.uri.fsPath;
}

/** The name of the kernel's spec, as far as the notebook tells. */
export function kernelNameOf({ metadata }: vscode.NotebookDocument): string | undefined {
  const name = (metadata as { metadata?: { kernelspec?: { name?: unknown } } }).metadata?.kernelspec?.name;
  return typeof name === 'string' ? name : undefined;
}

/** Whether any of its cells mentions Trialbook. */
export function mentionsTrialbook(notebook: vscode.NotebookDocument): boolean {
  return notebook.getCells().some(({ document }) => /\btrialbook\b/.test(document.getText()));
}

/** Whether they have the same cells, run as often, as a notebook has that was saved under another name. */
export function sameCells(a: vscode.NotebookDocument, b: vscode.NotebookDocument): boolean {
  const shown = (notebook: vscode.NotebookDocument) =>
    JSON.stringify(notebook.getCells().map(({ document, executionSummary }) => [document.getText(), executionSummary?.executionOrder]));
  return a.notebookType === b.notebookType && a.cellCount > 0 && a.cellCount === b.cellCount && shown(a) === shown(b);
}
