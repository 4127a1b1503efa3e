import { parseNumber } from '../number';
import type { Told } from './library_lines';
import { kindOf, wordsOf } from './metric_words';
import { keyOf } from './names';

const STEP_WORD = String.raw`(?:epoch|iter|iteration|step|round)s?`;
const BEGIN = new RegExp(String.raw`^[\s|│┃]*${STEP_WORD}(?:\t| {2}| ?[|│┃])`, 'i');
const STEP_COLUMN = new RegExp(`^${STEP_WORD}$`, 'i');
const MOST_COLUMNS = 40;

/**
 * The columns of a table whose rows will be steps of a training loop: the first is `epoch`, `iter` or the like, and one at least
 * is a metric. Columns are parted by two spaces or more, tabs, or bars.
 */
export function tableHeader(line: string): string[] | null {
  if (!BEGIN.test(line)) return null;
  const names = cellsOf(line).map(keyOf);
  return names.some((name) => parseNumber(name) !== null) || !names.some(isMetric) ? null : names;
}

/** Whether a column with that name tells the step of its row. */
export function isStepColumn(name: string): boolean {
  return STEP_COLUMN.test(name);
}

/** A row of such a table; null where the line is none. What follows the last column behind a colon is a progress bar. */
export function tableRow(line: string, columns: readonly string[]): Told | null {
  const cells = cellsOf(line);
  const step = /^(\d{1,12})(?:\/\d+)?$/.exec(cells[0] ?? '');
  if (!step || cells.length < columns.length) return null;
  if (cells.length > columns.length && !/^\d+:/.test(cells[columns.length - 1] ?? '')) return null;
  const values = new Map<string, number>();
  columns.forEach((key, index) => {
    const value = parseNumber(cells[index] ?? '');
    if (index > 0 && value !== null && isMetric(key)) values.set(key, value);
  });
  return { values, step: Number(step[1]) };
}

function isMetric(key: string): boolean {
  const kind = kindOf(key, wordsOf(key));
  return kind === 'metric' || kind === 'weak';
}

function cellsOf(line: string): string[] {
  const cells = line.replace(/[|│┃\t]/g, '  ').trim().split(/ {2,}/, MOST_COLUMNS + 1);
  return cells.length > MOST_COLUMNS ? [] : cells;
}
