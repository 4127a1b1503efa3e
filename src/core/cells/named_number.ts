import { kindOf, wordsOf, type WordKind } from '../printed/metric_words';
import { keyOf } from '../printed/names';

/** A number with the name it has where it stands: in a dict, a row, a table. */
export interface NamedNumber {
  readonly name: string;
  readonly value: number;
  /** written as an integer */
  readonly whole: boolean;
}

const LONGEST_NAME = 100;
/** Longer ones are titles or sentences. */
const MOST_WORDS = 6;
/** What `describe()` and aggregations call their rows: they tell of data. */
const OF_DATA = new Set(['count', 'mean', 'std', 'var', 'min', 'max', 'sum', 'median', '25%', '50%', '75%']);

/** The key of a metric with that name: as it is written, in lower case, with `_` for spaces; null where it can be none. */
export function keyOfName(name: string): string | null {
  const key = keyOf(name.trim().replace(/\.(?= |$)/g, '').replace(/\s+/g, ' '));
  return key === '' || key.length > LONGEST_NAME ? null : key;
}

/** What a number is by its name: a weak name needs a fraction, and so does a long one that may be a count. */
export function kindOfNumber({ name, whole }: Pick<NamedNumber, 'name' | 'whole'>): WordKind {
  const words = wordsOf(name);
  if (words.length > MOST_WORDS) return 'none';
  const kind = kindOf(keyOfName(name) ?? '', words);
  if (whole && (kind === 'weak' || (kind === 'metric' && words.length > 3))) return 'none';
  return kind;
}

/**
 * Those of the numbers of one place that are metrics. Names that have other meanings too are taken where a plain metric stands beside
 * them, or nothing else does; a learning rate beside a metric only.
 */
export function metricsAmong(numbers: readonly NamedNumber[]): { key: string; value: number }[] {
  if (tellsOfData(numbers)) return [];
  const kinds = numbers.map(kindOfNumber);
  const plain = kinds.filter((kind) => kind === 'metric').length;
  const weak = kinds.filter((kind) => kind === 'weak').length;
  if (plain === 0 && weak < numbers.length) return [];
  return numbers.flatMap(({ name, value }, index) => {
    const key = keyOfName(name);
    const kind = kinds[index];
    return key !== null && (kind === 'metric' || kind === 'weak' || (kind === 'companion' && plain > 0)) ? [{ key, value }] : [];
  });
}

function tellsOfData(numbers: readonly NamedNumber[]): boolean {
  return numbers.filter(({ name }) => isOfData(name.split(' ').at(-1) ?? '')).length >= 2;
}

/** Whether that is what `describe()` or an aggregation calls a row or a column. */
export function isOfData(name: string): boolean {
  return OF_DATA.has(name);
}
