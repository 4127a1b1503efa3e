import { formatNumber, digitsFor } from '../core/format';
import type { RunRow } from '../core/run';
import { wordDifference } from '../core/word_difference';
import type { LineChange } from '../git/line_change';
import { asCode, escaped } from './markdown_text';

export interface LineHover {
  /** the last run that had another line here */
  readonly since: { readonly row: RunRow; readonly change: LineChange } | null;
  /** runs since then, which have this line, the latest first */
  readonly later: readonly RunRow[];
  /** what the best run had here, where that is another line */
  readonly best: { readonly row: RunRow; readonly change: LineChange } | null;
  /** the first of each row's metrics */
  readonly metric: string | null;
}

/**
 * What is told of a changed line, as Markdown; null where nothing is to be told: `0.1 → 0.01` since brave-otter-12: val_acc 0.93 → 0.95.
 * @param link of a run, as a Markdown target
 */
export function lineHoverText({ since, later, best, metric }: LineHover, link: (row: RunRow) => string): string | null {
  const named = (row: RunRow): string => `[${escaped(row.name)}](${link(row)})`;
  const lines: string[] = [];
  if (since) {
    const after = comparable(since.row, later);
    const other = after && after.command !== since.row.command ? ', run with other arguments' : '';
    lines.push(`${changeText(since.change)} since ${named(since.row)}${metricText(metric, since.row, after)}${after ? ` (${named(after)}${other})` : ''}`);
    if (!after) lines.push('Not run yet since the change.');
  }
  if (best && best.row.runId !== since?.row.runId) {
    lines.push(`${changeText(best.change)} since the best run, ${named(best.row)}${metricText(metric, best.row, undefined)}`);
  }
  return lines.length === 0 ? null : lines.join('\n\n');
}

/** The latest run that tells most of the change: with the same command if there is one, else with a value. */
function comparable(since: RunRow, later: readonly RunRow[]): RunRow | undefined {
  const valued = later.filter((row) => valueOf(row) !== undefined);
  return valued.find(({ command }) => command === since.command) ?? valued[0] ?? later[0];
}

function changeText({ before, after }: LineChange): string {
  if (before === null) return 'New';
  const words = wordDifference(before, after);
  return asCode(`${words.before} → ${words.after}`);
}

/** `: val_acc 0.93 → 0.95` */
function metricText(metric: string | null, before: RunRow, after: RunRow | undefined): string {
  const values = [before, ...(after ? [after] : [])].map(valueOf);
  if (metric === null || values.every((value) => value === undefined)) return '';
  const digits = digitsFor(values.map((value) => value ?? null));
  const texts = values.map((value) => (value === undefined ? 'none' : formatNumber(value, digits)));
  return `: ${escaped(metric)} ${texts.join(' → ')}`;
}

/** Null is NaN; undefined where the run has none. */
function valueOf(row: RunRow): number | null | undefined {
  const summary = row.metrics[0];
  return summary ? summary.last : undefined;
}
