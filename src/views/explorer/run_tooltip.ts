import * as vscode from 'vscode';
import { digitsFor, formatDate, formatDuration, formatNumber } from '../../core/format';
import { isSystemMetric } from '../../core/headline';
import { leftOutCount } from '../../core/left_out_text';
import { VERDICT_TAG } from '../../core/repeat_tags';
import type { GitState, KernelSession, RunDetail } from '../../core/run';
import { runStatusWord } from '../../core/run_status';
import { filesText } from '../../core/code_text';
import { leftOutGroups } from '../../core/snapshot_text';
import { asCode, escaped } from '../markdown_text';

const MOST_PARAMS = 12;
const MOST_METRICS = 8;

/** What a run was asked and gave, on one card. All of it comes from the store and is text that nobody vouches for, so it is escaped. */
export function runTooltip(detail: RunDetail, headline: string | null, nowMs: number): vscode.MarkdownString {
  const { row, git, params, problems } = detail;
  const ran = formatDuration((row.endMs ?? nowMs) - row.startMs);
  const lines = [
    `**${escaped(row.name)}** · ${runStatusWord(row)} · ${formatDate(row.startMs)} · ${ran}`,
    row.note === '' ? '' : escaped(row.note),
    row.error ? `$(error) ${escaped(row.error)}` : '',
    row.command === '' || row.kind === 'session' ? '' : asCode(row.command),
    detail.session === null ? '' : sessionLine(detail.session),
    params.length === 0 ? '' : table(['param', 'value'], params.slice(0, MOST_PARAMS).map(({ name, value }) => [escaped(name), escaped(value)])) + rest(params.length, MOST_PARAMS),
    metricTable(detail, headline),
    verdictLine(detail),
    git?.commit ? `$(git-commit) ${asCode(git.commit.slice(0, 7))} ${escaped(git.subject ?? '')}${row.dirty ? ' — with uncommitted changes' : ''}` : '',
    ...(git ? codeLacks(git) : []),
    problems.length === 0 ? '' : `$(warning) ${problems.map(({ message }) => escaped(message)).slice(0, 3).join('  \n')}${rest(problems.length, 3)}`,
  ];
  return new vscode.MarkdownString(lines.filter((line) => line !== '').join('\n\n'), true);
}

/** `$(notebook) /work/explore.ipynb · python3` */
function sessionLine({ notebook, kernel, language }: KernelSession): string {
  const parts = [notebook, kernel ?? language].filter((part) => part !== null);
  return parts.length === 0 ? '' : `$(notebook) ${parts.map(escaped).join(' · ')}`;
}

/** Of a run that repeats another: whether it came to the same. */
function verdictLine({ tags }: RunDetail): string {
  const found = tags.find(({ key }) => key === VERDICT_TAG);
  return found ? `$(debug-restart) ${escaped(found.value)}` : '';
}

/** What of the code may not be as the run had it. */
function codeLacks({ leftOut, changed }: GitState): string[] {
  return [
    leftOut.count === 0 ? '' : `$(info) ${leftOutCount(leftOut)} of the code not kept: ${leftOutGroups(leftOut).map(({ text }) => escaped(text)).join(', ')}`,
    changed.length === 0 ? '' : `$(warning) ${filesText(changed.length)} changed while the run began`,
  ];
}

function metricTable({ metrics }: RunDetail, headline: string | null): string {
  const shown = [...metrics].sort((a, b) => place(a.key, headline) - place(b.key, headline)).slice(0, MOST_METRICS);
  if (shown.length === 0) return '';
  const rows = shown.map(({ key, last, min, max, count }) => {
    const digits = digitsFor([last, min, max]);
    return [escaped(key), ...[last, min, max].map((value) => formatNumber(value, digits)), String(count)];
  });
  return table(['metric', 'last', 'min', 'max', 'points'], rows) + rest(metrics.length, MOST_METRICS);
}

function place(key: string, headline: string | null): number {
  if (key === headline) return 0;
  return isSystemMetric(key) ? 2 : 1;
}

/** A Markdown table; numbers, which are all but the first column of a wide one, are set to the right. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const rule = head.map((_, at) => (at > 0 && head.length > 2 ? '---:' : ':---'));
  return [line(head), line(rule), ...rows.map(line)].join('\n');
}

function rest(count: number, shown: number): string {
  return count > shown ? `\n\n… ${count - shown} more` : '';
}
