import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { hasFolder, requireTrust, type RunDeps } from './run_file';
import { storeFor } from './store_for';
import { fileFrom } from './way_to_run';

/**
 * `(uri?)`: runs a notebook's cells from the first to the last in a kernel of its own, as a run; the open notebook stays as it is.
 * @returns the id of its run; undefined when the person turned back
 * @throws TrialbookError `untrusted`, `not-on-disk`, `no-notebook`, `no-python`, `old-python`
 */
export async function runNotebook(deps: RunDeps, args: readonly unknown[]): Promise<string | undefined> {
  requireTrust();
  const uri = await savedNotebook(args);
  if (!(await hasFolder(uri))) return undefined;
  const { path } = await deps.python.find(uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const cwd = folder?.uri.fsPath ?? dirname(uri.fsPath);
  return deps.tasks.start({ title: basename(uri.fsPath), interpreter: path, args: [fileFrom(cwd, uri.fsPath)], cwd, env: await storeFor(deps.stores, cwd, folder?.uri.fsPath), folder });
}

/** The notebook that a menu passed, else the one in front; saved. */
async function savedNotebook([given]: readonly unknown[]): Promise<vscode.Uri> {
  const uri = given instanceof vscode.Uri ? given : (notebookOfToolbar(given) ?? vscode.window.activeNotebookEditor?.notebook.uri);
  if (!uri) throw new TrialbookError('no-notebook', 'Open a notebook, or choose one in the Explorer.');
  if (uri.scheme !== 'file') throw new TrialbookError('not-on-disk', `${basename(uri.path)} is not on disk. Save it first.`);
  const document = vscode.workspace.notebookDocuments.find((open) => open.uri.toString() === uri.toString());
  if (document?.isDirty && !(await document.save())) throw new TrialbookError('not-on-disk', `${basename(uri.path)} could not be saved.`);
  return uri;
}

function notebookOfToolbar(given: unknown): vscode.Uri | undefined {
  const uri = (given as { notebookEditor?: { notebookUri?: unknown } } | undefined)?.notebookEditor?.notebookUri;
  return uri instanceof vscode.Uri ? uri : undefined;
}
