import type { Cell } from '../notebook';

/** Which of a cell's statements show their values: IPython's `ast_node_interactivity`. */
export type Interactivity = 'all' | 'last' | 'last_expr' | 'last_expr_or_assign' | 'none';

const USUAL: Interactivity = 'last_expr';
const ALL: readonly Interactivity[] = ['all', 'last', 'last_expr', 'last_expr_or_assign', 'none'];
/** `InteractiveShell.ast_node_interactivity = "all"`, by Python or `%config`. */
const SET = /^[ \t]*(?:%config[ \t]+)?[\w.]+\.ast_node_interactivity[ \t]*=[ \t]*(["'])(\w+)\1/gm;

/**
 * What each cell shows, as those before it have set it.
 * @param cells code cells as they stand in the notebook
 */
export function interactivities(cells: readonly Cell[]): ReadonlyMap<Cell, Interactivity> {
  const found = new Map<Cell, Interactivity>();
  let current = USUAL;
  for (const cell of cells) {
    found.set(cell, current);
    const last = cell.source.includes('ast_node_interactivity') ? [...cell.source.matchAll(SET)].at(-1)?.[2] : undefined;
    current = ALL.find((one) => one === last) ?? current;
  }
  return found;
}
