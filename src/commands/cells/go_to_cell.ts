import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CellRow } from '../../core/cell';
import { TrialbookError } from '../../core/errors';
import type { CellRef, OpenStore } from '../../host/open_store';
import { notebookOf } from '../../host/recorded_notebook';
import type { Stores } from '../../host/stores';
import { matchCells, type NamedCell } from '../../notebook/cell_match';
import type { CellSources } from '../../views/cell_sources';
import { storeOf } from '../run_targets';
import { cellTargetsOf } from './cell_targets';

/** So many executions of the session help to tell its cells apart. */
const MOST_CONTEXT = 1000;

/** `(cell)`: shows and selects the cell of an execution in its notebook, where there still is one; else offers what ran. */
export async function goToCell(stores: Stores, sources: CellSources, args: readonly unknown[]): Promise<vscode.NotebookCell | undefined> {
  const [ref] = cellTargetsOf(args);
  const store = storeOf(stores, ref.storeDir);
  const { row } = await store.service.cell(ref.cell);
  const uri = await notebookOf(store, row);
  if (!uri) return offer(sources, ref, row, row.notebook === null ? 'Which notebook this cell was in is not known.' : `${basename(row.notebook)} is no longer there.`);
  const document = await vscode.workspace.openNotebookDocument(uri);
  const cell = await findIn(document, store, row);
  if (!cell) {
    await vscode.window.showNotebookDocument(document, { viewColumn: columnOf(document) });
    return offer(sources, ref, row, `This cell is no longer in ${basename(uri.path)}.`);
  }
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const editor = await vscode.window.showNotebookDocument(document, { viewColumn: columnOf(document), selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
  return document.cellAt(cell.index);
}

/** `(cell)`: shows the source of an execution as it ran. @throws TrialbookError `redacted` */
export async function showWhatRan(stores: Stores, sources: CellSources, args: readonly unknown[]): Promise<void> {
  const [ref] = cellTargetsOf(args);
  const { row } = await storeOf(stores, ref.storeDir).service.cell(ref.cell);
  if (row.redactedMs !== null) throw new TrialbookError('redacted', 'What ran here was taken out of the store.');
  await sources.open(ref, row);
}

/** `(cell)`: puts the source of an execution, as it ran, on the clipboard. */
export async function copyCellSource(stores: Stores, args: readonly unknown[]): Promise<void> {
  const [ref] = cellTargetsOf(args);
  const { row } = await storeOf(stores, ref.storeDir).service.cell(ref.cell);
  await vscode.env.clipboard.writeText(row.source);
}

/** The notebook stays where it is shown already. */
function columnOf(document: vscode.NotebookDocument): vscode.ViewColumn {
  return vscode.window.visibleNotebookEditors.find(({ notebook }) => notebook === document)?.viewColumn ?? vscode.ViewColumn.Active;
}

/** Other executions of the session tell which cells the notebook still has, so that one that was deleted is not taken for a cell that looks like it. */
async function findIn(document: vscode.NotebookDocument, { service }: OpenStore, row: CellRow): Promise<NamedCell | undefined> {
  const { rows } = await service.cells({ runId: row.runId, descending: true, limit: MOST_CONTEXT });
  const [session] = (await service.runs({ runIds: [row.runId] })).rows;
  const context = rows.some(({ id }) => id === row.id) ? rows : [...rows, row];
  const cells = document.getCells().map(nameOf);
  const found = matchCells(cells, context.reverse(), session?.status === 'RUNNING' ? row.runId : null).get(row.id);
  return cells.find(({ key }) => key === found);
}

function nameOf({ index, document, metadata }: vscode.NotebookCell): NamedCell {
  const id: unknown = metadata['id'];
  return { key: String(index), id: typeof id === 'string' ? id : null, handle: document.uri.fragment, index, source: document.getText() };
}

/** Says what is missing; whoever wants can read what ran. */
function offer(sources: CellSources, ref: CellRef, row: CellRow, message: string): undefined {
  const choices = row.redactedMs === null ? ['Show What Ran'] : [];
  void vscode.window.showInformationMessage(message, ...choices).then((choice) => (choice ? sources.open(ref, row) : undefined));
  return undefined;
}
