import * as vscode from 'vscode';
import type { RunRef } from '../../host/open_store';
import type { RunSelection } from '../selection';
import type { ExplorerNode, RunNode } from './node';
import { refOf } from './node';
import type { RunsTree } from './tree';

/** The view "Runs" of the side bar: the tree, its check boxes, and what is selected in it. */
export class RunsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<ExplorerNode>;
  private readonly subscriptions: vscode.Disposable[];

  constructor(tree: RunsTree, selection: RunSelection) {
    this.view = vscode.window.createTreeView('trialbook.runs', {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    this.subscriptions = [
      this.view,
      this.view.onDidChangeVisibility(({ visible }) => tree.pause(!visible)),
      this.view.onDidChangeCheckboxState(({ items }) => {
        const checked = vscode.TreeItemCheckboxState.Checked;
        selection.set(refsOf(items.filter(([, state]) => state === checked).map(([node]) => node)), true);
        selection.set(refsOf(items.filter(([, state]) => state !== checked).map(([node]) => node)), false);
      }),
    ];
    tree.pause(!this.view.visible);
  }

  /** The runs that are selected (not: checked) in the tree. */
  get selected(): readonly RunRef[] {
    return refsOf(this.view.selection);
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }
}

function refsOf(nodes: readonly ExplorerNode[]): RunRef[] {
  return nodes.filter((node): node is RunNode => node.kind === 'run').map(refOf);
}
