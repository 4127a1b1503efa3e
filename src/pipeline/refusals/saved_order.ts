import type { Cell } from '../../notebook/notebook';

/** In which order a notebook's cells ran when it was saved, as far as their numbers tell. */
export interface SavedOrder {
  /** cells that ran, as they did last; in the document's order where numbers are the same */
  readonly recorded: readonly Cell[];
  /** the same cells as they stand */
  readonly document: readonly Cell[];
  /** cells that ran after one that stands behind them; empty where the cells ran as they stand */
  readonly late: readonly Cell[];
  /** cells with something in them that have no number although others do */
  readonly neverRun: readonly Cell[];
  /**
   * What may have been: `again`: late cells had run in their places before, as numbers are free there. `sessions`: numbers occur more
   * than once, so that they are of more than one kernel, or of copied cells, and any two may be unrelated.
   */
  readonly explanation: 'again' | 'sessions' | undefined;
  /** the first cells that have the same number; empty where each has its own */
  readonly sameNumber: readonly Cell[];
}

/** @param cells code cells in the document's order */
export function savedOrder(cells: readonly Cell[]): SavedOrder {
  const full = cells.filter(({ source }) => source.trim() !== '');
  const document = full.filter(({ executionCount }) => executionCount !== null);
  const neverRun = document.length === 0 ? [] : full.filter(({ executionCount }) => executionCount === null);
  const recorded = [...document].sort((a, b) => countOf(a) - countOf(b) || a.index - b.index);
  const late = lateAmong(document);
  const sameNumber = document.map((cell) => document.filter((other) => countOf(other) === countOf(cell))).find(({ length }) => length > 1) ?? [];
  const explanation = late.length === 0 ? undefined : sameNumber.length > 0 ? 'sessions' : isRunningAgain(document, new Set(late)) ? 'again' : undefined;
  return { recorded, document, late, neverRun, explanation, sameNumber };
}

function lateAmong(document: readonly Cell[]): Cell[] {
  const late: Cell[] = [];
  let leastBehind = Infinity;
  for (const cell of document.toReversed()) {
    if (leastBehind < countOf(cell)) late.push(cell);
    leastBehind = Math.min(leastBehind, countOf(cell));
  }
  return late.reverse();
}

function countOf({ executionCount }: Cell): number {
  return executionCount ?? 0;
}

/** Between the cells that are not late, enough numbers are unused for the late ones to have run there first. */
function isRunningAgain(cells: readonly Cell[], late: ReadonlySet<Cell>): boolean {
  let before = 0;
  let waiting = 0;
  for (const cell of cells) {
    if (late.has(cell)) {
      waiting++;
      continue;
    }
    if (waiting > Math.max(0, countOf(cell) - before - 1)) return false;
    before = countOf(cell);
    waiting = 0;
  }
  return true;
}
