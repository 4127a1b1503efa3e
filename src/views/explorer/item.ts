import * as vscode from 'vscode';
import type { Experiment, RunStatus } from '../../core/run';
import { statusIcons, statusWords } from '../../core/run_status';
import type { SortKey } from '../../store/service';
import { countOf, groupDescription, groupLabel } from './group_text';
import type { BinNode, GroupNode, MoreNode, ProblemNode, RunNode, StoreNode } from './node';
import { runDescription } from './run_text';

/** State is told by shape; colour says it again. */
const COLORS: Readonly<Record<RunStatus, string>> = {
  RUNNING: 'charts.blue',
  FINISHED: 'charts.green',
  FAILED: 'charts.red',
  KILLED: 'charts.yellow',
  CRASHED: 'charts.red',
  UNKNOWN: 'disabledForeground',
};

export interface RunLook {
  readonly experiment: Experiment | undefined;
  /** of a sweep: the best value one of its runs has reached */
  readonly best: number | undefined;
  readonly sort: SortKey;
  readonly chosen: boolean;
  readonly nowMs: number;
}

export function runItem(node: RunNode, { experiment, best, sort, chosen, nowMs }: RunLook): vscode.TreeItem {
  const { row } = node;
  const state = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.name, row.childCount > 0 ? state.Collapsed : state.None);
  item.id = node.id;
  item.description = runDescription(row, node.columns, { experiment, best, sort, nowMs });
  item.iconPath = new vscode.ThemeIcon(statusIcons[row.status], new vscode.ThemeColor(COLORS[row.status]));
  item.contextValue = runContext(node);
  item.accessibilityInformation = { label: `${row.name}, ${statusWords[row.status]}, ${item.description}` };
  if (row.binnedMs === null) {
    item.checkboxState = chosen ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
  }
  item.command = openSelected;
  return item;
}

/**
 * What a click does. It takes no arguments, but the selection: VS Code forgets the arguments of an item that is drawn anew, and a
 * click on a live list may come in that moment.
 */
const openSelected: vscode.Command = { command: 'trialbook.openSelected', title: 'Open' };

/** Words that `when` clauses of menus look for. */
function runContext({ row }: RunNode): string {
  const words = ['run', row.status.toLowerCase(), row.starred ? 'starred' : 'plain'];
  if (row.binnedMs !== null) words.push('binned');
  if (row.script !== null) words.push('script');
  if (row.commit !== null) words.push('commit');
  if (row.snapshot !== null) words.push('code');
  if (row.dirty) words.push('dirty');
  return words.join(' ');
}

export function groupItem(node: GroupNode, experiment: Experiment | undefined, nowMs: number): vscode.TreeItem {
  const { by, group } = node;
  const item = new vscode.TreeItem(groupLabel(by, group, nowMs), vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.description = groupDescription(group, by, experiment);
  item.contextValue = by === 'experiment' ? 'experiment' : 'group';
  return item;
}

export function storeItem(node: StoreNode, name: string): vscode.TreeItem {
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.iconPath = new vscode.ThemeIcon('root-folder');
  item.tooltip = node.store.dir;
  item.contextValue = 'store';
  return item;
}

export function binItem(node: BinNode): vscode.TreeItem {
  const item = new vscode.TreeItem('Bin', vscode.TreeItemCollapsibleState.Collapsed);
  item.id = node.id;
  item.description = countOf(node.count);
  item.iconPath = new vscode.ThemeIcon('trash');
  item.contextValue = 'bin';
  return item;
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem('Show more…', vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = `${node.hidden.toLocaleString('en')} not shown`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = openSelected;
  return item;
}

export function problemItem(node: ProblemNode): vscode.TreeItem {
  const item = new vscode.TreeItem(node.message, vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.tooltip = node.message;
  item.iconPath = new vscode.ThemeIcon('error', new vscode.ThemeColor('charts.red'));
  item.command = { command: 'trialbook.showLog', title: 'Show Log' };
  return item;
}
