import * as vscode from 'vscode';
import type { OpenStore } from '../../host/open_store';
import type { Stores } from '../../host/stores';
import type { RunSelection } from '../selection';
import type { ExplorerArrangement } from './arrangement';
import { TrialbookError } from '../../core/errors';
import { cellItem } from './cell_item';
import { cellTooltip } from './cell_tooltip';
import { binItem, groupItem, moreItem, problemItem, runItem, storeItem } from './item';
import type { ExplorerNode, MoreNode, NodeChanges, ProblemNode, RunNode, StoreNode } from './node';
import { refOf } from './node';
import { Redraws } from './redraws';
import { runTooltip } from './run_tooltip';
import type { StaleCells } from './stale_cells';
import { StoreBranch } from './store_branch';

/** Changes are shown at most this often: nobody reads faster, and each costs a message to VS Code's window. */
const PACE_MS = 500;

/** The runs of all stores, live. It reads nothing before VS Code asks for the first nodes, and nothing while paused. */
export class RunsTree implements vscode.TreeDataProvider<ExplorerNode>, vscode.Disposable {
  private readonly changed = new vscode.EventEmitter<ExplorerNode[] | undefined>();
  private readonly looked = new vscode.EventEmitter<{ readonly stores: boolean; readonly runs: boolean }>();
  private readonly branches = new Map<OpenStore, { branch: StoreBranch; node: StoreNode; following: vscode.Disposable }>();
  private readonly stale = new Set<StoreBranch>();
  private readonly redraws = new Redraws();
  private readonly subscriptions: vscode.Disposable[];
  private timer: NodeJS.Timeout | undefined;
  private paused = false;
  readonly onDidChangeTreeData = this.changed.event;
  /** Fires each time the top of the tree was read, telling whether there are stores, and anything to show of them. */
  readonly onDidLook = this.looked.event;

  constructor(
    private readonly stores: Stores,
    private readonly selection: RunSelection,
    private readonly arrangement: ExplorerArrangement,
    private readonly staleCells: StaleCells,
    private readonly onError: (error: unknown) => void,
  ) {
    this.subscriptions = [
      this.changed,
      this.looked,
      stores.onDidChangeStores(() => this.forgetGone()),
      arrangement.onDidChange(() => this.startAnew()),
      selection.onDidChange(() => this.redraw({ perhaps: this.runNodes() })),
      staleCells.onDidChange((runIds) => this.redraw({ perhaps: this.runNodes().filter(({ row }) => runIds.includes(row.runId)) })),
    ];
  }

  getTreeItem(node: ExplorerNode): vscode.TreeItem {
    const item = this.itemOf(node);
    this.redraws.drew(node, item, Date.now());
    return item;
  }

  private itemOf(node: ExplorerNode): vscode.TreeItem {
    switch (node.kind) {
      case 'store':
        return storeItem(node);
      case 'group':
        return groupItem(node, node.by === 'experiment' ? this.branch(node.store).experiment(node.group.key) : undefined, Date.now());
      case 'bin':
        return binItem(node);
      case 'cell':
        return cellItem(node);
      case 'more':
        return moreItem(node);
      case 'problem':
        return problemItem(node);
      case 'run': {
        const branch = this.branch(node.store);
        return runItem(node, {
          experiment: branch.experiment(node.row.experiment),
          stale: this.staleCells.of(node.row.runId),
          best: branch.bestOfSweep(node.row.runId),
          sort: this.arrangement.value.sort,
          chosen: this.selection.has(refOf(node)),
          nowMs: Date.now(),
        });
      }
    }
  }

  async getChildren(node?: ExplorerNode): Promise<ExplorerNode[]> {
    if (!node) return this.top();
    if (node.kind === 'cell' || node.kind === 'more' || node.kind === 'problem') return [];
    const branch = this.branch(node.store);
    return this.orProblem(node.id, node.kind === 'store' ? branch.top() : branch.children(node));
  }

  async resolveTreeItem(item: vscode.TreeItem, node: ExplorerNode): Promise<vscode.TreeItem> {
    if (node.kind === 'cell') item.tooltip = cellTooltip(await node.store.service.cell(node.row.id));
    if (node.kind !== 'run') return item;
    const detail = await node.store.service.detail(node.row.runId);
    item.tooltip = runTooltip(detail, this.branch(node.store).experiment(node.row.experiment)?.metric ?? null, Date.now());
    return item;
  }

  async showMore(node: MoreNode): Promise<void> {
    await this.branch(node.parent.store).showMore(node);
    this.changed.fire([node.parent]);
  }

  /** While nobody sees the tree, changes are only remembered. */
  pause(paused: boolean): void {
    this.paused = paused;
    if (!paused && (this.stale.size > 0 || this.redraws.pending)) this.soon(0);
  }

  /** Draws rows again that tell a time, in minutes, hours or days, which has changed by itself. */
  redrawAges(): void {
    if (!this.paused) this.redraw({ perhaps: [...this.branches.values()].flatMap(({ branch }) => [...branch.nodes()]) });
  }

  dispose(): void {
    clearTimeout(this.timer);
    for (const { following } of this.branches.values()) following.dispose();
    for (const item of this.subscriptions) item.dispose();
  }

  private async top(): Promise<ExplorerNode[]> {
    const { all } = this.stores;
    const [only] = all;
    const nodes = all.length === 1 && only ? await this.orProblem(only.dir, this.branch(only).top()) : all.map((store) => this.entry(store).node);
    this.looked.fire({ stores: all.length > 0, runs: nodes.some(({ kind }) => kind !== 'problem') });
    return nodes;
  }

  private async orProblem(id: string, nodes: Promise<ExplorerNode[]>): Promise<ExplorerNode[]> {
    try {
      return await nodes;
    } catch (error) {
      // What is meant for the person is said by the node itself.
      if (!(error instanceof TrialbookError)) this.onError(error);
      const message = error instanceof TrialbookError ? error.message : 'These runs could not be read.';
      return [{ kind: 'problem', id: `${id}/problem`, message } satisfies ProblemNode];
    }
  }

  private branch(store: OpenStore): StoreBranch {
    return this.entry(store).branch;
  }

  private entry(store: OpenStore): { branch: StoreBranch; node: StoreNode } {
    const known = this.branches.get(store);
    if (known) return known;
    const branch = new StoreBranch(store, this.arrangement.value);
    const made = { branch, node: { kind: 'store', id: store.dir, store } as const, following: store.onDidChange(() => this.follow(branch)) };
    this.branches.set(store, made);
    return made;
  }

  private forgetGone(): void {
    for (const [store, { branch, following }] of this.branches) {
      if (this.stores.all.includes(store)) continue;
      following.dispose();
      this.stale.delete(branch);
      this.branches.delete(store);
    }
    this.changed.fire(undefined);
  }

  private startAnew(): void {
    for (const { following } of this.branches.values()) following.dispose();
    this.branches.clear();
    this.stale.clear();
    this.changed.fire(undefined);
  }

  private runNodes(): RunNode[] {
    return [...this.branches.values()].flatMap(({ branch }) => [...branch.runNodes()]);
  }

  private redraw({ relisted = [], changed = [], perhaps = [] }: Partial<NodeChanges>): void {
    const due = new Set([...relisted, ...this.redraws.due(changed, perhaps, (node) => this.itemOf(node), Date.now())]);
    if (due.size > 0) this.changed.fire([...due]);
    if (this.redraws.pending && !this.paused) this.soon(PACE_MS);
  }

  private follow(branch: StoreBranch): void {
    this.stale.add(branch);
    if (!this.paused) this.soon(PACE_MS);
  }

  private soon(delayMs: number): void {
    this.timer ??= setTimeout(() => void this.catchUp(), delayMs);
  }

  private async catchUp(): Promise<void> {
    const branches = [...this.stale];
    this.stale.clear();
    const news: NodeChanges[] = [];
    for (const branch of branches) {
      try {
        const changes = await branch.update();
        if (changes) news.push(changes);
        else this.changed.fire(this.stores.all.length === 1 ? undefined : [this.entry(branch.store).node]);
      } catch (error) {
        this.onError(error);
      }
    }
    this.timer = undefined;
    this.redraw({
      relisted: news.flatMap(({ relisted }) => relisted),
      changed: news.flatMap(({ changed }) => changed),
      perhaps: news.flatMap(({ perhaps }) => perhaps),
    });
    if (this.stale.size > 0 && !this.paused) this.soon(PACE_MS);
  }
}
