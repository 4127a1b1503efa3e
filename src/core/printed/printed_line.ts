import { isBareName, isSplit, kindOf, wordsOf } from './metric_words';
import { boostingRow, boxRow, crossValidationPairs, kerasRow, optunaRow, reportAccuracy, type Told } from './library_lines';
import { behindLogPrefix } from './log_prefix';
import { keyOf, type Pair, pairsOf, splitIn } from './pairs';
import { epochHeader, type LineStep, stepOf } from './steps';
import { tableHeader } from './table';

/** What a line is, as far as metrics go. */
export type Line =
  | ({ readonly type: 'metrics'; readonly told: Told } & Loop)
  | { readonly type: 'epoch'; readonly epoch: number }
  | { readonly type: 'table'; readonly columns: readonly string[] }
  | { readonly type: 'other' };

/** How a line stands to the epoch that a line before it has announced. */
interface Loop {
  /** its numbers belong to that epoch, if there is one */
  readonly inEpoch: boolean;
  /** it tells an epoch of its own */
  readonly ofEpoch: boolean;
  /** it ends the epoch; what comes again after it is an evaluation */
  readonly keras: boolean;
}

const APART: Loop = { inEpoch: false, ofEpoch: false, keras: false };
const OTHER: Line = { type: 'other' };

/**
 * Reads one line, without its newline, by the rules of docs/printed.md.
 * @param inEpoch a line before has said which epoch this is
 */
export function readLine(line: string, inEpoch: boolean): Line {
  const row = boostingRow(line) ?? optunaRow(line);
  if (row) return metrics(row.values, row.step);
  const keras = kerasRow(line);
  if (keras) return metrics(keras, null, { inEpoch: true, ofEpoch: false, keras: true });
  const columns = tableHeader(line);
  if (columns) return { type: 'table', columns };
  const box = boxRow(line);
  if (box) return metrics(takenFromBox(box.name, box.value), null);
  const accuracy = reportAccuracy(line);
  if (accuracy !== null) return metrics(new Map([['accuracy', accuracy]]), null);
  const text = plainText(line);
  const epoch = epochHeader(text);
  return epoch === null ? loopLine(text, inEpoch, /\s{2}|\t/.test(line.trim())) : { type: 'epoch', epoch };
}

function metrics(values: ReadonlyMap<string, number>, step: number | null, loop = APART): Line {
  return values.size === 0 ? OTHER : { type: 'metrics', told: { values, step }, ...loop };
}

function takenFromBox(name: string, value: number): ReadonlyMap<string, number> {
  const key = keyOf(name.trim());
  return new Map(kindOf(key, wordsOf(key)) === 'metric' ? [[key, value]] : []);
}

/** Behind what a logger puts first, with each run of white space as one space and without the dots of abbreviations. */
function plainText(line: string): string {
  return line
    .slice(behindLogPrefix(line))
    .replace(/\s+/g, ' ')
    .replace(/\b(avg|val|valid|acc|prec)\. /gi, '$1 ')
    .replace(/\bR(?:\^2|²)/gi, 'R2')
    .trim();
}

function loopLine(text: string, inEpoch: boolean, inColumns: boolean): Line {
  const folds = crossValidationPairs(text);
  if (folds) return metrics(valuesOf(folds.filter(({ kind }) => kind === 'metric' || kind === 'weak')), null);
  const at = stepOf(text, inEpoch);
  const plain = withoutPhrase(text);
  return metrics(valuesOf(taken(pairsOf(plain), plain, at, inColumns)), at.step, { inEpoch: !at.within, ofEpoch: at.ofEpoch, keras: false });
}

const PHRASE = /^([a-z][\w@/-]*(?: [\w@/-]+){0,3}?)(?: \([^()]{0,40}\))? (?:after|at|of|on|over|for|in) ([^:=]{1,60})[:=] ?/i;

/** `Accuracy of the network on 10000 test images: 54 %` → `test Accuracy: 54 %`; `Cost after iteration 3: 0.5` → `Cost: 0.5`. */
function withoutPhrase(text: string): string {
  return text.replace(PHRASE, (all, name: string, phrase: string) => {
    const kind = kindOf(keyOf(name), wordsOf(name));
    return kind === 'metric' || kind === 'weak' ? `${wordsOf(name).some(isSplit) ? '' : `${splitIn(phrase)} `}${name}: ` : all;
  }).trimStart();
}

function valuesOf(pairs: readonly Pair[]): ReadonlyMap<string, number> {
  return new Map(pairs.map(({ key, value }) => [key, value]));
}

/**
 * The pairs that are plainly metrics, given what else is on the line.
 * @param inColumns the line has wide gaps, as tables have
 */
function taken(pairs: readonly Pair[], text: string, { told }: LineStep, inColumns: boolean): Pair[] {
  const named = pairs.filter((pair, index) => pair.kind !== 'none' && !countsThings(pair, pairs[index + 1], text));
  const found = named.filter(({ by, words }) => by !== ' ' || isBareName(words));
  const parted = found.filter(({ by }) => by !== ' ');
  if (told) return found.some(isMeasured) ? found : [];
  if (text.startsWith('{') || text.includes('%|')) return parted.some(isMeasured) ? parted : [];
  if (parted.filter(isSure).length >= 2) return parted;
  const sure = found.filter(isSure);
  if (sure.length === 1 && sure[0]?.by === ' ' && inColumns) return [];
  return sure.length > 0 && (fills(text, sure) || (sure.length === 1 && isAlone(text, sure))) ? sure : [];
}

function isMeasured({ kind }: Pair): boolean {
  return kind === 'metric' || kind === 'weak';
}

/** Whether the pair says by itself that it is a metric. */
function isSure({ kind, whole, words }: Pair): boolean {
  return kind === 'metric' ? !whole || words.length <= 3 : kind === 'weak' && !whole;
}

/** `errors: 3 devices failed`: a whole number with a word behind it that belongs to nothing else. */
function countsThings({ whole, end, words }: Pair, next: Pair | undefined, text: string): boolean {
  const goesOn = next?.start === end + 1 && (next.by !== ' ' || next.kind !== 'none');
  return whole && !words.some(isSplit) && !goesOn && /^ [a-z]/i.test(text.slice(end, end + 2));
}

/** The line is one name with its value, behind a few words at the most. */
function isAlone(text: string, [pair]: readonly Pair[]): boolean {
  if (!pair || pair.by === ' ') return false;
  const before = text.slice(0, pair.start).split(/[^\w]+/).filter((word) => word !== '');
  return before.length <= 4 && isRemark(text.slice(pair.end));
}

/** Nothing stands between or behind the pairs but punctuation and remarks. */
function fills(text: string, pairs: readonly Pair[]): boolean {
  let from = 0;
  for (const { start, end } of pairs) {
    if (!/^[^\w]*$/.test(text.slice(from, start))) return false;
    from = end;
  }
  return isRemark(text.slice(from));
}

function isRemark(text: string): boolean {
  return /^["')\]},;.!]*(?: ?(?:\+\/-|±|\+) ?[\d.]+%?)?(?: ?\([^()]*\))?["')\]},;.!*]*$/.test(text.trim());
}
