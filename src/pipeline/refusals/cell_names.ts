import type { Cell } from '../../notebook/notebook';

const MOST = 5;

/** `cell 3 (In [12])`, `cells 3 and 5`: cells as people know them, counted from 1. */
export function cellNames(cells: readonly Cell[]): string {
  const names = cells.slice(0, MOST).map(({ index, executionCount }) => `${index + 1}${executionCount === null ? '' : ` (In [${executionCount}])`}`);
  const more = cells.length > MOST ? [`${cells.length - MOST} more`] : [];
  const all = [...names, ...more];
  const list = all.length > 1 ? `${all.slice(0, -1).join(', ')} and ${all.at(-1)}` : all.join('');
  return `${cells.length === 1 ? 'cell' : 'cells'} ${list}`;
}

/** The same at the beginning of a sentence. */
export function cellNamesFirst(cells: readonly Cell[]): string {
  const names = cellNames(cells);
  return names.charAt(0).toUpperCase() + names.slice(1);
}
