import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';

/** Files among these with text in an editor that is not on disk. @param files absolute paths */
export function unsavedAmong(files: readonly string[]): string[] {
  return dirtyDocuments(new Set(files)).map(({ uri }) => uri.fsPath);
}

/** Saves what editors hold of these files. Throws `unsaved` where one can't be. */
export async function saveFiles(files: readonly string[]): Promise<void> {
  for (const document of dirtyDocuments(new Set(files))) {
    if (await document.save()) continue;
    throw new TrialbookError('unsaved', `${document.uri.fsPath} has unsaved changes that could not be saved. Save or revert them first.`);
  }
}

function dirtyDocuments(files: ReadonlySet<string>): (vscode.TextDocument | vscode.NotebookDocument)[] {
  const { textDocuments, notebookDocuments } = vscode.workspace;
  return [...textDocuments, ...notebookDocuments].filter(({ isDirty, uri }) => isDirty && uri.scheme === 'file' && files.has(uri.fsPath));
}
