import type { Experiment, RunRow } from '../../core/run';
import type { OpenStore } from '../../host/open_store';
import type { RunsReply, RunsRequest } from '../../store/service';
import type { Arrangement } from './arrangement';
import { CellListing } from './cell_listing';
import { Listing, PAGE } from './listing';
import { belongs, placeMayChange } from './membership';
import type { BinNode, CellNode, Container, ExplorerNode, GroupNode, MoreNode, NodeChanges, RunNode } from './node';
import { RowColumns } from './row_columns';
import { SweepBests } from './sweep_bests';

/** Past so many changed runs the lists are read again instead of being patched. */
const MOST_CHANGES = 500;

/**
 * What the tree shows of one store, in one arrangement. It holds only what was asked for, and follows the store by its
 * cursor: which runs changed decides which nodes are drawn again, and only lists whose order may have changed are read again.
 */
export class StoreBranch {
  private experiments = new Map<string, Experiment>();
  private columns: RowColumns;
  private groups: GroupNode[] = [];
  private readonly bin: BinNode;
  private readonly listings = new Map<string, Listing>();
  private readonly cells = new Map<RunNode, CellListing>();
  private readonly bests: SweepBests;
  private cursor: number | undefined;
  private opening: Promise<void> | undefined;

  constructor(
    readonly store: OpenStore,
    private readonly arrangement: Arrangement,
  ) {
    this.columns = RowColumns.of([], arrangement.sort);
    this.bests = new SweepBests(store);
    this.bin = { kind: 'bin', id: `${store.dir}/bin`, store, count: 0 };
  }

  experiment(name: string | null): Experiment | undefined {
    return name === null ? undefined : this.experiments.get(name);
  }

  /** The best value in a sweep. */
  bestOfSweep(runId: string): number | undefined {
    return this.bests.get(runId);
  }

  /** The nodes below the store: its groups, and the bin where there is something in it. */
  async top(): Promise<ExplorerNode[]> {
    await (this.opening ??= this.open());
    return this.topNodes();
  }

  /** The nodes below one that has some: runs, and below them the cells that ran in it. */
  async children(container: Container): Promise<(RunNode | CellNode | MoreNode)[]> {
    return [...(await this.runsIn(container)), ...(container.kind === 'run' ? await this.cellsIn(container) : [])];
  }

  private async runsIn(container: Container): Promise<(RunNode | MoreNode)[]> {
    let listing = this.listings.get(container.id);
    if (!listing) {
      listing = new Listing(container);
      await this.read(listing);
      this.listings.set(container.id, listing);
    }
    return [...listing.nodes, ...moreOf(container, 'runs', listing.total - listing.nodes.length)];
  }

  private async cellsIn(run: RunNode): Promise<(CellNode | MoreNode)[]> {
    if (run.row.cellCount === 0) return [];
    let listing = this.cells.get(run);
    if (!listing) {
      listing = new CellListing(run);
      await listing.read();
      this.cells.set(run, listing);
    }
    return [...listing.nodes, ...moreOf(run, 'cells', listing.hidden)];
  }

  async showMore({ parent: container, of }: MoreNode): Promise<void> {
    if (of === 'cells') return container.kind === 'run' ? this.cells.get(container)?.showMore() : undefined;
    const listing = this.listings.get(container.id);
    if (!listing) return;
    listing.limit += PAGE;
    await this.read(listing);
  }

  /** Every run node that is held. */
  *runNodes(): Iterable<RunNode> {
    for (const listing of this.listings.values()) yield* listing.nodes;
  }

  /** Every node that is held and tells a time. */
  *nodes(): Iterable<ExplorerNode> {
    yield* this.groups;
    yield* this.runNodes();
  }

  /** Catches up with the store. @returns undefined where there are others at the top, or in another order */
  async update(): Promise<NodeChanges | undefined> {
    // Opening failed before; now there is a store that can be shown.
    if (this.cursor === undefined) return undefined;
    const runs = await this.updateRuns(this.cursor);
    const cells = await this.updateCells();
    return runs && { relisted: [...runs.relisted, ...cells.relisted], changed: [...runs.changed, ...cells.changed], perhaps: runs.perhaps };
  }

  private async updateRuns(since: number): Promise<NodeChanges | undefined> {
    const columns = this.columns;
    const reply = await this.ask({ changedSince: since, limit: MOST_CHANGES }, columns);
    this.cursor = reply.cursor;
    if (reply.total === 0 && reply.removed.length === 0) return { relisted: [], changed: [], perhaps: [] };
    const before = this.topNodes();
    await this.readTop();
    const all = reply.total > reply.rows.length || !columns.equals(this.columns);
    const stale = [...this.listings.values()].filter((listing) => all || this.isStale(listing, reply));
    const changed = this.patch(reply.rows, columns);
    const relisted: ExplorerNode[] = [];
    for (const listing of stale) if (await this.read(listing)) relisted.push(listing.container);
    const parents = await this.updateParents(reply.rows);
    const after = this.topNodes();
    if (before.length !== after.length || after.some((node, at) => node !== before[at])) return undefined;
    return { relisted, changed: all ? [...this.runNodes()] : changed, perhaps: [...after, ...parents, ...stale.flatMap(({ nodes }) => nodes)] };
  }

  private async updateCells(): Promise<Pick<NodeChanges, 'relisted' | 'changed'>> {
    const relisted: ExplorerNode[] = [];
    const changed: ExplorerNode[] = [];
    for (const [run, listing] of this.cells) {
      if (this.listings.get(run.parent.id)?.find(run.row.runId) !== run) {
        this.cells.delete(run);
        continue;
      }
      const news = await listing.update();
      relisted.push(...news.relisted);
      changed.push(...news.changed);
    }
    return { relisted, changed };
  }

  /** A run whose children change does not itself count as changed, yet tells how many there are, and a sweep the best of them. */
  private async updateParents(children: readonly RunRow[]): Promise<RunNode[]> {
    const ids = new Set(children.map(({ parentRunId }) => parentRunId));
    const shown = [...this.runNodes()].filter(({ row }) => ids.has(row.runId));
    if (shown.length === 0) return [];
    const { columns } = this;
    const { rows } = await this.ask({ runIds: shown.map(({ row }) => row.runId) }, columns);
    const parents = this.patch(rows, columns);
    await this.bests.read(parents, this.experiments);
    return parents;
  }

  private async open(): Promise<void> {
    try {
      // The cursor alone: to list any run, all would have to be put in order.
      this.cursor = (await this.ask({ runIds: [] }, this.columns)).cursor;
      await this.readTop();
    } catch (error) {
      // The next look tries again.
      this.opening = undefined;
      throw error;
    }
  }

  private topNodes(): (GroupNode | BinNode)[] {
    return [...this.groups, ...(this.bin.count > 0 ? [this.bin] : [])];
  }

  private async readTop(): Promise<void> {
    const { service, dir } = this.store;
    const { groupBy: by, query, sort } = this.arrangement;
    const experiments = await service.experiments();
    this.experiments = new Map(experiments.map((experiment) => [experiment.name, experiment]));
    this.columns = RowColumns.of(experiments, sort);
    this.bin.count = (await service.runs({ bin: true, limit: 1 })).total;
    const known = new Map(this.groups.map((node) => [node.id, node]));
    this.groups = (await service.groups({ by, query, ...this.level() })).map((group) => {
      const id = `${dir}/${by}/${group.key ?? ''}`;
      const node = known.get(id);
      if (!node) return { kind: 'group', id, store: this.store, by, group };
      node.group = group;
      return node;
    });
  }

  private async read(listing: Listing): Promise<boolean> {
    const { columns } = this;
    const request = { ...this.membersOf(listing.container), limit: listing.limit, sort: [this.arrangement.sort] };
    const { rows, total } = await this.ask(request, columns);
    const moved = listing.take(rows, total, columns);
    await this.bests.read(listing.nodes, this.experiments);
    return moved;
  }

  private ask(request: RunsRequest, { metrics, params }: RowColumns): Promise<RunsReply> {
    return this.store.service.runs({ ...request, metrics, params });
  }

  private membersOf(container: Container): RunsRequest {
    if (container.kind === 'run') return { parent: container.row.runId };
    if (container.kind === 'bin') return { bin: true };
    return { group: { by: container.by, key: container.group.key }, query: this.arrangement.query, ...this.level() };
  }

  /** With a filter, whatever it finds stands by itself: a child that fits is not hidden below a parent that does not. */
  private level(): Pick<RunsRequest, 'parent'> {
    return this.arrangement.query === '' ? { parent: null } : {};
  }

  /** Puts new rows in the place of old ones. @returns the nodes that hold them */
  private patch(rows: readonly RunRow[], columns: RowColumns): RunNode[] {
    return rows.flatMap((row) => [...this.listings.values()].flatMap((listing) => listing.put(row, columns) ?? []));
  }

  /** Whether a changed run came into a list, left it, or may have another place in it. */
  private isStale(listing: Listing, { rows, removed }: RunsReply): boolean {
    if (removed.some((runId) => listing.find(runId))) return true;
    return rows.some((row) => {
      const there = listing.find(row.runId);
      const member = belongs(row, listing.container, this.arrangement, this.isOrphan(row));
      if (!there) return member !== false;
      return member !== true || placeMayChange(there.row, row, this.arrangement, there.columns);
    });
  }

  private isOrphan({ parentRunId }: RunRow): boolean {
    return parentRunId !== null && ![...this.listings.values()].some((listing) => listing.find(parentRunId));
  }
}

function moreOf(parent: Container, of: MoreNode['of'], hidden: number): MoreNode[] {
  return hidden > 0 ? [{ kind: 'more', id: `${parent.id}/more ${of}`, parent, of, hidden }] : [];
}
