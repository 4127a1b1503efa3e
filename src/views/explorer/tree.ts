import { basename, dirname } from 'node:path';
import * as vscode from 'vscode';
import type { OpenStore } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import type { RunSelection } from '../selection';
import { binItem, groupItem, moreItem, runItem, storeItem } from './item';
import type { ExplorerNode, MoreNode } from './node';
import { refOf } from './node';
import { StoreBranch } from './store_branch';

/** Changes are shown at most this often: nobody reads faster, and each costs a message to VS Code's window. */
const PACE_MS = 500;

/** The runs of all stores, live. It reads nothing before VS Code asks for the first nodes, and nothing while paused. */
export class RunsTree implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ExplorerNode[] | undefined>();
  private branches = new Map<OpenStore, StoreBranch>();
  private readonly stale = new Set<StoreBranch>();
  private following: vscode.Disposable[] = [];
  private timer: NodeJS.Timeout | undefined;
  private paused = false;
  readonly onDidChangeTreeData = this.changed.event;

  constructor(
    private readonly stores: Stores,
    private readonly selection: RunSelection,
    private readonly onError: (error: unknown) => void,
  ) {
    this.following = [stores.onDidChangeStores(() => this.changed.fire(undefined))];
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    switch (node.kind) {
      case 'store':
        return storeItem(node, node.store.folder?.name ?? basename(dirname(node.store.dir)));
      case 'group':
        return groupItem(node, this.branch(node.store).experiment(node.key), true);
      case 'bin':
        return binItem(node);
      case 'more':
        return moreItem(node);
      case 'run': {
        const branch = this.branch(node.store);
        return runItem(node, {
          columns: branch.rowColumns,
          experiment: branch.experiment(node.row.experiment),
          chosen: this.selection.has(refOf(node)),
          nowMs: Date.now(),
        });
      }
    }
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) return this.top();
    if (node.kind === 'more') return [];
    const branch = this.branch(node.store);
    return node.kind === 'store' ? branch.top() : branch.children(node);
  }

  getParent(node: ExplorerNode): ExplorerNode | undefined {
    return node.kind === 'run' || node.kind === 'more' ? node.parent : undefined;
  }

  async showMore(node: MoreNode): Promise<void> {
    await this.branch(node.parent.store).showMore(node.parent);
    this.changed.fire([node.parent]);
  }

  /** While nobody sees the tree, changes are only remembered. */
  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused && this.stale.size > 0 && this.timer === undefined) this.timer = setTimeout(() => void this.catchUp(), 0);
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const item of this.following) item.dispose();
    this.changed.dispose();
  }

  private async top(): Promise<ExplorerNode[]> {
    const { all } = this.stores;
    const [only] = all;
    if (all.length === 1 && only) return this.branch(only).top();
    return all.map((store) => ({ kind: 'store', id: store.dir, store }));
  }

  private branch(store: OpenStore): StoreBranch {
    let branch = this.branches.get(store);
    if (!branch) {
      const made = new StoreBranch(store);
      this.branches.set(store, made);
      this.following.push(store.onDidChange(() => this.follow(made)));
      branch = made;
    }
    return branch;
  }

  private follow(branch: StoreBranch): void {
    this.stale.add(branch);
    if (!this.paused && this.timer === undefined) this.timer = setTimeout(() => void this.catchUp(), PACE_MS);
  }

  private async catchUp(): Promise<void> {
    const branches = [...this.stale];
    this.stale.clear();
    for (const branch of branches) {
      try {
        this.changed.fire(await branch.update());
      } catch (error) {
        this.onError(error);
      }
    }
    this.timer = undefined;
    if (this.stale.size > 0 && !this.paused) this.timer = setTimeout(() => void this.catchUp(), PACE_MS);
  }
}
