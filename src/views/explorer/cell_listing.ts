import type { CellRow } from '../../core/cell';
import { PAGE } from './listing';
import type { CellNode, NodeChanges, RunNode } from './node';

/** Past so many changed executions the list is read again instead of being patched. */
const MOST_CHANGES = 200;

/**
 * The executions below one run, as far as they were asked for. The latest comes first: in a session that goes on it is the one
 * that is looked for, and a list of thousands would have it at its far end.
 */
export class CellListing {
  nodes: readonly CellNode[] = [];
  private total = 0;
  private limit = PAGE;
  private cursor = 0;
  private byId = new Map<number, CellNode>();

  constructor(readonly parent: RunNode) {}

  /** How many there are besides those that are shown. */
  get hidden(): number {
    return this.total - this.nodes.length;
  }

  /** Reads what the store holds now. Nodes of executions that stay are kept. @returns true when some came, went or changed places */
  async read(): Promise<boolean> {
    const { rows, total, cursor } = await this.service.cells({ runId: this.parent.row.runId, descending: true, limit: this.limit });
    const before = this.nodes;
    const hidden = this.hidden;
    this.cursor = cursor;
    this.total = total;
    this.nodes = rows.map((row) => this.put(row) ?? this.nodeOf(row));
    this.byId = new Map(this.nodes.map((node) => [node.row.id, node]));
    return this.hidden !== hidden || before.length !== this.nodes.length || this.nodes.some((node, at) => node !== before[at]);
  }

  async showMore(): Promise<void> {
    this.limit += PAGE;
    await this.read();
  }

  /** Catches up with the store. */
  async update(): Promise<Pick<NodeChanges, 'relisted' | 'changed'>> {
    const { rows, total, cursor, removed } = await this.service.cells({ runId: this.parent.row.runId, changedSince: this.cursor, limit: MOST_CHANGES });
    if (total > rows.length || rows.some(({ id }) => !this.byId.has(id)) || removed.some((id) => this.byId.has(id))) {
      const relisted = (await this.read()) ? [this.parent] : [];
      return { relisted, changed: rows.flatMap(({ id }) => this.byId.get(id) ?? []) };
    }
    this.cursor = cursor;
    return { relisted: [], changed: rows.flatMap((row) => this.put(row) ?? []) };
  }

  private get service(): RunNode['store']['service'] {
    return this.parent.store.service;
  }

  private put(row: CellRow): CellNode | undefined {
    const node = this.byId.get(row.id);
    if (node) node.row = row;
    return node;
  }

  private nodeOf(row: CellRow): CellNode {
    const { id, store } = this.parent;
    return { kind: 'cell', id: `${id}/cell/${row.id}`, store, parent: this.parent, row };
  }
}
