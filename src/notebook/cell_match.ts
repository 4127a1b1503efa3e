import type { CellRow } from '../core/cell';

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

export interface MatchOptions {
  /** how like two sources are, from 0 to 1 */
  readonly likeness: (a: string, b: string) => number;
  /** the session in which handles mean the cells that are open now, or null */
  readonly liveSession: string | null;
}

/** Sources less like than this are of different cells. */
const LEAST_ALIKE = 0.5;
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
 */
export function matchCells(cells: readonly NamedCell[], rows: readonly RecordedCell[], { likeness, liveSession }: MatchOptions): Map<number, string> {
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
  const byTheirIds = new Set([...found.values()].map(({ key }) => key));

  const byHandle = new Map(cells.flatMap((cell) => (cell.handle === null ? [] : [[plainHandle(cell.handle), cell]])));
  for (const group of groups.filter((group) => !found.has(group) && group.latest.handle !== null)) {
    const cell = byHandle.get(plainHandle(group.latest.handle!));
    if (cell && group.latest.cellId === null && (group.latest.runId === liveSession || alike(group.latest.source, cell.source, likeness))) claim(group, cell);
  }

  const nameless = groups.filter((group) => !found.has(group) && (group.latest.cellId === null || !idsHold));
  nameless.forEach((group, at) => {
    const free = cells.filter(({ key }) => !byTheirIds.has(key) && !claimed.has(`${group.latest.runId} ${key}`));
    claim(group, mostAlike(group.latest, free, at < MOST_COMPARED ? likeness : null));
  });

  return new Map(groups.flatMap((group) => group.rows.map((id) => [id, found.get(group)?.key ?? `gone ${group.name}`])));
}

/** The one of the cells of a notebook that a recorded one was most likely, or undefined. */
export function findCell(cells: readonly NamedCell[], row: RecordedCell, options: MatchOptions): NamedCell | undefined {
  const key = matchCells(cells, [row], options).get(row.id);
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

/** The nearest of those with the same source, else the one that is most like. */
function mostAlike({ source, index }: RecordedCell, cells: readonly NamedCell[], likeness: MatchOptions['likeness'] | null): NamedCell | undefined {
  const nearest = (some: readonly NamedCell[]): NamedCell | undefined =>
    some.length < 2 || index === null ? some[0] : [...some].sort((a, b) => Math.abs(a.index - index) - Math.abs(b.index - index))[0];
  const same = cells.filter((cell) => cell.source === source);
  if (same.length > 0 || likeness === null || source.trim() === '') return nearest(same);
  const scored = cells.map((cell) => ({ cell, score: couldBeAlike(source, cell.source) ? likeness(source, cell.source) : 0 }));
  const best = Math.max(0, ...scored.map(({ score }) => score));
  return best < LEAST_ALIKE ? undefined : nearest(scored.filter(({ score }) => score === best).map(({ cell }) => cell));
}

const alike = (a: string, b: string, likeness: MatchOptions['likeness']): boolean => a === b || (couldBeAlike(a, b) && likeness(a, b) >= LEAST_ALIKE);

/** Texts of very different lengths are not alike, whatever is in them. */
const couldBeAlike = (a: string, b: string): boolean => Math.min(a.length, b.length) * 4 >= Math.max(a.length, b.length);

/** A handle as it is, however its URI wrote it. */
function plainHandle(handle: string): string {
  try {
    return decodeURIComponent(handle);
  } catch {
    return handle;
  }
}
