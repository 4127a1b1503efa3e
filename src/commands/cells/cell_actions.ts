import * as vscode from 'vscode';
import { TrialbookError } from '../../core/errors';
import { isStale } from '../../notebook/stale';
import { contextOf } from '../../views/notebook/cell_status_bar';
import { markTooltip } from '../../views/notebook/cell_mark_text';
import type { NotebookMarks } from '../../views/notebook/notebook_marks';
import { cellArgument } from './cell_argument';
import { iconFree } from '../../views/icon_free';

interface ActionItem extends vscode.QuickPickItem {
  readonly run?: () => Thenable<unknown>;
}

/** `(cell?)`: what can be done about what stands below a cell. */
export async function cellActions(marks: NotebookMarks, args: readonly unknown[]): Promise<void> {
  const cell = cellArgument(args);
  const marked = await marks.latest(cell.notebook);
  const mark = marks.markOf(cell);
  if (!marked || !mark) throw new TrialbookError('no-mark', 'Nothing is recorded of what this cell shows. Track the notebook, and run the cell.');
  const { row, metric, state, fromEarlierSession } = mark;
  const context = contextOf(mark, marked);
  const command = (id: string, ...given: unknown[]) => (): Thenable<unknown> => vscode.commands.executeCommand(id, ...given);
  const storeDir = marked.store.dir;
  const stale = fromEarlierSession || (state !== null && isStale(state));
  const sources = [...new Set(state?.inputs.map((input) => input.cell))].flatMap((key) => cell.notebook.getCells().filter(({ document }) => document.uri.toString() === key));
  const runId = metric?.runId ?? row.runId;

  const items: ActionItem[] = [
    { label: '$(history) Cell History', description: 'earlier executions: compare, put back', run: command('trialbook.cellHistory', cell) },
    ...(metric || row.found.length > 0 ? [{ label: '$(git-commit) How Was This Number Made?', run: command('trialbook.howMade', { storeDir, cell: row.id }) }] : []),
    ...(row.found.length > 0 ? [{ label: '$(checklist) Choose Metrics of This Notebook…', run: command('trialbook.chooseFoundNumbers', cell) }] : []),
    ...sources.map((source) => ({ label: `$(arrow-up) Go to Cell ${source.index + 1}`, description: firstLineOf(source), run: () => reveal(source) })),
    ...(stale ? [{ label: '$(play) Run This Cell Again', run: () => execute(cell) }] : []),
    { label: `$(open-preview) Open ${iconFree(context.sessionName(runId))}`, run: command('trialbook.openRun', { storeDir, runId }) },
    { label: '$(circle-slash) Redact…', description: 'takes source and output out of the store', run: command('trialbook.redactCell', { storeDir, cell: row.id }) },
    { label: 'what is known', kind: vscode.QuickPickItemKind.Separator },
    // Hovers cannot be reached by keyboard, nor read aloud.
    ...markTooltip(mark, context).split(/\n+/).map((line) => ({ label: iconFree(line) })),
  ];
  const picked = await vscode.window.showQuickPick(items, { title: `Cell ${cell.index + 1} [${row.count ?? ' '}]`, placeHolder: 'Choose what to do' });
  await picked?.run?.();
}

async function reveal(cell: vscode.NotebookCell): Promise<void> {
  const range = new vscode.NotebookRange(cell.index, cell.index + 1);
  const editor = await vscode.window.showNotebookDocument(cell.notebook, { selections: [range] });
  editor.revealRange(range, vscode.NotebookEditorRevealType.InCenterIfOutsideViewport);
}

async function execute(cell: vscode.NotebookCell): Promise<void> {
  await vscode.commands.executeCommand('notebook.cell.execute', { ranges: [{ start: cell.index, end: cell.index + 1 }], document: cell.notebook.uri });
}

const firstLineOf = ({ document }: vscode.NotebookCell): string => iconFree(document.lineAt(0).text.slice(0, 80));
