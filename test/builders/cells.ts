import type { Cell } from '../../src/notebook/notebook';

/** A code cell of a notebook, with what is said of it. */
export function codeCell(index: number, fields: Partial<Cell> = {}): Cell {
  return { index, id: `cell-${index}`, type: 'code', source: `x${index} = 1`, tags: [], executionCount: null, raised: null, ...fields };
}

/** Code cells with these numbers beside them; null was never run. */
export function numberedCells(...counts: readonly (number | null)[]): Cell[] {
  return counts.map((executionCount, index) => codeCell(index, { executionCount }));
}
