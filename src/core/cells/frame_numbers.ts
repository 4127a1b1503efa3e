import { parseNumber } from '../number';
import { isStepColumn } from '../printed/table';
import type { PrintedPoint } from '../printed/printed_reader';
import type { HtmlTable } from './html_tables';
import { isOfData, keyOfName, kindOfNumber, type NamedNumber, metricsAmong } from './named_number';

/** A table with one row of names; the column of a frame's index has none. */
export interface Frame {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

const NAME_COLUMN = /^(?:metrics?|names?|measures?|scores?|evaluation metrics?)$/i;
const VALUE_COLUMN = /^(?:values?|scores?|results?|0)$/i;
const REPORT = ['precision', 'recall', 'f1-score', 'support'];
const AVERAGE = /^(?:micro|macro|weighted|samples) avg$/;

/** The frame that an HTML table shows, or null where it has no head or one of several levels. */
export function frameOf({ head, body }: HtmlTable): Frame | null {
  const [names, second, ...more] = head;
  if (!names || more.length > 0 || body.some((row) => row.length !== names.length)) return null;
  if (!second) return { columns: names, rows: body };
  // A second row names the index, and nothing else.
  const namesIndex = second.length === names.length && names[0] === '' && second.slice(1).every((name) => name === '');
  return namesIndex ? { columns: [second[0] ?? '', ...names.slice(1)], rows: body } : null;
}

/** The frame that pandas prints: columns parted by two spaces or more, an index in front. Null where the text is none. */
export function frameInText(text: string): Frame | null {
  const lines = text.split('\n', 202).filter((line) => line.trim() !== '');
  const [head = '', ...rest] = lines;
  if (rest.length === 0 || rest.length > 200 || !/^\s/.test(head) || lines.some((line) => line.length > 2000)) return null;
  const columns = ['', ...cellsOf(head)];
  const rows = rest.map(cellsOf);
  return rows.every((row) => row.length === columns.length) ? { columns, rows } : null;
}

function cellsOf(line: string): string[] {
  return line.trim().split(/ {2,}/);
}

/** The numbers of a frame that plainly are metrics: one row, names with values, a report, the table of a training. Frames of data give none. */
export function frameNumbers(frame: Frame): PrintedPoint[] {
  return trainingRows(frame) ?? reportRows(frame) ?? namesWithValues(frame) ?? onlyRow(frame) ?? [];
}

/** Hugging Face's Trainer and fastai show a table whose first column is the step or the epoch. */
function trainingRows({ columns, rows }: Frame): PrintedPoint[] | null {
  if (!isStepColumn(columns[0] ?? '')) return null;
  return rows.flatMap((row) => {
    const step = parseNumber(row[0] ?? '');
    if (step === null || !Number.isSafeInteger(step)) return [];
    return columns.flatMap((name, index): PrintedPoint[] => {
      const number = index > 0 ? numberIn(name, row[index]) : null;
      const key = keyOfName(name);
      return number && key !== null && isMeasured({ ...number, whole: false }) ? [{ key, step, value: number.value }] : [];
    });
  });
}

/** The report of scikit-learn as a frame: accuracy, which is the same in all columns, and the averages. */
function reportRows({ columns, rows }: Frame): PrintedPoint[] | null {
  if (columns.length !== 5 || !REPORT.every((name, index) => columns[index + 1] === name)) return null;
  return rows.flatMap(([name = '', ...cells]) => {
    const values = name === 'accuracy' ? cells.slice(0, 1) : AVERAGE.test(name) ? cells.slice(0, 3) : [];
    return values.flatMap((cell, index) => point(name === 'accuracy' ? name : `${name} ${REPORT[index] ?? ''}`, parseNumber(cell)));
  });
}

function namesWithValues({ columns, rows }: Frame): PrintedPoint[] | null {
  const [name = '', value = ''] = columns.slice(-2);
  const isIndexed = columns.length === 3 && columns[0] === '';
  if ((columns.length !== 2 && !isIndexed) || !VALUE_COLUMN.test(value)) return null;
  if (!NAME_COLUMN.test(name) && !(columns.length === 2 && name === '')) return null;
  const numbers = rows.flatMap((row) => numberIn(row.at(-2) ?? '', row.at(-1)) ?? []);
  // Of an index without a name, or a list of anything with scores, all must be metrics.
  const isSure = /metric|measure/i.test(name) || (numbers.length === rows.length && numbers.every(isMeasured));
  return isSure ? points(metricsAmong(numbers)) : null;
}

function onlyRow({ columns, rows }: Frame): PrintedPoint[] | null {
  const [row, ...more] = rows;
  // `df.agg(['mean'])` tells of data, too.
  if (!row || more.length > 0 || (columns[0] === '' && isOfData(row[0] ?? ''))) return null;
  const numbers = columns.flatMap((name, index) => numberIn(name, row[index]) ?? []);
  const step = numbers.find(({ name, whole }) => whole && isStepColumn(name))?.value ?? null;
  return points(metricsAmong(numbers.filter(({ name }) => !isStepColumn(name))), step);
}

function isMeasured(number: NamedNumber): boolean {
  return ['metric', 'weak'].includes(kindOfNumber(number));
}

function numberIn(name: string, cell: string | undefined): NamedNumber | null {
  const text = (cell ?? '').trim();
  const value = parseNumber(text.endsWith('%') ? text.slice(0, -1) : text);
  return value === null || name === '' ? null : { name, value, whole: /^[+-]?\d+$/.test(text) };
}

function points(numbers: readonly { key: string; value: number }[], step: number | null = null): PrintedPoint[] {
  return numbers.map(({ key, value }) => ({ key, step, value }));
}

function point(name: string, value: number | null): PrintedPoint[] {
  const key = keyOfName(name);
  return value === null || key === null ? [] : [{ key, step: null, value }];
}
