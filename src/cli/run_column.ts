import { formatAge, formatDate, formatDuration, formatNumber } from '../core/format';
import type { RunRow, RunStatus } from '../core/run';
import { UsageError } from './arguments';
import { brief } from './printable';
import type { Style } from './terminal';
import type { Cell } from './text_table';

/** A column of `trialbook ls`: an attribute of the run, or a metric, param or tag. */
export type RunColumn =
  | { readonly of: 'attribute'; readonly name: AttributeColumn }
  | { readonly of: 'metric'; readonly key: string; readonly part: 'last' | 'min' | 'max' | 'count' }
  | { readonly of: 'param' | 'tag'; readonly key: string };

export type AttributeColumn = (typeof ATTRIBUTES)[number];

const ATTRIBUTES = [
  'id', 'name', 'experiment', 'status', 'kind', 'started', 'age', 'duration', 'branch', 'commit', 'command', 'note', 'error', 'starred',
] as const;

const KEYED = /^(?:(min|max|last|count)\((metrics)\.(.+)\)|(metrics|params|tags)\.(.+))$/;

/** Commas that are in quotes are part of a key. */
const LISTED = /(?:"[^"]*"|'[^']*'|`[^`]*`|[^,])+/g;

/** What `--columns` names, separated by commas. Throws a UsageError. */
export function parseRunColumns(text: string): RunColumn[] {
  return (text.match(LISTED) ?? []).map((one) => one.trim()).filter((one) => one !== '').map(parseRunColumn);
}

/** One column, as in the query language: `name`, `params.lr`, `min(metrics.loss)`. Throws a UsageError. */
export function parseRunColumn(text: string): RunColumn {
  const attribute = ATTRIBUTES.find((name) => name === text);
  if (attribute !== undefined) return { of: 'attribute', name: attribute };
  const [, part, , inner, family, key] = KEYED.exec(text) ?? [];
  if (part !== undefined && inner !== undefined) return { of: 'metric', key: unquoted(inner), part: part as 'last' };
  if (key === undefined) throw new UsageError(`${text} is no column: write metrics.KEY, params.KEY, tags.KEY, or one of ${ATTRIBUTES.join(', ')}`);
  if (family === 'metrics') return { of: 'metric', key: unquoted(key), part: 'last' };
  return { of: family === 'params' ? 'param' : 'tag', key: unquoted(key) };
}

/** As in the query language, a key may be in quotes, and the quote itself is written twice there. */
function unquoted(key: string): string {
  const quote = key.charAt(0);
  if (key.length < 2 || !['"', "'", '`'].includes(quote) || !key.endsWith(quote)) return key;
  return key.slice(1, -1).replaceAll(quote + quote, quote);
}

/** What stands above a column. */
export function columnTitle(column: RunColumn): string {
  if (column.of === 'attribute') return column.name;
  const key = brief(column.key);
  return column.of === 'metric' && column.part !== 'last' ? `${column.part} ${key}` : key;
}

/** A sign for each status, told apart by shape as well as by colour. */
export function statusCell(status: RunStatus): Cell {
  const signs: Record<RunStatus, [string, Style]> = {
    RUNNING: ['●', 'cyan'],
    FINISHED: ['✓', 'green'],
    FAILED: ['✗', 'red'],
    KILLED: ['◼', 'yellow'],
    CRASHED: ['!', 'red'],
    UNKNOWN: ['?', 'yellow'],
  };
  const [text, style] = signs[status];
  return { text, style };
}

/** `3f2c9a1`, and `●` behind it where there were uncommitted changes. */
export function commitText(commit: string | null, dirty: boolean | null): string {
  return commit === null ? '' : `${brief(commit.slice(0, 7))}${dirty ? ' ●' : ''}`;
}

/** How long the run took, or has run so far; '' where nobody knows. */
export function durationText(row: Pick<RunRow, 'startMs' | 'endMs' | 'status'>, nowMs: number): string {
  if (row.endMs !== null) return formatDuration(row.endMs - row.startMs);
  return row.status === 'RUNNING' ? formatDuration(nowMs - row.startMs) : '';
}

/** An attribute of a run, as text. */
export function attributeText(row: RunRow, name: AttributeColumn, nowMs: number): string {
  switch (name) {
    case 'id':
      return row.runId.slice(0, 8);
    case 'status':
      return row.status.toLowerCase();
    case 'started':
      return formatDate(row.startMs);
    case 'age':
      return formatAge(row.startMs, nowMs);
    case 'duration':
      return durationText(row, nowMs);
    case 'commit':
      return commitText(row.commit, row.dirty);
    case 'starred':
      return row.starred ? '★' : '';
    default:
      return brief(row[name] ?? '');
  }
}

/** A metric's value in a table. */
export function metricCell(value: number | null | undefined, digits?: number): Cell {
  return { text: value === undefined ? '' : formatNumber(value, digits) };
}
