import type { RunRow } from '../../core/run';
import type { Container, RunNode } from './node';
import type { RowColumns } from './row_columns';

/** So many siblings are shown at first, and more for each "Show more": VS Code sends them to its window one by one. */
export const PAGE = 200;

/** The runs below one node, as far as they were asked for. */
export class Listing {
  nodes: readonly RunNode[] = [];
  total = 0;
  limit = PAGE;
  private byId = new Map<string, RunNode>();

  constructor(readonly container: Container) {}

  find(runId: string): RunNode | undefined {
    return this.byId.get(runId);
  }

  /** Puts a row in the place of the older one of the same run. @returns its node, if the run is in this list */
  put(row: RunRow, columns: RowColumns): RunNode | undefined {
    const node = this.byId.get(row.runId);
    if (!node) return undefined;
    node.row = row;
    node.columns = columns;
    return node;
  }

  /**
   * Takes what the store holds now. Nodes of runs that stay are kept, with their new row.
   * @returns true when runs came, went or changed places
   */
  take(rows: readonly RunRow[], total: number, columns: RowColumns): boolean {
    const before = this.nodes;
    const hidden = this.total - before.length;
    this.nodes = rows.map((row) => this.put(row, columns) ?? this.nodeOf(row, columns));
    this.total = total;
    this.byId = new Map(this.nodes.map((node) => [node.row.runId, node]));
    return hidden !== total - rows.length || before.length !== this.nodes.length || this.nodes.some((node, at) => node !== before[at]);
  }

  private nodeOf(row: RunRow, columns: RowColumns): RunNode {
    const { store, id } = this.container;
    return { kind: 'run', id: `${id}/${row.runId}`, store, parent: this.container, row, columns };
  }
}
