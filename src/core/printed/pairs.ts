import { parseNumber } from '../number';
import { isSplit, kindOf, wordsOf, type WordKind } from './metric_words';

/** A name and the number that follows it. */
export interface Pair {
  readonly key: string;
  readonly words: readonly string[];
  readonly kind: WordKind;
  readonly value: number;
  /** written without a fraction, an exponent or a `%` */
  readonly whole: boolean;
  /** what parts the name from the number */
  readonly by: ':' | '=' | ' ';
  /** where its name begins in the text, and where its number ends */
  readonly start: number;
  readonly end: number;
}

const NUMBER = String.raw`[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?|[+-]?nan|[+-]?inf(?:inity)?`;
const WRAPPED = String.raw`(?:(?:tensor|array|(?:np|numpy|jnp)\.float\d+)\()?["']?`;
const END = String.raw`(?=$|[ %,;|)\]}:"'(+±/]|\.(?:$|[ "')]))`;
const VALUE = new RegExp(String.raw`(["']? ?[:=] ?|(?<=[\w%)@.]) )${WRAPPED}(${NUMBER})${END}`, 'gi');

/** Words of a name at the most, and characters. */
const LONGEST_NAME = 5;
const LONGEST_KEY = 100;

/**
 * All pairs of a line, in order, whatever their names are. In the text a run of white space is one space. Left out is what
 * stands in a call (`SVC(C=1.0)`), in an inner dictionary, and what has no name.
 */
export function pairsOf(text: string): Pair[] {
  const pairs: Pair[] = [];
  const nesting = new Nesting();
  let split = '';
  let from = 0;
  VALUE.lastIndex = 0;
  for (let match = VALUE.exec(text); match; match = VALUE.exec(text)) {
    const [all, by = '', number = ''] = match;
    const end = match.index + all.length;
    nesting.walk(text, from, match.index);
    const name = nesting.isInside ? null : nameBefore(text, from, match.index);
    split = (by.trim() === '' && name === null ? '' : splitIn(text, from, match.index)) || split;
    from = end;
    if (name === null) continue;
    const after = readAfter(text, end, number);
    if (after === null) continue;
    const words = wordsOf(name.text);
    const own = words.some(isSplit) || split === '';
    const bare = keyOf(name.text);
    const kind = kindOf(bare, words);
    const key = own || kind === 'companion' ? bare : `${split}_${bare}`;
    pairs.push({ key, words, kind, ...after, by: by.includes(':') ? ':' : by.includes('=') ? '=' : ' ', start: name.start });
    from = VALUE.lastIndex = after.end;
  }
  return pairs;
}

/** `Avg. Loss` → avg_loss. */
export function keyOf(name: string): string {
  return name.toLowerCase().replaceAll(' ', '_');
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

/** The words that end where a value's separator begins, back to a character that no name has. */
function nameBefore(text: string, from: number, to: number): { text: string; start: number } | null {
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
  while (start > from && isNameCode(text.charCodeAt(start - 1))) start--;
  if (start > 0 && /[/\\?&~$]/.test(text[start - 1] ?? '')) return null;
  const words = text.slice(start, end).split(' ');
  let first = words.length;
  while (first > 0 && isNameWord(words[first - 1] ?? '', first === words.length)) first--;
  const name = words.slice(first);
  if (name[0] === 'the' || name[0] === 'The') name.shift();
  if (name.length === 0 || name.length > LONGEST_NAME) return null;
  const joined = name.join(' ').replace(/\.$/, '');
  if (joined.length > LONGEST_KEY || joined.startsWith('/') || joined.startsWith('.') || joined.includes('//')) return null;
  const whole = aside === '' ? joined : isSplit(aside) ? `${aside} ${joined}` : `${joined} ${aside}`;
  return { text: whole, start: end - name.join(' ').length };
}

/** A sentence's end, a dash or a number is not part of a name. */
function isNameWord(word: string, isLast: boolean): boolean {
  return /[a-z]/i.test(word) && (isLast || !word.endsWith('.')) && !word.startsWith('-') && !word.endsWith('-');
}

function isWordCode(code: number): boolean {
  return (code >= 48 && code <= 57) || (code >= 65 && code <= 90) || (code >= 97 && code <= 122) || code === 95;
}

/** Letters, digits, and of the others: space % + - . / @ _ */
function isNameCode(code: number): boolean {
  return isWordCode(code) || code === 32 || code === 37 || code === 43 || (code >= 45 && code <= 47) || code === 64;
}

/** The last part of the data that is named between two places as a word of its own. */
export function splitIn(text: string, from = 0, to = text.length): string {
  let found = '';
  for (const word of text.slice(from, to).split(/[^\w./@'-]+/)) {
    const lower = word.toLowerCase();
    if (isSplit(lower)) found = lower;
  }
  return found;
}

/** The value with what follows it: `%`, `9833/10000`; null where it is something else than a value. */
function readAfter(text: string, end: number, number: string): Pick<Pair, 'value' | 'whole' | 'end'> | null {
  const value = parseNumber(number) ?? NaN;
  const whole = /^[+-]?\d+$/.test(number);
  const next = text[end];
  if (next === '/' || (next === ' ' && text[end + 1] === '/')) {
    const of = /^ ?\/ ?(\d+)(?![\d.]*\w)/.exec(text.slice(end, end + 24));
    if (!of || !whole || Number(of[1]) < value || Number(of[1]) === 0) return null;
    return { value: value / Number(of[1]), whole: false, end: end + of[0].length };
  }
  // A decimal comma, or thousands, which cannot be told apart; and `0.5 -> 0.4`, where the value is no longer true.
  if (next === ',' && /\d/.test(text[end + 1] ?? '')) return null;
  if (/^ ?(?:-+>|→)/.test(text.slice(end, end + 6))) return null;
  if (next === '%' || (next === ' ' && text[end + 1] === '%')) return { value, whole: false, end: text.indexOf('%', end) + 1 };
  return { value, whole, end };
}
