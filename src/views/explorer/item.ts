import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { Experiment } from '../../core/run';
import { plainLine } from '../../core/plain_text';
import { isRunnable } from '../../core/runnable';
import type { SortKey } from '../../store/service';
import { countOf, groupDescription, groupLabel } from './group_text';
import type { BinNode, GroupNode, MoreNode, ProblemNode, RunNode, StoreNode } from './node';
import { openSelected } from './open_selected';
import { runDescription, runSpoken } from './run_text';
import { stateIcon } from './state_icon';

/** The side bar cuts a name where it ends; this is for names that are whole texts. */
const LONGEST_NAME = 200;

export interface RunLook {
  readonly experiment: Experiment | undefined;
  /** of a sweep: the best value one of its runs has reached */
  readonly best: number | undefined;
  /** of a kernel session: how many cells show what is no longer so, as far as that is known */
  readonly stale: number;
  readonly sort: SortKey;
  readonly chosen: boolean;
  readonly nowMs: number;
}

export function runItem(node: RunNode, { chosen, ...surroundings }: RunLook): vscode.TreeItem {
  const { row } = node;
  const state = vscode.TreeItemCollapsibleState;
  const name = plainLine(row.name, LONGEST_NAME);
  const item = new vscode.TreeItem(name, row.childCount + row.cellCount > 0 ? state.Collapsed : state.None);
  item.id = node.id;
  item.description = runDescription(row, node.columns, surroundings);
  item.iconPath = stateIcon(row);
  item.contextValue = runContext(node);
  item.accessibilityInformation = { label: runSpoken(name, row, item.description) };
  if (row.binnedMs === null) {
    item.checkboxState = {
      state: chosen ? vscode.TreeItemCheckboxState.Checked : vscode.TreeItemCheckboxState.Unchecked,
      tooltip: chosen ? 'Leave Out of the Comparison' : 'Choose for the Comparison',
      accessibilityInformation: { label: `Compare ${name}`, role: 'checkbox' },
    };
  }
  item.command = openSelected;
  return item;
}

/** Words that `when` clauses of menus look for. */
function runContext({ row, parent }: RunNode): string {
  const words = ['run', row.starred ? 'starred' : 'plain'];
  // What runs in a kernel is stopped in its notebook, and was started by no command.
  const inKernel = row.kind === 'session' || (parent.kind === 'run' && parent.row.kind === 'session');
  if (row.status === 'RUNNING' && !inKernel) words.push('running');
  if (isRunnable(row)) words.push('again');
  if (row.kind === 'session') words.push('session');
  if (row.cellCount > 0) words.push('cells');
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

export function storeItem(node: StoreNode): vscode.TreeItem {
  const { dir, folder } = node.store;
  const project = dirname(dir);
  const isFolder = folder?.uri.fsPath === project;
  const name = isFolder ? folder.name : basename(project);
  const within = isFolder ? '' : vscode.workspace.asRelativePath(dirname(project), true);
  const item = new vscode.TreeItem(name, vscode.TreeItemCollapsibleState.Expanded);
  item.id = node.id;
  item.description = within;
  item.accessibilityInformation = { label: within === '' ? name : `${name}, ${within}` };
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
