import { readFile } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import { commandLine } from '../core/command_line';
import { TrialbookError } from '../core/errors';
import type { PythonInterpreters } from '../host/python';
import type { RunTasks } from '../host/run_tasks';
import type { Stores } from '../host/stores';
import { splitArguments, unclosedQuote } from './argument_line';
import { storeFor } from './store_for';
import { wayToRun } from './way_to_run';

export interface RunDeps {
  readonly python: PythonInterpreters;
  readonly tasks: RunTasks;
  readonly stores: Stores;
  /** remembers the arguments of each file */
  readonly memento: vscode.Memento;
}

const KEY = 'trialbook.arguments';

/**
 * `(uri?, {args}?)`: runs a Python file with tracking, with the arguments it had last; `ask` lets the person change them.
 * @returns the id of its run; undefined when the person turned back
 * @throws TrialbookError `untrusted`, `not-on-disk`, `unsaved`, `no-python`, `old-python`
 */
export async function runFile(deps: RunDeps, args: readonly unknown[], ask: boolean): Promise<string | undefined> {
  requireTrust();
  const uri = await savedFile(args[0]);
  if (!uri || !(await hasFolder(uri))) return undefined;
  const given = (args[1] as { args?: unknown } | undefined)?.args;
  const remembered = deps.memento.get<Readonly<Record<string, readonly string[]>>>(KEY, {});
  const last = Array.isArray(given) ? given.map(String) : (remembered[uri.fsPath] ?? []);
  const argv = ask ? await askArguments(uri, last) : last;
  if (!argv) return undefined;
  await deps.memento.update(KEY, { ...remembered, [uri.fsPath]: argv });
  const { path } = await deps.python.find(uri);
  const folder = vscode.workspace.getWorkspaceFolder(uri);
  const inFileFolder = vscode.workspace.getConfiguration('python.terminal', uri).get('executeInFileDir', false);
  const source = await readFile(uri.fsPath, 'utf8').catch(() => '');
  const { cwd, target } = wayToRun({ file: uri.fsPath, folder: folder?.uri.fsPath, inFileFolder }, source);
  const env = await storeFor(deps.stores, cwd, folder?.uri.fsPath);
  return deps.tasks.start({ title: basename(uri.fsPath), interpreter: path, args: [...target, ...argv], cwd, env, folder });
}

/** VS Code starts nothing in a remote window without a folder, and there would be no place where a run could be seen. */
export async function hasFolder(uri: vscode.Uri): Promise<boolean> {
  if (vscode.workspace.workspaceFolders?.length) return true;
  const open = 'Open Folder';
  const choice = await vscode.window.showInformationMessage(`Runs are kept in the folder you work in. Open that of ${basename(uri.fsPath)}, and run it there.`, open);
  if (choice === open) await vscode.commands.executeCommand('vscode.openFolder', vscode.Uri.file(dirname(uri.fsPath)));
  return false;
}

/** @throws TrialbookError `untrusted` */
export function requireTrust(): void {
  if (!vscode.workspace.isTrusted) {
    throw new TrialbookError('untrusted', 'Nothing is run in Restricted Mode. Trust this workspace first (Workspaces: Manage Workspace Trust).');
  }
}

/** The file that a menu passed, else the active editor's, else one that the person chooses; saved. */
async function savedFile(given: unknown): Promise<vscode.Uri | undefined> {
  const active = vscode.window.activeTextEditor?.document;
  const uri = given instanceof vscode.Uri ? given : active?.languageId === 'python' ? active.uri : await askFile();
  // The files of a run or a commit have the path of the one on disk, which is another.
  if (uri && uri.scheme !== 'file' && uri.scheme !== 'untitled') {
    throw new TrialbookError('not-on-disk', `${basename(uri.path)} is shown as it was in a commit, and is not on disk. Run its run again, or the file of now.`);
  }
  const document = uri && vscode.workspace.textDocuments.find((open) => open.uri.toString() === uri.toString());
  // Of an untitled file VS Code asks for a name; undefined when the person gives none.
  if (document?.isUntitled) return vscode.workspace.save(document.uri);
  if (document?.isDirty && !(await document.save())) {
    throw new TrialbookError('unsaved', `${basename(document.uri.fsPath)} could not be saved, so it was not run. Save it first.`);
  }
  return uri;
}

async function askFile(): Promise<vscode.Uri | undefined> {
  const files = await vscode.workspace.findFiles('**/*.py', '**/{.*,node_modules,site-packages,venv}/**', 500);
  if (files.length === 0) {
    const [chosen] = (await vscode.window.showOpenDialog({ title: 'Run a Python file with tracking', filters: { Python: ['py'] } })) ?? [];
    return chosen;
  }
  const items = files
    .map((uri) => ({ label: basename(uri.fsPath), description: vscode.workspace.asRelativePath(dirname(uri.fsPath)), uri }))
    .sort((a, b) => a.description.length - b.description.length || a.label.localeCompare(b.label));
  return (await vscode.window.showQuickPick(items, { title: 'Run a Python file with tracking', matchOnDescription: true }))?.uri;
}

async function askArguments(uri: vscode.Uri, last: readonly string[]): Promise<string[] | undefined> {
  const typed = await vscode.window.showInputBox({
    title: `Arguments of ${basename(uri.fsPath)}`,
    value: commandLine(last),
    placeHolder: '--lr 0.1 --epochs 20',
    prompt: 'As you would type them in a terminal. They are remembered for this file.',
    validateInput: unclosedQuote,
  });
  return typed === undefined ? undefined : splitArguments(typed);
}
