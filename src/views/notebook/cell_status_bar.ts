import * as vscode from 'vscode';
import { askedText, markTooltip, metricText, spoken, staleText, type MarkContext } from './cell_mark_text';
import type { CellMark } from './cell_marks';
import type { MarkedNotebook, NotebookMarks } from './notebook_marks';
import { keyOf, NOTEBOOK_TYPE } from './shown_cells';

interface Shown {
  readonly text: string;
  readonly tooltip: string;
  readonly command: string;
}

/** Below the cells of notebooks what they recorded and what of it is stale. The notebook's file is never touched. */
export class CellStatusBar implements vscode.NotebookCellStatusBarItemProvider, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<void>();
  readonly onDidChangeCellStatusBarItems = this.changed.event;
  /** by notebook: what was given last, for VS Code asks for all visible cells again when it is told of a change */
  private readonly given = new WeakMap<vscode.NotebookDocument, string>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(private readonly marks: NotebookMarks) {
    this.subscriptions = [
      this.changed,
      vscode.notebooks.registerNotebookCellStatusBarItemProvider(NOTEBOOK_TYPE, this),
      marks.onDidChangeMarks((document) => this.compare(document)),
      vscode.workspace.onDidChangeConfiguration((event) => event.affectsConfiguration('trialbook.notebooks') && this.changed.fire()),
    ];
  }

  provideCellStatusBarItems(cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem[] {
    const marked = this.marks.current(cell.notebook);
    const mark = marked?.marks.get(keyOf(cell));
    return marked && mark ? shownOf(mark, marked).map((shown, at) => itemOf(shown, at, cell)) : [];
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }

  private compare(document: vscode.NotebookDocument): void {
    const marked = this.marks.current(document);
    const now = JSON.stringify([...(marked?.marks ?? [])].map(([key, mark]) => [key, marked && shownOf(mark, marked)]));
    if ((this.given.get(document) ?? '[]') === now) return;
    this.given.set(document, now);
    this.changed.fire();
  }
}

/** What stands below a cell, from left to right. */
function shownOf(mark: CellMark, marked: MarkedNotebook): Shown[] {
  const asks = vscode.workspace.getConfiguration('trialbook', marked.document.uri).get('notebooks.metrics', 'ask') === 'ask';
  const context = contextOf(mark, marked);
  const tooltip = markTooltip(mark, context);
  const item = (text: string | null, command: string): Shown[] => (text === null ? [] : [{ text, tooltip, command }]);
  return [
    ...item(metricText(mark), 'trialbook.cellActions'),
    ...(asks ? item(askedText(mark), 'trialbook.chooseFoundNumbers') : []),
    ...item(staleText(mark, context), 'trialbook.cellActions'),
  ];
}

/** What texts about a cell of an open notebook need to know. */
export function contextOf({ metric, row }: CellMark, { numbers, facts }: MarkedNotebook): MarkContext {
  return {
    numberOf: (key) => numbers.get(key) ?? null,
    sessionName: (runId) => facts.nameOf(runId),
    params: facts.paramsOf(metric?.runId ?? row.runId),
  };
}

function itemOf({ text, tooltip, command }: Shown, at: number, cell: vscode.NotebookCell): vscode.NotebookCellStatusBarItem {
  const item = new vscode.NotebookCellStatusBarItem(text, vscode.NotebookCellStatusBarAlignment.Left);
  item.tooltip = tooltip;
  item.priority = -at;
  item.command = { title: '', command, arguments: [cell] };
  item.accessibilityInformation = { label: spoken(text), role: 'button' };
  return item;
}
