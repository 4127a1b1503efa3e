import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';

/**
 * The cell of an open notebook that a command is about: what a mark or a cell's menu passes, else the one that is selected.
 * @throws TrialbookError `no-cell` where no notebook is open
 */
export function cellArgument([first]: readonly unknown[]): vscode.NotebookCell {
  if (isCell(first)) return first;
  const editor = vscode.window.activeNotebookEditor;
  const at = editor?.selection.start;
  if (!editor || at === undefined || at >= editor.notebook.cellCount) throw new TrialbookError('no-cell', 'Open a notebook and select a cell first.');
  return editor.notebook.cellAt(at);
}

function isCell(given: unknown): given is vscode.NotebookCell {
  return typeof given === 'object' && given !== null && 'notebook' in given && 'document' in given && 'executionSummary' in given;
}
