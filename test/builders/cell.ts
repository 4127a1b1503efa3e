import type { Cell } from '../../src/notebook/notebook';

/** A code cell with this source, not yet run. */
export function cellOf(source: string, fields: Partial<Cell> = {}): Cell {
  return { index: 0, id: 'cell-0', type: 'code', source, tags: [], executionCount: null, raised: null, ...fields };
}
