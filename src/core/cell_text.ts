import type { CellRow, CellStatus } from './cell';
import { formatDuration, formatNumber } from './format';
import { plainLine } from './plain_text';
import type { RunStatus } from './run';

/** What became of executions in the words people read. */
export const cellStatusWords: Readonly<Record<CellStatus, string>> = {
  running: 'running',
  ok: 'ok',
  error: 'failed',
  interrupted: 'interrupted',
  unknown: 'end not recorded',
};

/** The state of a run that is drawn with the same shape and colour. */
export const cellStatusAsRun: Readonly<Record<CellStatus, RunStatus>> = {
  running: 'RUNNING',
  ok: 'FINISHED',
  error: 'FAILED',
  interrupted: 'KILLED',
  unknown: 'UNKNOWN',
};

const LONGEST_LINE = 100;
const MOST_METRICS = 2;
/** A cell is not read further for its first line. */
const MOST_READ = 20_000;
/** Magics that only wrap the cell they stand over. */
const WRAPPER = /^%%(?:time|timeit|capture|prun|notify)\b/;

/** `[12] clf.fit(X, y)` */
export function cellTitle(row: Pick<CellRow, 'count' | 'source' | 'language' | 'status' | 'redactedMs'>): string {
  const count = row.count ?? (row.status === 'running' ? '*' : ' ');
  return `[${count}] ${row.redactedMs === null ? firstLine(row.source, row.language) : 'redacted'}`.trimEnd();
}

/** The first line that does something: no blank one, no comment, no magic that only wraps the cell; a comment where there is nothing else. */
export function firstLine(source: string, language: string | null): string {
  const lines = source.slice(0, MOST_READ).split(/[\r\n]+/).filter((line) => line.trim() !== '');
  const comment = commentOf(language);
  const found = lines.find((line) => !comment.test(line) && !WRAPPER.test(line)) ?? lines[0] ?? '';
  return plainLine(found, LONGEST_LINE);
}

/** `acc 0.942, loss 0.1 +3 · 1.2 s`: what it recorded, how it failed, how long it took. */
export function cellSummary(row: CellRow): string {
  const { status, startMs, endMs } = row;
  // What took no time to speak of is not told to have taken 0 s.
  const took = endMs === null || endMs - startMs < 50 ? '' : formatDuration(endMs - startMs);
  return [metricsText(row), stateText(row), status === 'running' ? '' : took].filter((part) => part !== '').join(' · ');
}

/** `ValueError` of `ValueError: shapes do not fit`. */
export function errorType(error: string | null): string {
  return plainLine(error?.split(/[:\n]/, 1)[0] ?? '', LONGEST_LINE);
}

function metricsText({ metrics }: CellRow): string {
  const shown = metrics.slice(0, MOST_METRICS).map(({ key, value }) => `${plainLine(key, LONGEST_LINE)} ${formatNumber(value)}`);
  const more = metrics.length - shown.length;
  return shown.join(', ') + (more > 0 ? ` +${more}` : '');
}

function stateText({ status, error }: CellRow): string {
  if (status === 'ok') return '';
  return (status === 'error' && errorType(error)) || cellStatusWords[status];
}

function commentOf(language: string | null): RegExp {
  switch (language) {
    case 'javascript':
    case 'typescript':
    case 'rust':
    case 'go':
    case 'java':
    case 'scala':
    case 'csharp':
    case 'fsharp':
    case 'cpp':
      return /^\s*\/\//;
    case 'sql':
      return /^\s*--/;
    default:
      return /^\s*#/;
  }
}
