import { parseNumber } from '../number';
import { keyOf, type Names } from './names';
import { type Pair, pairsOf } from './pairs';

/** What one line tells: numbers by key, and the step if it says which. */
export interface Told {
  readonly values: ReadonlyMap<string, number>;
  /** null: not said here */
  readonly step: number | null;
}

const NUMBER = String.raw`([+-]?(?:\d+(?:\.\d*)?(?:e[+-]?\d+)?|nan|inf))`;
// `[12]<tab>train-rmse:0.1`, `[12]<tab>valid_0's l2: 0.24`, of cross-validation with a deviation behind; and `12:<tab>learn: 0.3`.
const BOOSTING_ROW = /^\[(\d{1,12})\]\t/;
const BOOSTING_CELL = new RegExp(String.raw`^([^\s:]{1,60}-[^:]{1,60}|[^:]{1,60}'s [^:]{1,60}): ?${NUMBER}(?: ?[+±].{0,30})?$`, 'i');
const CATBOOST_ROW = /^(\d{1,12}):\t(?=learn|test)/;
const CATBOOST_CELL = new RegExp(String.raw`^(learn|test\d{0,3}): ${NUMBER}$`, 'i');
const OPTUNA_ROW = /Trial (\d{1,9}) finished with value: (\S{1,30}) and parameters: /;
const KERAS_ROW = /^\s*\d+\/(?:\d+|Unknown)\s*(?:\[[=>.]*\]|━+|)\s*-?\s*[\d:.]+(?:h|m?s|us|ms)?\b/;
const REPORT_ACCURACY = /^ {1,200}accuracy {6,200}(\d\.\d{1,20}) {1,200}\d{1,12}$/;
const BOX_ROW = /^\s*[│┃|]\s*([A-Za-z][\w/.@ -]{0,60}?)\s*[│┃|]\s*(\S{1,30})\s*[│┃|]\s*$/;

/** A row of XGBoost, LightGBM or CatBoost: an iteration with its metrics, whatever they are called. */
export function boostingRow(line: string): Told | null {
  return rowOfCells(line, BOOSTING_ROW, BOOSTING_CELL) ?? rowOfCells(line, CATBOOST_ROW, CATBOOST_CELL);
}

function rowOfCells(line: string, start: RegExp, cell: RegExp): Told | null {
  const row = start.exec(line);
  if (!row) return null;
  const values = new Map<string, number>();
  for (const text of line.slice(row[0].length).split('\t')) {
    const [, name = '', number = ''] = cell.exec(text.trim()) ?? [];
    const value = parseNumber(number);
    if (value !== null) values.set(keyOf(name.replace("'s ", ' ')), value);
  }
  return values.size > 0 ? { values, step: Number(row[1]) } : null;
}

/** The value of an Optuna trial; the step is its number. */
export function optunaRow(line: string): Told | null {
  const [, trial, number = ''] = OPTUNA_ROW.exec(line) ?? [];
  const value = parseNumber(number);
  return value === null ? null : { values: new Map([['value', value]]), step: Number(trial) };
}

/** The last state of a Keras progress bar: all pairs behind the duration. */
export function kerasRow(line: string): ReadonlyMap<string, number> | null {
  if (!KERAS_ROW.test(line)) return null;
  const values = new Map<string, number>();
  for (const part of line.split(' - ').slice(1)) {
    const colon = part.indexOf(': ');
    const value = colon < 0 ? null : parseNumber(part.slice(colon + 2));
    if (value !== null) values.set(keyOf(part.slice(0, colon).trim()), value);
  }
  return values.size > 0 ? values : null;
}

/** `[CV 1/3] END …C=1.0;, score=(train=0.97, test=0.93) total time=0.0s` of scikit-learn: what is left of it without the params. */
export function crossValidationPairs(text: string, names: Names): Pair[] | null {
  if (!text.startsWith('[CV')) return null;
  const scores = text.slice(text.lastIndexOf(';') + 1);
  const unfolded = scores.replace(/(?<!\w)(\w{1,60})[:=] ?\(([^()]{0,200})\)/g, (_, name: string, inner: string) => inner.replace(/(train|test)=/g, `$1_${name}=`));
  return pairsOf(unfolded, names);
}

/** The accuracy of scikit-learn's classification report, which has a row of its own. */
export function reportAccuracy(line: string): number | null {
  const match = REPORT_ACCURACY.exec(line);
  return match ? Number(match[1]) : null;
}

/** Name and number of a row of a drawn table with these two columns. */
export function boxRow(line: string): { name: string; value: number } | null {
  const [, name = '', number = ''] = BOX_ROW.exec(line) ?? [];
  const value = parseNumber(number);
  return value === null ? null : { name, value };
}
