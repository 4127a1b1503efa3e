import { basename } from 'node:path';
import * as vscode from 'vscode';
import type { CellRef } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import { storeOf } from '../run_targets';
import { cellTargetsOf } from './cell_targets';

/** `(cells, {confirmed}?)`: takes source and outputs of executions out of the store, after a question that says what that does not reach. */
export async function redactCells(stores: Stores, args: readonly unknown[]): Promise<void> {
  const refs = cellTargetsOf(args);
  const confirmed = (args[1] as { confirmed?: unknown } | undefined)?.confirmed === true;
  if (!confirmed && !(await confirm(stores, refs))) return;
  for (const [storeDir, cells] of Map.groupBy(refs, (ref) => ref.storeDir)) {
    await storeOf(stores, storeDir).service.edit({ op: 'redact-cells', ids: cells.map(({ cell }) => cell) });
  }
}

async function confirm(stores: Stores, refs: readonly CellRef[]): Promise<boolean> {
  const [first] = refs;
  const notebook = first && (await storeOf(stores, first.storeDir).service.cell(first.cell)).row.notebook;
  const what = refs.length === 1 ? 'this cell' : `${refs.length} cells`;
  const detail = [
    `What ran and what it gave are removed from the store, its backups and finished journals; from a journal that is being written, when it is finished. This cannot be undone.`,
    `Not reached: ${notebook ? basename(notebook) : 'the notebook'} itself, where it may still stand; commits and snapshots in git that hold the notebook; copies made elsewhere.`,
  ].join('\n\n');
  return (await vscode.window.showWarningMessage(`Take out what was recorded of ${what}?`, { modal: true, detail }, 'Redact')) === 'Redact';
}
