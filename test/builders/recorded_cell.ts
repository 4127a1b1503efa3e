import type { CellRow } from '../../src/core/cell';
import { cellRow } from './cell_row';

let recorded = 0;

/** An execution of the cell `one`, after all that were made here before it. */
export function recordedCell(parts: Partial<CellRow> = {}): CellRow {
  const id = ++recorded;
  return cellRow({ id, cellId: 'one', index: 0, count: id, source: 'x = 1', startMs: id * 1000, endMs: id * 1000 + 500, ...parts });
}
