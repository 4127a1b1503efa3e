import type { Experiment, RunRow } from '../../core/run';
import type { OpenStore } from '../../host/open_store';
import type { RunsReply, RunsRequest } from '../../store/service';
import { Listing, PAGE } from './listing';
import type { BinNode, Container, ExplorerNode, GroupNode, MoreNode, RunNode } from './node';
import { RowColumns } from './row_columns';

/** Past so many changed runs the lists are read again instead of being patched. */
const MOST_CHANGES = 500;

/**
 * What the tree shows of one store. It holds only what was asked for, and follows the store by its cursor: which runs
 * changed decides which nodes are drawn again, and only lists whose order may have changed are read again.
 */
export class StoreBranch {
  private experiments = new Map<string, Experiment>();
  private columns = RowColumns.of([]);
  private groups: GroupNode[] = [];
  private bin: BinNode;
  private readonly listings = new Map<string, Listing>();
  private cursor: number | undefined;

  constructor(readonly store: OpenStore) {
    this.bin = { kind: 'bin', id: `${store.dir}/bin`, store, count: 0 };
  }

  experiment(name: string): Experiment | undefined {
    return this.experiments.get(name);
  }

  get rowColumns(): RowColumns {
    return this.columns;
  }

  /** The nodes below the store: its groups, and the bin where there is something in it. */
  async top(): Promise<ExplorerNode[]> {
    if (this.cursor === undefined) {
      this.cursor = (await this.ask({ limit: 1 })).cursor;
      await this.readTop();
    }
    return [...this.groups, ...(this.bin.count > 0 ? [this.bin] : [])];
  }

  async children(container: Container): Promise<(RunNode | MoreNode)[]> {
    let listing = this.listings.get(container.id);
    if (!listing) {
      listing = new Listing(container);
      await this.read(listing);
      this.listings.set(container.id, listing);
    }
    const hidden = listing.total - listing.nodes.length;
    const more: MoreNode[] = hidden > 0 ? [{ kind: 'more', id: `${container.id}/more`, parent: container, hidden }] : [];
    return [...listing.nodes, ...more];
  }

  async showMore(container: Container): Promise<void> {
    const listing = this.listings.get(container.id);
    if (!listing) return;
    listing.limit += PAGE;
    await this.read(listing);
  }

  /** Catches up with the store. @returns the nodes to draw again, or undefined for all of the store */
  async update(): Promise<ExplorerNode[] | undefined> {
    if (this.cursor === undefined) return [];
    const reply = await this.ask({ changedSince: this.cursor, limit: MOST_CHANGES });
    this.cursor = reply.cursor;
    const columns = this.columns;
    const topChanged = await this.readTop();
    const all = reply.total > reply.rows.length || !columns.equals(this.columns);
    const stale = all ? [...this.listings.values()] : this.staleListings(reply);
    const redraw = new Set<ExplorerNode>(all ? [] : this.patch(reply.rows));
    for (const listing of stale) {
      if (await this.read(listing)) redraw.add(listing.container);
      else for (const node of listing.nodes) redraw.add(node);
    }
    return topChanged ? undefined : [...redraw];
  }

  /** @returns true when groups came, went or changed places */
  private async readTop(): Promise<boolean> {
    const before = [...this.groups, this.bin.count > 0];
    const experiments = await this.store.service.experiments();
    this.experiments = new Map(experiments.map((experiment) => [experiment.name, experiment]));
    this.columns = RowColumns.of(experiments);
    const known = new Map(this.groups.map((node) => [node.key, node]));
    this.groups = experiments.map((experiment) => {
      const group = { label: experiment.name, runCount: experiment.runCount, runningCount: experiment.runningCount };
      const node = known.get(experiment.name);
      if (!node) return { kind: 'group', id: `${this.store.dir}/group/${experiment.name}`, store: this.store, key: experiment.name, group };
      node.group = group;
      return node;
    });
    this.bin.count = (await this.ask({ bin: true, limit: 1 })).total;
    const after = [...this.groups, this.bin.count > 0];
    return before.length !== after.length || before.some((item, at) => item !== after[at]);
  }

  private async read(listing: Listing): Promise<boolean> {
    const reply = await this.ask({ ...this.membersOf(listing.container), limit: listing.limit, sort: [{ by: 'started', descending: true }] });
    return listing.take(reply.rows, reply.total);
  }

  private ask(request: RunsRequest): Promise<RunsReply> {
    return this.store.service.runs({ ...request, metrics: this.columns.metrics, params: this.columns.params });
  }

  private membersOf(container: Container): RunsRequest {
    if (container.kind === 'run') return { parent: container.row.runId };
    return container.kind === 'bin' ? { bin: true } : { experiment: container.key, parent: null };
  }

  /** Puts new rows in the place of old ones. @returns the nodes that hold them */
  private patch(rows: readonly RunRow[]): RunNode[] {
    const nodes: RunNode[] = [];
    for (const row of rows) {
      for (const listing of this.listings.values()) {
        const node = listing.find(row.runId);
        if (!node) continue;
        node.row = row;
        nodes.push(node);
      }
    }
    return nodes;
  }

  /** The lists that a changed run came into, or left. */
  private staleListings({ rows, removed }: RunsReply): Listing[] {
    return [...this.listings.values()].filter(
      (listing) => removed.some((runId) => listing.find(runId)) || rows.some((row) => belongs(row, listing.container) !== Boolean(listing.find(row.runId))),
    );
  }
}

function belongs(row: RunRow, container: Container): boolean {
  if (container.kind === 'bin') return row.binnedMs !== null;
  if (row.binnedMs !== null) return false;
  return container.kind === 'run' ? row.parentRunId === container.row.runId : row.parentRunId === null && row.experiment === container.key;
}
