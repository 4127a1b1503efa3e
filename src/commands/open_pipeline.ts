import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { PipelinePages } from '../views/pipeline_page';

/** `(uri | the notebook toolbar's argument)?`: shows a notebook as a pipeline; without arguments the active one, else one that is chosen. */
export async function openPipeline(pages: PipelinePages, args: readonly unknown[]): Promise<void> {
  const uri = notebookOf(args[0]) ?? vscode.window.activeNotebookEditor?.notebook.uri ?? (await askNotebook());
  if (!uri) return;
  if (uri.scheme === 'untitled') throw new TrialbookError('untitled-notebook', 'Save the notebook first: a pipeline runs in its folder.');
  if (uri.scheme !== 'file') throw new TrialbookError('not-on-disk', `${basename(uri.path)} is shown as it was in a commit, and is not on disk. Restore it first.`);
  pages.open(uri);
}

function notebookOf(given: unknown): vscode.Uri | undefined {
  if (given instanceof vscode.Uri) return given;
  const { notebookEditor } = (given ?? {}) as { notebookEditor?: { notebookUri?: unknown } };
  return notebookEditor?.notebookUri instanceof vscode.Uri ? notebookEditor.notebookUri : undefined;
}

async function askNotebook(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles('**/*.ipynb', '**/{.*,node_modules,site-packages,venv}/**', 500);
  if (files.length === 0) throw new TrialbookError('no-notebook', 'There is no notebook in this workspace.');
  const items = files
    .map((uri) => ({ label: basename(uri.fsPath), description: vscode.workspace.asRelativePath(dirname(uri.fsPath)), uri }))
    .sort((a, b) => a.description.length - b.description.length || a.label.localeCompare(b.label));
  return (await vscode.window.showQuickPick(items, { title: 'Notebook to pipeline', matchOnDescription: true }))?.uri;
}
