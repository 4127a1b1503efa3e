import { TrialbookError } from '../../core/errors';
import type { CellRef, OpenStore } from '../../host/open_store';

/** As `recordedCells`. @throws TrialbookError `no-cell` where there are none */
export function cellTargetsOf(args: readonly unknown[]): [CellRef, ...CellRef[]] {
  const [one, ...others] = recordedCells(args);
  if (!one) throw new TrialbookError('no-cell', 'Choose a cell below a session in the Runs view first.');
  return [one, ...others];
}

/**
 * The executions of cells that a command was called with: an address or a list of them, or what VS Code passes for a tree item:
 * the item, and all items that are selected with it.
 */
function recordedCells(args: readonly unknown[]): CellRef[] {
  const [first, second] = args;
  const given = Array.isArray(second) && second.length > 0 ? second : Array.isArray(first) ? first : [first];
  const refs = new Map<string, CellRef>();
  for (const item of given) {
    const ref = refFrom(item);
    if (ref) refs.set(`${ref.cell}@${ref.storeDir}`, ref);
  }
  return [...refs.values()];
}

function refFrom(item: unknown): CellRef | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { storeDir, cell, kind, store, row } = item as Record<string, unknown>;
  if (typeof storeDir === 'string' && typeof cell === 'number') return { storeDir, cell };
  if (kind !== 'cell') return undefined;
  return { storeDir: (store as OpenStore).dir, cell: (row as { id: number }).id };
}
