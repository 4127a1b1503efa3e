import type { OpenStore, RunRef } from '../../host/open_store';
import type { RunRow } from '../../core/run';

/** What the tree is made of. Nodes are kept as long as they are shown, so that one of them alone can be drawn again. */
export type ExplorerNode = StoreNode | Container | MoreNode;

/** A node that has runs below it. */
export type Container = GroupNode | RunNode | BinNode;

/** Only where a window has several stores. */
export interface StoreNode {
  readonly kind: 'store';
  readonly id: string;
  readonly store: OpenStore;
}

/** Runs that have something in common: their experiment, branch, state or day. */
export interface GroupNode {
  readonly kind: 'group';
  readonly id: string;
  readonly store: OpenStore;
  readonly key: string;
  group: RunGroup;
}

export interface RunNode {
  readonly kind: 'run';
  readonly id: string;
  readonly store: OpenStore;
  readonly parent: Container;
  row: RunRow;
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
  readonly hidden: number;
}

export interface RunGroup {
  readonly label: string;
  readonly runCount: number;
  readonly runningCount: number;
}

export function refOf(node: RunNode): RunRef {
  return { storeDir: node.store.dir, runId: node.row.runId };
}
