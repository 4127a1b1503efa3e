import { boostingRow, boxRow, crossValidationPairs, kerasRow, optunaRow, reportAccuracy, type Told } from './library_lines';
import { behindLogPrefix } from './log_prefix';
import { kindOf, isSplit, splitWordIn, wordsOf } from './metric_words';
import { keyOf, type Names } from './names';
import { type Pair, pairsOf } from './pairs';
import { epochHeader, stepOf } from './steps';

/** What a line is, as far as metrics go. */
export type Line = ({ readonly type: 'metrics'; readonly told: Told } & Loop) | { readonly type: 'epoch'; readonly epoch: number } | { readonly type: 'other' };

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
const KERAS: Loop = { inEpoch: true, ofEpoch: false, keras: true };
const OTHER: Line = { type: 'other' };

/**
 * Reads one line, without its newline, by the rules of docs/printed.md.
 * @param inEpoch a line before has said which epoch this is
 */
export function readLine(line: string, inEpoch: boolean, names: Names): Line {
  const row = boostingRow(line) ?? optunaRow(line);
  if (row) return metrics(row.values, row.step);
  const keras = kerasRow(line);
  if (keras) return metrics(keras, null, KERAS);
  const box = boxRow(line);
  if (box) return metrics(takenFromBox(box.name, box.value), null);
  const accuracy = reportAccuracy(line);
  if (accuracy !== null) return metrics(new Map([['accuracy', accuracy]]), null);
  // Deep within a document that is printed with indents.
  if (/^\s{5,}"/.test(line)) return OTHER;
  const text = plainText(line);
  const epoch = epochHeader(text);
  return epoch === null ? freeLine(text, inEpoch, names, / {2}|\t/.test(line.trim())) : { type: 'epoch', epoch };
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
  let text = line.slice(behindLogPrefix(line)).replace(/\s+/g, ' ').trim();
  if (text.includes('. ')) text = text.replace(/\b(avg|val|valid|acc|prec)\. /gi, '$1 ');
  return text.includes('^2') || text.includes('²') ? text.replace(/\bR(?:\^2|²)/gi, 'R2') : text;
}

/** @param inColumns the line has wide gaps, as tables have */
function freeLine(text: string, inEpoch: boolean, names: Names, inColumns: boolean): Line {
  const folds = crossValidationPairs(text, names);
  if (folds) return metrics(valuesOf(folds.filter(isMeasured)), null);
  const plain = withoutPhrase(text);
  const pairs = pairsOf(plain, names);
  if (!pairs.some(isMeasured)) return OTHER;
  const { step, told, within, ofEpoch } = stepOf(text, inEpoch);
  return metrics(valuesOf(taken(pairs, plain, told, inColumns)), step, { inEpoch: !within, ofEpoch, keras: false });
}

const PHRASE = /^([a-z][\w@/-]*(?: [\w@/-]+){0,3}?)(?: \([^()]{0,40}\))? (?:after|at|of|on|over|for|in) ([^:=]{1,60})[:=] ?/i;

/** `Accuracy of the network on 10000 test images: 54 %` → `test Accuracy: 54 %`; `Cost after iteration 3: 0.5` → `Cost: 0.5`. */
function withoutPhrase(text: string): string {
  return text.replace(PHRASE, (all, name: string, phrase: string) => {
    const words = wordsOf(name);
    const kind = kindOf(keyOf(name), words);
    const split = words.some(isSplit) ? '' : splitWordIn(phrase);
    return kind === 'metric' || kind === 'weak' ? `${split} ${name}: `.trimStart() : all;
  });
}

function valuesOf(pairs: readonly Pair[]): ReadonlyMap<string, number> {
  return new Map(pairs.map(({ key, value }) => [key, value]));
}

/** The pairs that are plainly metrics, given what else is on the line. */
function taken(pairs: readonly Pair[], text: string, ofLoop: boolean, inColumns: boolean): Pair[] {
  const found = pairs.filter((pair, index) => pair.kind !== 'none' && (pair.parted || pair.bare) && !countsThings(pair, pairs[index + 1], text));
  if (!found.some(isMeasured)) return [];
  const parted = found.filter((pair) => pair.parted);
  if (ofLoop) return found;
  if (text.startsWith('{') || text.includes('%|')) return parted.some(isMeasured) ? parted : [];
  if (parted.filter(isSure).length >= 2) return parted;
  const sure = found.filter(isSure);
  const [only] = sure;
  if (!only || (sure.length === 1 && !only.parted && (inColumns || only.whole || only.kind === 'weak'))) return [];
  return fills(text, sure) || (sure.length === 1 && only.parted && isAlone(text, only)) ? sure : [];
}

function isMeasured({ kind }: Pair): boolean {
  return kind === 'metric' || kind === 'weak';
}

/** Whether the pair says by itself that it is a metric. */
function isSure({ kind, whole, words }: Pair): boolean {
  return kind === 'metric' ? !whole || words.length <= 3 : kind === 'weak' && !whole;
}

/** `errors: 3 devices failed`: a whole number with a word behind it that belongs to nothing else. */
function countsThings({ whole, end, ofSplit }: Pair, next: Pair | undefined, text: string): boolean {
  const goesOn = next?.start === end + 1 && (next.parted || next.kind !== 'none');
  return whole && !ofSplit && !goesOn && /^ [a-z]/i.test(text.slice(end, end + 2));
}

/** The line is this pair, behind a few words at the most. */
function isAlone(text: string, { start, end }: Pair): boolean {
  const before = text.slice(0, start).split(/\W+/).filter((word) => word !== '');
  return before.length <= 4 && isRemark(text.slice(end));
}

/** Nothing stands between or behind the pairs but punctuation and remarks. */
function fills(text: string, pairs: readonly Pair[]): boolean {
  let from = 0;
  for (const { start, end } of pairs) {
    if (/\w/.test(text.slice(from, start))) return false;
    from = end;
  }
  return isRemark(text.slice(from));
}

const REMARK = /^["')\]},;.!]{0,8}(?: ?(?:\+\/-|±|\+) ?[\d.]{1,30}%?)?(?: ?\([^()]{0,200}\))?["')\]},;.!*]{0,8}$/;

/** Nothing, closing punctuation, a deviation, something in parentheses. */
function isRemark(text: string): boolean {
  return text.length < 300 && REMARK.test(text.trim());
}
