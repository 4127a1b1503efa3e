import { basename, join } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { cancellable } from '../../host/cancellable';
import { MADE_SCHEME, type MadeAddress, type MadeNotebooks } from '../../host/made_notebooks';
import type { CellRef } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import type { NotebookMarks } from '../../views/notebook/notebook_marks';
import { NOTEBOOK_TYPE } from '../../views/notebook/shown_cells';
import { runFor } from '../pick_runs';
import { storeOf } from '../run_targets';
import { cellArgument } from './cell_argument';
import { cellTargetsOf } from './cell_targets';

export interface HowMadeDeps {
  readonly stores: Stores;
  readonly marks: NotebookMarks;
  readonly madeNotebooks: MadeNotebooks;
}

/** `(cell | run, {metric}?)`: shows the executions that lead to a number, and those only, as a notebook that can be run. */
export async function showHowMade(deps: HowMadeDeps, args: readonly unknown[]): Promise<void> {
  const asked = await askedFor(deps, args);
  const found = asked && (await cancellable('Finding how it was made', (signal) => deps.madeNotebooks.make(asked, signal)));
  if (found) await vscode.commands.executeCommand('vscode.openWith', found.uri, NOTEBOOK_TYPE);
}

/** `(uri?)`: writes a notebook that tells how a number was made to a file that can be edited, and opens it. */
export async function saveMade(deps: HowMadeDeps, args: readonly unknown[]): Promise<void> {
  const uri = madeUri(args);
  const { bytes, made } = await deps.madeNotebooks.textAt(uri);
  const folder = made.folder ?? vscode.workspace.workspaceFolders?.[0]?.uri.fsPath ?? '';
  const target = await vscode.window.showSaveDialog({ defaultUri: vscode.Uri.file(join(folder, basename(uri.path))), filters: { Notebook: ['ipynb'] } });
  if (!target) return;
  await vscode.workspace.fs.writeFile(target, bytes);
  await vscode.commands.executeCommand('vscode.openWith', target, NOTEBOOK_TYPE);
}

async function askedFor({ stores, marks }: HowMadeDeps, args: readonly unknown[]): Promise<MadeAddress | undefined> {
  const metric = metricOf(args);
  const cell = cellRefOf(args) ?? (await markedCell(marks, args));
  if (cell) {
    const { row } = await storeOf(stores, cell.storeDir).service.cell(cell.cell);
    if (row.count === null) throw new TrialbookError('no-count', 'The number beside this cell is not known, so that its place among the others cannot be told.');
    return { storeDir: cell.storeDir, runId: row.runId, metric, count: row.count };
  }
  const run = await runFor(stores, args, 'How Was This Number Made?');
  return run && { ...run, metric, count: null };
}

/** A metric's name, beside the run or in its address. */
function metricOf(args: readonly unknown[]): string | null {
  const named = args.find((arg): arg is { metric: string } => typeof arg === 'object' && arg !== null && 'metric' in arg && typeof arg.metric === 'string');
  return named?.metric ?? null;
}

function cellRefOf(args: readonly unknown[]): CellRef | undefined {
  try {
    return cellTargetsOf(args)[0];
  } catch {
    return undefined;
  }
}

/** The cell of an open notebook whose mark it is; from the palette the selected one, where it has one. */
async function markedCell(marks: NotebookMarks, args: readonly unknown[]): Promise<CellRef | undefined> {
  const isCell = typeof args[0] === 'object' && args[0] !== null && 'notebook' in args[0];
  if (!isCell && (args.length > 0 || !vscode.window.activeNotebookEditor)) return undefined;
  const cell = cellArgument(args);
  const marked = await marks.latest(cell.notebook);
  const mark = marks.markOf(cell);
  if (marked && mark) return { storeDir: marked.store.dir, cell: mark.row.id };
  if (isCell) throw new TrialbookError('no-mark', 'Nothing is recorded of what this cell shows. Track the notebook, and run the cell.');
  return undefined;
}

/** Of the notebook whose button was pressed, else of the one in front. */
function madeUri([first]: readonly unknown[]): vscode.Uri {
  const given = first instanceof vscode.Uri ? first : (first as { notebookEditor?: { notebookUri?: vscode.Uri } } | undefined)?.notebookEditor?.notebookUri;
  const uri = given ?? vscode.window.activeNotebookEditor?.notebook.uri;
  if (uri?.scheme !== MADE_SCHEME) throw new TrialbookError('not-made', 'Open a notebook that tells how a number was made first.');
  return uri;
}
