import { formatDate } from '../../core/format';
import type { RunRow } from '../../core/run';
import type { GroupBy } from '../../store/service';
import type { Arrangement } from './arrangement';
import type { Container } from './node';
import type { RowColumns } from './row_columns';

/**
 * Whether a run is in the list below a node; undefined where only the store can say, because a filter decides.
 * @param isOrphan its parent is nowhere to be seen, so that it may be shown by itself
 */
export function belongs(row: RunRow, container: Container, { query }: Arrangement, isOrphan: boolean): boolean | undefined {
  if (container.kind === 'bin') return row.binnedMs !== null;
  if (row.binnedMs !== null) return false;
  if (container.kind === 'run') return row.parentRunId === container.row.runId;
  if (groupKey(row, container.by) !== container.group.key) return false;
  if (query !== '') return undefined;
  return row.parentRunId === null || (isOrphan ? undefined : false);
}

function groupKey(row: RunRow, by: GroupBy): string | null {
  return by === 'day' ? formatDate(row.startMs).slice(0, 10) : row[by];
}

/** Whether what a list is sorted by has changed. */
export function placeMayChange(before: RunRow, after: RunRow, { sort }: Arrangement, columns: RowColumns): boolean {
  switch (sort.by) {
    case 'started':
      return before.startMs !== after.startMs;
    case 'duration':
      return before.endMs !== after.endMs;
    case 'metric':
      return columns.metric(before, sort.key)?.last !== columns.metric(after, sort.key)?.last;
    case 'param':
      return columns.param(before, sort.key) !== columns.param(after, sort.key);
    case 'tag':
      return true;
    default:
      return before[sort.by] !== after[sort.by];
  }
}
