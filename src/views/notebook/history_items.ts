import type { CellRow } from '../../core/cell';
import { cellStatusWords, errorType } from '../../core/cell_text';
import { firstChange } from '../../core/first_change';
import { formatAge, formatDate, formatDuration, formatNumber } from '../../core/format';
import { plainLine } from '../../core/plain_text';
import { iconFree } from '../icon_free';

const LONGEST = 120;
const MOST_METRICS = 3;

/** An execution as it stands in the history of its cell. */
export interface HistoryItem {
  readonly label: string;
  readonly description: string;
  readonly detail: string;
}

const ICONS: Readonly<Record<CellRow['status'], string>> = { running: 'sync', ok: 'pass', error: 'error', interrupted: 'circle-slash', unknown: 'question' };

/** @param now the cell's source as it is, or null where it is gone; `shown`: its output is the one below the cell */
export function historyItem(row: CellRow, { now, shown, nowMs }: { readonly now: string | null; readonly shown: boolean; readonly nowMs: number }): HistoryItem {
  const { status, count, startMs, endMs } = row;
  const took = endMs === null || status === 'running' ? '' : formatDuration(endMs - startMs);
  const state = status === 'ok' ? '' : (status === 'error' && errorType(row.error)) || cellStatusWords[status];
  return {
    label: `$(${ICONS[status]}) [${count ?? ' '}] ${iconFree(recordedText(row)) || formatDate(startMs).slice(11)}`,
    description: [shown ? 'shown now' : formatAge(startMs, nowMs), formatDate(startMs), state, took].filter((part) => part !== '').map(iconFree).join(' · '),
    detail: iconFree(row.redactedMs === null ? changeText(row.source, now) : 'redacted'),
  };
}

function recordedText({ metrics, found }: CellRow): string {
  const numbers = metrics.length > 0 ? metrics : found.filter(({ metric }) => metric === undefined);
  const shown = numbers.slice(0, MOST_METRICS).map(({ key, value }) => `${plainLine(key, 40)} ${formatNumber(value)}`);
  return shown.join(', ') + (numbers.length > MOST_METRICS ? ` +${numbers.length - MOST_METRICS}` : '');
}

/** The first line that is another one now, as it was then. */
function changeText(source: string, now: string | null): string {
  if (now === null) return plainLine(source.split('\n').find((line) => line.trim() !== '') ?? '', LONGEST);
  const change = firstChange(source, now);
  if (!change) return 'the same source as now';
  return change.before === null ? `line ${change.line} was not there: ${plainLine(change.after ?? '', LONGEST)}` : `line ${change.line}: ${plainLine(change.before, LONGEST)}`;
}
