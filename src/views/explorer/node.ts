import type { CellRow } from '../../core/cell';
import type { CellRef, OpenStore, RunRef } from '../../host/open_store';
import type { RunRow } from '../../core/run';
import type { GroupBy, RunGroup } from '../../store/service';
import type { RowColumns } from './row_columns';

/** What the tree is made of. Nodes are kept as long as they are shown, so that one of them alone can be drawn again. */
export type ExplorerNode = StoreNode | Container | CellNode | MoreNode | ProblemNode;

/** A node that has runs below it. */
export type Container = GroupNode | RunNode | BinNode;

/** Only where a window has several stores. */
export interface StoreNode {
  readonly kind: 'store';
  readonly id: string;
  readonly store: OpenStore;
}

/** Runs that have something in common: their experiment, branch, commit, state or day. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly store: OpenStore;
  readonly by: GroupBy;
  group: RunGroup;
}

export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
  readonly store: OpenStore;
  readonly parent: Container;
  row: RunRow;
  /** in which order the row has its metrics and params */
  columns: RowColumns;
}

/** One execution of a notebook cell, below a run in which it ran. */
export interface CellNode {
  readonly kind: 'cell';
  readonly id: string;
  readonly store: OpenStore;
  readonly parent: RunNode;
  row: CellRow;
}

export interface BinNode {
  readonly kind: 'bin';
  readonly id: string;
  readonly store: OpenStore;
  count: number;
}

/** Stands for the siblings that are not shown yet. */
export interface MoreNode {
  readonly kind: 'more';
  readonly id: string;
  readonly parent: Container;
  readonly of: 'runs' | 'cells';
  readonly hidden: number;
}

/** Stands where nodes would be if the store could be read. */
export interface ProblemNode {
  readonly kind: 'problem';
  readonly id: string;
  readonly message: string;
}

/** What of the tree is no longer as it was drawn. */
export interface NodeChanges {
  /** rows below them came, went or changed places */
  readonly relisted: readonly ExplorerNode[];
  /** what the store holds of them is another */
  readonly changed: readonly ExplorerNode[];
  /** they may look otherwise, because of what is around them */
  readonly perhaps: readonly ExplorerNode[];
}

export function refOf(node: RunNode): RunRef {
  return { storeDir: node.store.dir, runId: node.row.runId };
}

export function cellRefOf(node: CellNode): CellRef {
  return { storeDir: node.store.dir, cell: node.row.id };
}
