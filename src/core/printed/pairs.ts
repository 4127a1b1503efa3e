import { parseNumber } from '../number';
import { splitWordIn } from './metric_words';
import type { Name, Names } from './names';

/** A name and the number that follows it. */
export interface Pair extends Pick<Name, 'kind' | 'words' | 'ofSplit' | 'bare'> {
  readonly key: string;
  readonly value: number;
  /** written without a fraction, an exponent or a `%` */
  readonly whole: boolean;
  /** something other than a space parts the name from the number */
  readonly parted: boolean;
  /** where its name begins in the text, and where its number ends */
  readonly start: number;
  readonly end: number;
}

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]?nan|[+-]?inf(?:inity)?`;
const WRAPPED = String.raw`(?:(?:tensor|array|(?:np|numpy|jnp)\.float\d+)\()?["']?`;
const END = String.raw`(?=$|[ %,;|)\]}:"'(+±/]|\.(?:$|[ "')]))`;
const VALUE = new RegExp(String.raw`(?:(["']? ?[:=]) ?|(?<=[\w%)@.]) )${WRAPPED}(${NUMBER})${END}`, 'gi');

/** Pairs of a line at the most, and how far back its name is looked for. */
const MOST_PAIRS = 100;
const FAR = 120;

/**
 * The pairs of a line, in order, whatever their names are. In the text a run of white space is one space. Left out is what
 * stands in a call (`SVC(C=1.0)`), in an inner dictionary, and what has no name.
 */
export function pairsOf(text: string, names: Names): Pair[] {
  const pairs: Pair[] = [];
  const nesting = /[({]/.test(text) ? new Nesting() : null;
  const hasSplit = splitWordIn(text) !== '';
  let split = '';
  let from = 0;
  VALUE.lastIndex = 0;
  for (let match = VALUE.exec(text); match && pairs.length < MOST_PAIRS; match = VALUE.exec(text)) {
    const [all, separator, number = ''] = match;
    const end = match.index + all.length;
    nesting?.walk(text, from, match.index);
    const name = nesting?.isInside ? null : nameBefore(text, from, match.index, names);
    if (hasSplit && (separator !== undefined || name !== null)) split = splitWordIn(text.slice(from, match.index)) || split;
    from = end;
    const after = name && readAfter(text, end, number);
    if (name === null || after === null) continue;
    const key = split === '' || name.ofSplit || name.kind === 'companion' ? name.key : `${split}_${name.key}`;
    const { kind, words, ofSplit, bare, start } = name;
    pairs.push({ key, kind, words, ofSplit, bare, value: after.value, whole: after.whole, parted: separator !== undefined, start, end: after.end });
    from = VALUE.lastIndex = after.end;
  }
  return pairs;
}

/** Whether the place that was walked to is in a call's parentheses or in an inner dictionary. */
class Nesting {
  private readonly parentheses: boolean[] = [];
  private calls = 0;
  private braces = 0;

  get isInside(): boolean {
    return this.calls > 0 || this.braces > 1;
  }

  walk(text: string, from: number, to: number): void {
    for (let at = from; at < to; at++) {
      const char = text[at];
      if (char === '{') this.braces++;
      else if (char === '}') this.braces--;
      else if (char === '(') this.open(at > 0 && isWordCode(text.charCodeAt(at - 1)));
      else if (char === ')' && this.parentheses.pop()) this.calls--;
    }
  }

  private open(isCall: boolean): void {
    this.parentheses.push(isCall);
    if (isCall) this.calls++;
  }
}

/** The name that ends where a value's separator begins. */
function nameBefore(text: string, from: number, to: number, names: Names): (Name & { start: number }) | null {
  let end = to;
  let aside = '';
  // `Loss (train): 0.3`, `F1 (macro): 0.9`; what is no word, or more than one, is a remark or a unit.
  if (text[end - 1] === ')') {
    const open = text.lastIndexOf('(', end);
    if (open < from || end - open > 20) return null;
    const inner = text.slice(open + 1, end - 1).toLowerCase();
    if (/^[a-z]{3,}$/.test(inner)) aside = inner;
    end = open;
    while (text[end - 1] === ' ') end--;
  }
  let start = end;
  while (start > from && end - start < FAR && isNameCode(text.charCodeAt(start - 1))) start--;
  if (start === end || (start > 0 && /[/\\?&~$]/.test(text[start - 1] ?? ''))) return null;
  const name = names.at(text.slice(start, end), aside);
  return name && { ...name, start: end - name.length };
}

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

/** Letters, digits, and of the others: space % + - . / @ _ */
function isNameCode(code: number): boolean {
  return isWordCode(code) || code === 32 || code === 37 || code === 43 || (code >= 45 && code <= 47) || code === 64;
}

/** The value with what follows it: `%`, `9833/10000`; null where it is something else than a value. */
function readAfter(text: string, end: number, number: string): Pick<Pair, 'value' | 'whole' | 'end'> | null {
  const value = parseNumber(number) ?? NaN;
  const whole = /^[+-]?\d+$/.test(number);
  const next = text[end];
  if (next === undefined) return { value, whole, end };
  const after = text.slice(end, end + 24);
  if (next === '/' || after.startsWith(' /')) {
    const of = /^ ?\/ ?(\d+)(?![\d.]*\w)/.exec(after);
    if (!of || !whole || Number(of[1]) < value || Number(of[1]) === 0) return null;
    return { value: value / Number(of[1]), whole: false, end: end + of[0].length };
  }
  // A decimal comma, or thousands, which cannot be told apart; a time; and `0.5 -> 0.4`, where the value is no longer true.
  if (/^[,:]\d|^ ?(?:-+>|→)/.test(after)) return null;
  if (next === '%' || after.startsWith(' %')) return { value, whole: false, end: text.indexOf('%', end) + 1 };
  return { value, whole, end };
}
