import * as vscode from 'vscode';
import { cellStatusAsRun, cellStatusWords, cellSummary, cellTitle } from '../../core/cell_text';
import { plainLine } from '../../core/plain_text';
import type { CellNode } from './node';
import { openSelected } from './open_selected';
import { stateIcon } from './state_icon';

/** Of a source beside which something stands that matters more: a side bar is 300 pixels wide. */
const SHORT = 26;

export function cellItem(node: CellNode): vscode.TreeItem {
  const { row } = node;
  const telling = row.metrics.length > 0 || row.status === 'error';
  const item = new vscode.TreeItem(telling ? plainLine(cellTitle(row), SHORT) : cellTitle(row), vscode.TreeItemCollapsibleState.None);
  item.id = node.id;
  item.description = cellSummary(row);
  item.iconPath = stateIcon({ kind: 'notebook', status: cellStatusAsRun[row.status] });
  item.contextValue = cellContext(node);
  item.accessibilityInformation = { label: `${item.label as string}, ${cellStatusWords[row.status]}, ${item.description}` };
  item.command = openSelected;
  return item;
}

/** Words that `when` clauses of menus look for. */
function cellContext({ row }: CellNode): string {
  const words = ['cell', row.redactedMs === null ? 'kept' : 'redacted'];
  if (row.notebook !== null) words.push('notebook');
  if (row.metrics.length > 0) words.push('metrics');
  return words.join(' ');
}
