import type { Place } from '../../notebook/place';

/** The place of a problem that a whole cell has. */
export function startOfCell(cell: number): Place {
  return { cell, line: 1, column: 0, endLine: 1, endColumn: 0 };
}
