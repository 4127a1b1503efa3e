import * as vscode from 'vscode';
import type { CellRow } from '../../core/cell';
import { cellTitle } from '../../core/cell_text';
import { TrialbookError } from '../../core/errors';
import type { CellRef } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import type { CellSources } from '../../views/cell_sources';
import { historyItem } from '../../views/notebook/history_items';
import type { MarkedNotebook, NotebookMarks } from '../../views/notebook/notebook_marks';
import { keyOf } from '../../views/notebook/shown_cells';
import { cellArgument } from './cell_argument';
import { goToCell } from './go_to_cell';
import { putBack } from './put_back';
import { iconFree } from '../../views/icon_free';

export interface CellHistoryDeps {
  readonly stores: Stores;
  readonly marks: NotebookMarks;
  readonly cellSources: CellSources;
}

/** What can be done with an execution in the history. */
export type HistoryAction = 'show' | 'compare' | 'putBack' | 'howMade' | 'redact';

/** A cell whose history is shown; `cell` is undefined for one that is in the notebook no more. */
interface Subject {
  readonly marked: MarkedNotebook;
  readonly cell: vscode.NotebookCell | undefined;
  /** the latest first */
  readonly rows: readonly CellRow[];
}

interface RowItem extends vscode.QuickPickItem {
  readonly row?: CellRow;
}

const BUTTONS: readonly (vscode.QuickInputButton & { readonly action: HistoryAction })[] = [
  { action: 'compare', iconPath: new vscode.ThemeIcon('diff'), tooltip: 'Compare with Now' },
  { action: 'show', iconPath: new vscode.ThemeIcon('eye'), tooltip: 'Show Source and Output' },
  { action: 'putBack', iconPath: new vscode.ThemeIcon('discard'), tooltip: 'Put Back' },
];
const DELETED: vscode.QuickInputButton = { iconPath: new vscode.ThemeIcon('trash'), tooltip: 'Deleted Cells of This Notebook…' };

/** `(cell?, {action, id}?)`: shows the earlier executions of a cell, over all sessions, and does with one of them what is chosen. */
export async function cellHistory(deps: CellHistoryDeps, args: readonly unknown[]): Promise<void> {
  const cell = await cellOf(deps, args);
  if (!cell) return;
  const marked = await deps.marks.latest(cell.notebook);
  const rows = marked?.rows.filter(({ id }) => marked.cellOf.get(id) === keyOf(cell)).reverse() ?? [];
  if (!marked || marked.rows.length === 0) throw new TrialbookError('no-history', 'Nothing is recorded of this notebook yet. Track it, and run a cell.');
  const subject = { marked, cell, rows };
  const given = givenAction(args[1]);
  const row = rows.find(({ id }) => id === given?.id);
  if (given && row) return act(deps, subject, row, given.action);
  const chosen = await choose(subject);
  if (chosen === 'deleted') return deletedCells(deps, marked);
  if (chosen) await chooseAction(deps, subject, chosen.row, chosen.action);
}

/** A cell of the explorer is looked for in its notebook, which says so where it is not there any more. */
async function cellOf({ stores, cellSources }: CellHistoryDeps, args: readonly unknown[]): Promise<vscode.NotebookCell | undefined> {
  if (!isRecorded(args[0])) return cellArgument(args);
  return goToCell(stores, cellSources, args);
}

/** An execution's address, or its node in the explorer. */
function isRecorded(given: unknown): boolean {
  return typeof given === 'object' && given !== null && (('kind' in given && given.kind === 'cell') || ('storeDir' in given && 'cell' in given));
}

/** Offers the cells that were deleted, by what they were when they ran last. */
async function deletedCells(deps: CellHistoryDeps, marked: MarkedNotebook): Promise<void> {
  const open = new Set(marked.numbers.keys());
  const gone = Map.groupBy(marked.rows.filter(({ id }) => !open.has(marked.cellOf.get(id) ?? '')), ({ id }) => marked.cellOf.get(id));
  const groups = [...gone.values()].map((rows) => [...rows].reverse());
  if (groups.length === 0) throw new TrialbookError('none-deleted', 'No cell that ran was deleted from this notebook.');
  const items = groups.map((rows) => ({ label: iconFree(cellTitle(rows[0]!)), description: rows.length === 1 ? '1 execution' : `${rows.length} executions`, rows }));
  const picked = await vscode.window.showQuickPick(items, { title: 'Deleted Cells', placeHolder: 'Choose a cell to see what it was', matchOnDescription: true });
  if (!picked) return;
  const subject = { marked, cell: undefined, rows: picked.rows };
  const chosen = await choose(subject);
  if (chosen && chosen !== 'deleted') await chooseAction(deps, subject, chosen.row, chosen.action);
}

function choose(subject: Subject): Promise<{ row: CellRow; action?: HistoryAction } | 'deleted' | undefined> {
  const { cell, rows } = subject;
  const pick = vscode.window.createQuickPick<RowItem>();
  pick.title = cell ? `History of Cell ${cell.index + 1}` : 'History of a Deleted Cell';
  pick.placeholder = rows.length > 0 ? 'Choose an execution to see what it was' : 'This cell has not run while its notebook was tracked';
  pick.matchOnDescription = true;
  pick.matchOnDetail = true;
  pick.buttons = cell ? [DELETED] : [];
  pick.items = itemsOf(subject);
  return new Promise((resolve) => {
    const done = (chosen: { row: CellRow; action?: HistoryAction } | 'deleted' | undefined): void => {
      resolve(chosen);
      pick.dispose();
    };
    pick.onDidTriggerButton(() => done('deleted'));
    pick.onDidTriggerItemButton(({ item, button }) => item.row && done({ row: item.row, action: BUTTONS.find((one) => one === button)?.action ?? 'show' }));
    pick.onDidAccept(() => {
      const row = pick.activeItems[0]?.row;
      if (row) done({ row });
    });
    pick.onDidHide(() => done(undefined));
    pick.show();
  });
}

function itemsOf({ marked, cell, rows }: Subject): RowItem[] {
  const now = cell?.document.getText().replaceAll('\r\n', '\n') ?? null;
  const shown = cell && marked.marks.get(keyOf(cell))?.row.id;
  const nowMs = Date.now();
  return rows.flatMap((row, at): RowItem[] => {
    const begins = rows[at - 1]?.runId !== row.runId;
    const separator = { label: marked.facts.nameOf(row.runId), kind: vscode.QuickPickItemKind.Separator };
    const buttons = row.redactedMs === null ? BUTTONS.filter(({ action }) => cell || action !== 'compare') : [];
    return [...(begins ? [separator] : []), { ...historyItem(row, { now, shown: row.id === shown, nowMs }), buttons, row }];
  });
}

/** The same actions as the buttons', for those who use the keyboard, and the rarer ones. */
async function chooseAction(deps: CellHistoryDeps, subject: Subject, row: CellRow, action: HistoryAction | undefined): Promise<void> {
  if (row.redactedMs !== null) throw new TrialbookError('redacted', 'What ran here was taken out of the store.');
  if (action) return act(deps, subject, row, action);
  const offered: (vscode.QuickPickItem & { action: HistoryAction })[] = [
    ...(subject.cell ? [{ label: '$(diff) Compare with Now', action: 'compare' } as const] : []),
    { label: '$(eye) Show Source and Output', action: 'show' },
    { label: '$(discard) Put Back', description: subject.cell ? 'replaces the source of the cell; can be undone' : 'as a new cell', action: 'putBack' },
    ...(row.metrics.length + row.found.length > 0 ? [{ label: '$(git-commit) How Was This Number Made?', action: 'howMade' } as const] : []),
    { label: '$(circle-slash) Redact…', description: 'takes source and output out of the store', action: 'redact' },
  ];
  const picked = await vscode.window.showQuickPick(offered, { title: iconFree(cellTitle(row)) });
  if (picked) await act(deps, subject, row, picked.action);
}

async function act({ cellSources }: CellHistoryDeps, { marked, cell }: Subject, row: CellRow, action: HistoryAction): Promise<void> {
  const ref: CellRef = { storeDir: marked.store.dir, cell: row.id };
  switch (action) {
    case 'show':
      return cellSources.openWithOutput(ref, row);
    case 'compare': {
      if (!cell) return cellSources.open(ref, row);
      const then = await cellSources.document(ref, row, false);
      await vscode.commands.executeCommand('vscode.diff', then.uri, cell.document.uri, `Cell ${cell.index + 1} ([${row.count ?? ' '}] ↔ Now)`, { preview: true });
      return;
    }
    case 'putBack':
      return putBack(marked.document, cell, row);
    case 'howMade':
      await vscode.commands.executeCommand('trialbook.howMade', ref);
      return;
    case 'redact':
      await vscode.commands.executeCommand('trialbook.redactCell', ref);
  }
}

function givenAction(given: unknown): { action: HistoryAction; id: number } | undefined {
  if (typeof given !== 'object' || given === null || !('action' in given) || !('id' in given)) return undefined;
  const { action, id } = given;
  const known = (['show', 'compare', 'putBack', 'howMade', 'redact'] as const).find((one) => one === action);
  return known && typeof id === 'number' ? { action: known, id } : undefined;
}
