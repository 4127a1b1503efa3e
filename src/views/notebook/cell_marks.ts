import type { CellMetric, CellNames, CellRow, FoundNumber } from '../../core/cell';
import { goalOf, headlineMetric, isSystemMetric, type Headline } from '../../core/headline';
import type { Goal } from '../../core/run';
import type { NamedCell } from '../../notebook/cell_match';
import { cellStates, type CellState, type OpenCell } from '../../notebook/stale';

/** A cell of an open notebook, with the number beside it. */
export interface ShownCell extends OpenCell, NamedCell {
  /** null where it shows no execution: never run, or cleared */
  readonly count: number | null;
}

/** A notebook as it is open, and what is recorded of it. */
export interface NotebookNow {
  readonly cells: readonly ShownCell[];
  /** all that is recorded of it, the earliest first */
  readonly rows: readonly CellRow[];
  /** by the record's id, as `matchCells` gives it */
  readonly cellOf: ReadonlyMap<number, string>;
  /** the session that goes on, or went on last */
  readonly session: string | null;
  /** by which the notebook's runs are told apart */
  readonly headline: Headline | null;
  readonly namesOf: (row: CellRow) => { readonly names: CellNames | null; readonly inferred: boolean };
}

/** What is said below a cell. */
export interface CellMark {
  readonly cell: ShownCell;
  /** the execution whose output the cell shows */
  readonly row: CellRow;
  readonly metric: MarkedMetric | null;
  /** null where nothing is said of it: it runs, or ran in an earlier session */
  readonly state: CellState | null;
  /** the kernel was restarted since, and cells ran in it */
  readonly fromEarlierSession: boolean;
  /** numbers that nobody has said of whether they are metrics */
  readonly asked: readonly FoundNumber[];
}

export interface MarkedMetric extends CellMetric {
  /** null where it is not known what is better */
  readonly goal: Goal | null;
  /** how many more the cell recorded */
  readonly others: number;
  /**
   * With a goal the best value that any cell of this notebook recorded for this key before the execution began, in any session;
   * without one the last.
   */
  readonly before: { readonly value: number; readonly row: CellRow } | null;
}

/** The marks of the cells that have one, by the cell's key. */
export function cellMarks({ cells, rows, cellOf, session, headline, namesOf }: NotebookNow): Map<string, CellMark> {
  const latest = new Map(rows.map((row) => [cellOf.get(row.id), row]));
  const ran = rows.filter(({ runId }) => runId === session).map((row) => ({ cell: cellOf.get(row.id) ?? '', source: row.source, ...namesOf(row) }));
  const states = cellStates(cells, ran);
  const history = new Map<string, Earlier>();
  const marks = new Map<string, CellMark>();
  for (const cell of cells) {
    const row = latest.get(cell.key);
    if (!row || !shows(cell, row)) continue;
    const fromEarlierSession = row.runId !== session;
    const state = fromEarlierSession || row.status === 'running' ? null : (states.get(cell.key) ?? null);
    const asked = row.found.filter(({ metric }) => metric === undefined);
    marks.set(cell.key, { cell, row, metric: markedMetric(row, rows, headline, history), state, fromEarlierSession, asked });
  }
  return marks;
}

/** A cell that was cleared, or that a file from elsewhere gave another output, does not show what is recorded. */
function shows(cell: ShownCell, row: CellRow): boolean {
  return row.count === null || row.count === cell.count;
}

function markedMetric(row: CellRow, rows: readonly CellRow[], headline: Headline | null, history: Map<string, Earlier>): MarkedMetric | null {
  const metrics = row.metrics.filter(({ key }) => !isSystemMetric(key));
  const chosen = metrics.find(({ key }) => key === headline?.key) ?? metrics.find(({ key }) => key === headlineMetric(metrics.map(({ key }) => key))?.key) ?? metrics.at(-1);
  if (!chosen) return null;
  const goal = chosen.key === headline?.key ? headline.goal : goalOf(chosen.key);
  const earlier = history.get(chosen.key) ?? earlierValues(rows, chosen.key, goal);
  history.set(chosen.key, earlier);
  return { ...chosen, goal, others: metrics.length - 1, before: valueBefore(earlier, row) };
}

/** For each execution that recorded a key, in their order, the best or last value up to and with it. */
type Earlier = readonly { readonly startMs: number; readonly value: number; readonly row: CellRow }[];

function earlierValues(rows: readonly CellRow[], key: string, goal: Goal | null): Earlier {
  const values: { startMs: number; value: number; row: CellRow }[] = [];
  for (const row of rows) {
    const value = row.metrics.find((metric) => metric.key === key)?.value;
    if (value === undefined || Number.isNaN(value)) continue;
    const best = values.at(-1);
    const keeps = best !== undefined && ((goal === 'max' && best.value >= value) || (goal === 'min' && best.value <= value));
    values.push(keeps ? { ...best, startMs: row.startMs } : { startMs: row.startMs, value, row });
  }
  return values;
}

function valueBefore(earlier: Earlier, { startMs }: CellRow): MarkedMetric['before'] {
  let low = 0;
  let high = earlier.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((earlier[middle]?.startMs ?? 0) < startMs) low = middle + 1;
    else high = middle;
  }
  const found = earlier[low - 1];
  return found ? { value: found.value, row: found.row } : null;
}
