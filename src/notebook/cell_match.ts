import type { CellRow } from '../core/cell';
import { bestMatch } from '../core/cells/likeness';

/** A cell of an open notebook, by what may name it. */
export interface NamedCell {
  readonly key: string;
  /** its id in the notebook's file */
  readonly id: string | null;
  readonly handle: string | null;
  /** its place among all cells, from 0 */
  readonly index: number;
  readonly source: string;
}

export type RecordedCell = Pick<CellRow, 'id' | 'runId' | 'cellId' | 'handle' | 'index' | 'source'>;

/** So many recorded cells at most are compared with the open ones; further ones match only where the source is the same. */
const MOST_COMPARED = 200;

/** Executions of one cell, as far as they are known to be of one. */
interface Group {
  readonly name: string;
  /** ids of its records */
  readonly rows: number[];
  latest: RecordedCell;
}

/**
 * Which cell each recorded execution was of, by the record's id: the key of an open cell, or a name that only executions of one cell share that
 * is not there any more. A cell is known again by its id; where there is none (older formats, ids that a tool gives anew at each save) by its
 * handle while that holds, else by the likeness of its source.
 * @param rows the earliest first
 * @param liveSession the session in which handles mean the cells that are open now
 */
export function matchCells(cells: readonly NamedCell[], rows: readonly RecordedCell[], liveSession: string | null): Map<number, string> {
  const groups = groupRows(rows);
  const found = new Map<Group, NamedCell>();
  /** by session: two cells that ran in one are two in the notebook */
  const claimed = new Set<string>();
  const claim = (group: Group, cell: NamedCell | undefined): void => {
    if (!cell) return;
    found.set(group, cell);
    claimed.add(`${group.latest.runId} ${cell.key}`);
  };

  const byId = new Map(cells.flatMap((cell) => (cell.id === null ? [] : [[cell.id, cell]])));
  for (const group of groups) if (group.latest.cellId !== null) claim(group, byId.get(group.latest.cellId));
  const idsHold = found.size > 0;

  const byHandle = new Map(cells.flatMap((cell) => (cell.handle === null ? [] : [[plainHandle(cell.handle), cell]])));
  for (const group of groups.filter((group) => !found.has(group) && group.latest.handle !== null)) {
    const cell = byHandle.get(plainHandle(group.latest.handle!));
    if (cell && group.latest.cellId === null && (group.latest.runId === liveSession || bestMatch(group.latest.source, [cell.source]))) claim(group, cell);
  }

  const nameless = groups.filter((group) => !found.has(group) && (group.latest.cellId === null || !idsHold));
  nameless.forEach((group, at) => {
    const free = cells.filter(({ key }) => !claimed.has(`${group.latest.runId} ${key}`));
    claim(group, mostAlike(group.latest, at < MOST_COMPARED ? free : free.filter(({ source }) => source === group.latest.source)));
  });

  return new Map(groups.flatMap((group) => group.rows.map((id) => [id, found.get(group)?.key ?? `gone ${group.name}`])));
}

/** The one of the cells of a notebook that a recorded one was most likely, or undefined. */
export function findCell(cells: readonly NamedCell[], row: RecordedCell, liveSession: string | null): NamedCell | undefined {
  const key = matchCells(cells, [row], liveSession).get(row.id);
  return cells.find((cell) => cell.key === key);
}

/** The latest first. */
function groupRows(rows: readonly RecordedCell[]): Group[] {
  const groups = new Map<string, Group>();
  for (const row of rows) {
    const name = nameOf(row);
    const group = groups.get(name) ?? { name, rows: [], latest: row };
    groups.delete(name);
    group.rows.push(row.id);
    group.latest = row;
    groups.set(name, group);
  }
  return [...groups.values()].reverse();
}

function nameOf({ cellId, handle, runId, source }: RecordedCell): string {
  if (cellId !== null) return `id ${cellId}`;
  return handle !== null ? `handle ${runId} ${plainHandle(handle)}` : `source ${source}`;
}

function mostAlike({ source, index }: RecordedCell, cells: readonly NamedCell[]): NamedCell | undefined {
  const near = cells.filter((cell) => cell.index < (index ?? 0)).length;
  const found = bestMatch(source, cells.map((cell) => cell.source), near);
  return found ? cells[found.index] : undefined;
}

/** A handle as it is, however its URI wrote it. */
function plainHandle(handle: string): string {
  try {
    return decodeURIComponent(handle);
  } catch {
    return handle;
  }
}
