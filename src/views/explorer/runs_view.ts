import * as vscode from 'vscode';
import type { RunRef } from '../../host/open_store';
import type { RunSelection } from '../selection';
import type { ExplorerArrangement } from './arrangement';
import type { ExplorerNode, RunNode } from './node';
import { refOf } from './node';
import type { RunsTree } from './tree';

const REDRAW_PAUSE_MS = 50;
const REDRAW_TRIES = 60;
const AGES_MS = 60_000;

/** The view "Runs" of the side bar: the tree, its check boxes, what is selected in it, and what menus ask about it. */
export class RunsView implements vscode.Disposable {
  private readonly view: vscode.TreeView<ExplorerNode>;
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    tree: RunsTree,
    private readonly selection: RunSelection,
    private readonly arrangement: ExplorerArrangement,
  ) {
    this.view = vscode.window.createTreeView('trialbook.runs', {
      treeDataProvider: tree,
      canSelectMany: true,
      showCollapseAll: true,
      manageCheckboxStateManually: true,
    });
    const ages = setInterval(() => tree.redrawAges(), AGES_MS);
    this.subscriptions = [
      this.view,
      new vscode.Disposable(() => clearInterval(ages)),
      this.view.onDidChangeVisibility(({ visible }) => tree.pause(!visible)),
      this.view.onDidChangeCheckboxState(({ items }) => this.choose(items)),
      selection.onDidChange(() => this.tellChosen()),
      arrangement.onDidChange(() => this.tellFilter(true)),
      tree.onDidLook(({ stores, runs }) => {
        setContext('hasRuns', runs);
        // Now it is certain that there is nothing to show, where that is so.
        if (stores) setContext('ready', true);
        this.tellFilter(runs);
      }),
    ];
    this.tellChosen();
    this.tellFilter(true);
  }

  /** Fires when somebody begins or ends to look at the view. */
  get onDidChangeVisibility(): vscode.Event<vscode.TreeViewVisibilityChangeEvent> {
    return this.view.onDidChangeVisibility;
  }

  /** The runs that are selected (not: checked) in the tree. */
  get selected(): readonly RunRef[] {
    return refsOf(this.view.selection);
  }

  /**
   * The one node that is selected, and so was clicked. While a list is drawn anew VS Code does not know the node, and knows it
   * again when the list was read.
   */
  async selectedNode(): Promise<ExplorerNode | undefined> {
    for (let tries = 0; tries < REDRAW_TRIES && this.view.selection.length === 0; tries++) {
      await new Promise((resolve) => setTimeout(resolve, REDRAW_PAUSE_MS));
    }
    return this.view.selection[0];
  }

  /** What is written above the tree: the filter, where there is one. */
  get message(): string | undefined {
    return this.view.message;
  }

  dispose(): void {
    for (const item of this.subscriptions) item.dispose();
  }

  private choose(items: readonly [ExplorerNode, vscode.TreeItemCheckboxState][]): void {
    const checked = vscode.TreeItemCheckboxState.Checked;
    this.selection.set(refsOf(items.filter(([, state]) => state === checked).map(([node]) => node)), true);
    this.selection.set(refsOf(items.filter(([, state]) => state !== checked).map(([node]) => node)), false);
  }

  private tellChosen(): void {
    setContext('chosen', this.selection.refs.length > 0);
  }

  /** VS Code shows no description of a view that is alone in its container, so the filter is a line of its own. */
  private tellFilter(matches: boolean): void {
    const { query } = this.arrangement.value;
    this.view.message = query === '' ? '' : `${matches ? 'Filter' : 'No run matches'}: ${query}`;
    setContext('filtered', query !== '');
  }
}

function setContext(key: string, value: boolean): void {
  void vscode.commands.executeCommand('setContext', `trialbook.${key}`, value);
}

function refsOf(nodes: readonly ExplorerNode[]): RunRef[] {
  return nodes.filter((node): node is RunNode => node.kind === 'run').map(refOf);
}
