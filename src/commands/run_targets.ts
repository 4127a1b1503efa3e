import { TrialbookError } from '../core/errors';
import type { OpenStore, RunRef } from '../host/open_store';
import type { Stores } from '../host/stores';

/** The runs of one store that a command is about. */
export interface StoreRuns {
  readonly store: OpenStore;
  readonly runIds: readonly string[];
}

/**
 * The runs that a command was called with: an address or a list of them (pages, tests), or what VS Code passes for a
 * tree item: the item, and all items that are selected with it. Empty when it was called with none, as from the palette.
 */
export function targetsOf(args: readonly unknown[]): RunRef[] {
  const [first, second] = args;
  const given = Array.isArray(second) && second.length > 0 ? second : Array.isArray(first) ? first : [first];
  const refs = new Map<string, RunRef>();
  for (const item of given) {
    const ref = refFrom(item);
    if (ref) refs.set(`${ref.runId}@${ref.storeDir}`, ref);
  }
  return [...refs.values()];
}

/** Runs by the store that holds them. @throws TrialbookError `store-gone` */
export function byStore(stores: Stores, refs: readonly RunRef[]): StoreRuns[] {
  const grouped = new Map<OpenStore, string[]>();
  for (const { storeDir, runId } of refs) {
    const store = storeOf(stores, storeDir);
    grouped.set(store, [...(grouped.get(store) ?? []), runId]);
  }
  return [...grouped].map(([store, runIds]) => ({ store, runIds }));
}

export function storeOf(stores: Stores, dir: string): OpenStore {
  const store = stores.byDir(dir);
  if (!store) throw new TrialbookError('store-gone', `${dir} is no longer open in this window.`);
  return store;
}

function refFrom(item: unknown): RunRef | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { storeDir, runId, kind, store, row } = item as Record<string, unknown>;
  if (typeof storeDir === 'string' && typeof runId === 'string') return { storeDir, runId };
  if (kind !== 'run') return undefined;
  return { storeDir: (store as OpenStore).dir, runId: (row as { runId: string }).runId };
}
