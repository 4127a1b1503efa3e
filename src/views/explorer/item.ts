import * as vscode from 'vscode';
import type { Experiment, RunStatus } from '../../core/run';
import { formatNumber } from '../../core/format';
import type { BinNode, GroupNode, MoreNode, RunNode, StoreNode } from './node';
import { refOf } from './node';
import type { RowColumns } from './row_columns';
import { STATUS_WORDS, runDescription } from './run_text';

/** State by shape, and by colour as well. */
const ICONS: Readonly<Record<RunStatus, { icon: string; color: string }>> = {
  RUNNING: { icon: 'loading~spin', color: 'charts.blue' },
  FINISHED: { icon: 'check', color: 'charts.green' },
  FAILED: { icon: 'error', color: 'charts.red' },
  KILLED: { icon: 'debug-stop', color: 'charts.yellow' },
  CRASHED: { icon: 'warning', color: 'charts.red' },
  UNKNOWN: { icon: 'question', color: 'disabledForeground' },
};

export interface RunLook {
  readonly columns: RowColumns;
  readonly experiment: Experiment | undefined;
  readonly chosen: boolean;
  readonly nowMs: number;
}

export function runItem(node: RunNode, { columns, experiment, chosen, nowMs }: RunLook): vscode.TreeItem {
  const { row } = node;
  const state = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(row.name, row.childCount > 0 ? state.Collapsed : state.None);
  const { icon, color } = ICONS[row.status];
  item.id = node.id;
  item.description = runDescription(row, columns, experiment, nowMs);
  item.iconPath = new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
  item.contextValue = runContext(node);
  item.accessibilityInformation = { label: `${row.name}, ${STATUS_WORDS[row.status]}, ${item.description}` };
  if (row.binnedMs === null) {
    item.checkboxState = chosen ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked;
  }
  item.command = { command: 'trialbook.openRun', title: 'Open Run', arguments: [refOf(node), { preview: true }] };
  return item;
}

/** Words that `when` clauses of menus look for. */
function runContext({ row }: RunNode): string {
  const words = ['run', row.status.toLowerCase(), row.starred ? 'starred' : 'plain'];
  if (row.binnedMs !== null) words.push('binned');
  if (row.script !== null) words.push('script');
  return words.join(' ');
}

export function groupItem(node: GroupNode, experiment: Experiment | undefined, expanded: boolean): vscode.TreeItem {
  const { label, runCount, runningCount } = node.group;
  const state = vscode.TreeItemCollapsibleState;
  const item = new vscode.TreeItem(label, expanded ? state.Expanded : state.Collapsed);
  const parts = [runCount === 1 ? '1 run' : `${runCount.toLocaleString('en')} runs`];
  if (runningCount > 0) parts.push(`${runningCount} running`);
  if (experiment?.best) parts.push(`best ${experiment.metric} ${formatNumber(experiment.best.value)}`);
  item.id = node.id;
  item.description = parts.join(' · ');
  item.contextValue = experiment ? 'experiment' : 'group';
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
  item.description = String(node.count);
  item.iconPath = new vscode.ThemeIcon('trash');
  item.contextValue = 'bin';
  return item;
}

export function moreItem(node: MoreNode): vscode.TreeItem {
  const item = new vscode.TreeItem('Show more…', vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = `${node.hidden.toLocaleString('en')} not shown`;
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  item.command = { command: 'trialbook.showMore', title: 'Show More', arguments: [node] };
  return item;
}
