import { lineText, type LogLine } from './log_lines';

export interface LogMatch {
  /** of the line, counted with those that were dropped */
  readonly line: number;
  readonly start: number;
  readonly end: number;
}

/** More matches than this are not counted. */
export const mostMatches = 2000;

/** Where a text occurs, in any case. */
export function findInLog(lines: readonly LogLine[], first: number, wanted: string): LogMatch[] {
  const needle = wanted.toLowerCase();
  const matches: LogMatch[] = [];
  if (needle === '') return matches;
  for (const [index, line] of lines.entries()) {
    const text = lineText(line).toLowerCase();
    for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
      matches.push({ line: first + index, start: at, end: at + needle.length });
      if (matches.length === mostMatches) return matches;
    }
  }
  return matches;
}
