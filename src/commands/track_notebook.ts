import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import type { NotebookSessions } from '../host/notebooks/notebook_sessions';
import type { CommandTable } from './register';

export interface NotebookCommandDeps {
  readonly notebooks: NotebookSessions;
}

/** The commands about tracking open notebooks. */
export function notebookCommands({ notebooks }: NotebookCommandDeps): CommandTable {
  return {
    'trialbook.trackNotebook': (...args) => notebooks.track(notebookOf(args)),
    'trialbook.stopTrackingNotebook': (...args) => notebooks.stopTracking(notebookOf(args)),
    'trialbook.startRunHere': (...args) => startRunHere(notebooks, args),
    'trialbook.endRun': (...args) => notebooks.endRun(notebookOf(args)),
  };
}

/** `(notebook?, {name}?)`: begins a run in the notebook's kernel, around the cells that run until it ends. @returns its id */
async function startRunHere(notebooks: NotebookSessions, args: readonly unknown[]): Promise<string | undefined> {
  const notebook = notebookOf(args);
  const given = (args[1] as { name?: unknown } | undefined)?.name;
  const name = typeof given === 'string' ? given : await vscode.window.showInputBox({ prompt: 'Name of the run; empty: one is made', placeHolder: 'baseline' });
  return name === undefined ? undefined : notebooks.startRun(notebook, name.trim() || undefined);
}

/** The notebook that a toolbar or a caller names, else the one in front. Throws `no-notebook`. */
function notebookOf([given]: readonly unknown[]): vscode.Uri {
  const named = given instanceof vscode.Uri ? given : (given as { notebookEditor?: { notebookUri?: unknown } } | undefined)?.notebookEditor?.notebookUri;
  const notebook = named instanceof vscode.Uri ? named : vscode.window.activeNotebookEditor?.notebook.uri;
  if (notebook) return notebook;
  throw new TrialbookError('no-notebook', 'Open a notebook first.');
}
