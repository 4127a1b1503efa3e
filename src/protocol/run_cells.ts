import * as v from 'valibot';
import { firstLine } from '../core/cell_text';
import type { CellRow } from '../core/cell';
import { isSystemMetric } from '../core/headline';

/** Commands of Trialbook that the page offers for an execution. */
export const cellActions = ['goToCell', 'cellHistory', 'howMade', 'showWhatRan', 'copyCellSource', 'redactCell', 'chooseFoundNumbers'] as const;
export type CellAction = (typeof cellActions)[number];

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const path = v.pipe(v.string(), v.maxLength(4096));

/** What the Run page asks about executions of cells. Each has to be one of its own run. */
export const cellAsks = {
  /** those at a place in their order, or those that changed after a cursor */
  cells: v.object({ offset: v.exactOptional(count), changedSince: v.exactOptional(count), limit: v.pipe(count, v.maxValue(500)) }),
  /** all of one */
  cell: v.object({ id: count }),
  cellPreview: v.object({ id: count, path }),
  openCellArtifact: v.object({ id: count, path }),
  actOnCell: v.object({ id: count, action: v.picklist(cellActions) }),
};

/** What the list of executions shows of one. */
export interface CellLine extends Pick<CellRow, 'id' | 'count' | 'status' | 'error' | 'startMs' | 'endMs' | 'cpuMs' | 'memory' | 'by'> {
  /** the first line of its source that does something; null: taken out of the store */
  readonly line: string | null;
  /** the first of them, the last value of each */
  readonly metrics: readonly { readonly key: string; readonly value: number }[];
  readonly metricCount: number;
}

export interface CellLines {
  readonly lines: readonly CellLine[];
  /** how many there are; of those that changed, where these were asked for */
  readonly total: number;
  /** for `changedSince` */
  readonly cursor: number;
  /** those that are no more */
  readonly removed: readonly number[];
}

const SHOWN_METRICS = 3;

export function cellLine(row: CellRow): CellLine {
  const { id, count: number, status, error, startMs, endMs, cpuMs, memory, by, source, language, metrics, redactedMs } = row;
  const logged = metrics.filter(({ key }) => !isSystemMetric(key));
  const shown = logged.slice(0, SHOWN_METRICS).map(({ key, value }) => ({ key, value }));
  return { id, count: number, status, error, startMs, endMs, cpuMs, memory, by, line: redactedMs === null ? firstLine(source, language) : null, metrics: shown, metricCount: logged.length };
}
