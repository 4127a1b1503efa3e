import { parseNumber } from '../number';
import { pythonFloat } from './python_float';
import { pythonRepr, pythonStringAt } from './python_string';

/** A value as it is written in Python, in a cell's source or in what a cell gave. */
export type PythonValue =
  /** `text`: as Python's `str` gives it; `whole`: written as an integer */
  | { readonly kind: 'number'; readonly value: number; readonly text: string; readonly whole: boolean }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'constant'; readonly text: 'True' | 'False' | 'None' }
  | { readonly kind: 'list' | 'tuple' | 'set'; readonly items: readonly PythonValue[] }
  | { readonly kind: 'dict'; readonly entries: readonly (readonly [PythonValue, PythonValue])[] }
  /** `np.float64(0.93)`, `tensor(0.93, device='cuda:0')`: a name with one value, whatever follows it */
  | { readonly kind: 'call'; readonly name: string; readonly items: readonly PythonValue[]; readonly named: ReadonlyMap<string, PythonValue> }
  /** what cannot be told: an object, an expression */
  | { readonly kind: 'other' };

const OTHER: PythonValue = { kind: 'other' };
const SPACE = /(?:[ \t\r\n\f]|\\\r?\n|#[^\n]*)*/y;
const NUMBER = /[+-]?[ \t]*(?:0[xX][\da-fA-F_]+|0[oO][0-7_]+|0[bB][01_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?|nan\b|inf\b)(?![\w.])/y;
const NAME = /[\p{L}_][\p{L}\p{N}_.]{0,200}/uy;
const KEYWORD = /[\p{L}_][\p{L}\p{N}_]{0,200}(?=[ \t\r\n]{0,20}=[^=])/uy;
/** As deep as lists and dicts may be in one another, and as many values as there may be in all. */
const DEEPEST = 20;
const MOST_VALUES = 20_000;

/**
 * The value that a text is, with nothing but white space and comments around it; null where it is something else. In parts of
 * it, what cannot be told is `other`.
 */
export function pythonValue(text: string): PythonValue | null {
  const reader = new ValueReader(text);
  const value = reader.value(0);
  reader.skipSpace();
  return value.kind === 'other' || reader.at < text.length ? null : value;
}

/** A value as Python's `str` gives it, or null where it is not made of literals only. */
export function pythonText(value: PythonValue): string | null {
  return value.kind === 'string' ? value.value : reprOf(value);
}

function reprOf(value: PythonValue): string | null {
  switch (value.kind) {
    case 'number':
    case 'constant':
      return value.text;
    case 'string':
      return pythonRepr(value.value);
    case 'dict': {
      const entries = value.entries.map(([key, one]) => joined([reprOf(key), reprOf(one)], ': '));
      return around('{', joined(entries, ', '), '}');
    }
    case 'list':
    case 'tuple':
    case 'set': {
      const items = joined(value.items.map(reprOf), ', ');
      if (value.kind === 'list') return around('[', items, ']');
      return value.kind === 'set' ? around('{', items, '}') : around('(', items, value.items.length === 1 ? ',)' : ')');
    }
    case 'call':
    case 'other':
      return null;
  }
}

function joined(parts: readonly (string | null)[], by: string): string | null {
  return parts.includes(null) ? null : parts.join(by);
}

function around(open: string, inner: string | null, close: string): string | null {
  return inner === null ? null : open + inner + close;
}

class ValueReader {
  at = 0;
  private count = 0;

  constructor(private readonly text: string) {}

  skipSpace(): void {
    this.match(SPACE);
  }

  /** Stands behind the value afterwards; where it cannot be told, before the comma or bracket that ends it. */
  value(depth: number): PythonValue {
    this.skipSpace();
    const from = this.at;
    const value = ++this.count > MOST_VALUES || depth > DEEPEST ? OTHER : this.known(depth);
    this.skipSpace();
    if (value.kind !== 'other' && (depth === 0 || this.at >= this.text.length || /[,\])}:]/.test(this.text[this.at] ?? ''))) return value;
    this.at = from;
    this.skipOther();
    return OTHER;
  }

  private known(depth: number): PythonValue {
    const char = this.text[this.at] ?? '';
    if (char === '[') return { kind: 'list', items: this.items(']', depth).items };
    if (char === '(') return this.parenthesised(depth);
    if (char === '{') return this.braced(depth);
    const strings = this.strings();
    if (strings) return strings;
    const number = this.match(NUMBER);
    if (number !== null) return numberValue(number);
    return this.named(depth);
  }

  /** One string or several that stand beside each other. */
  private strings(): PythonValue | null {
    let value: string | null = null;
    let found = pythonStringAt(this.text, this.at);
    let known = true;
    while (found) {
      known &&= found.value !== null;
      value = (value ?? '') + (found.value ?? '');
      this.at = found.end;
      this.skipSpace();
      found = pythonStringAt(this.text, this.at);
    }
    if (value === null) return null;
    return known ? { kind: 'string', value } : OTHER;
  }

  private named(depth: number): PythonValue {
    const name = this.match(NAME);
    if (name === 'True' || name === 'False' || name === 'None') return { kind: 'constant', text: name };
    if (name === null || this.text[this.at] !== '(') return OTHER;
    const { items, named } = this.items(')', depth);
    return { kind: 'call', name, items, named };
  }

  private parenthesised(depth: number): PythonValue {
    const { items, comma } = this.items(')', depth);
    return items.length === 1 && !comma ? (items[0] ?? OTHER) : { kind: 'tuple', items };
  }

  private items(close: string, depth: number): { items: PythonValue[]; named: Map<string, PythonValue>; comma: boolean } {
    const items: PythonValue[] = [];
    const named = new Map<string, PythonValue>();
    let comma = false;
    this.at++;
    for (this.skipSpace(); this.at < this.text.length && this.text[this.at] !== close; this.skipSpace()) {
      const keyword = close === ')' ? this.match(KEYWORD) : null;
      if (keyword !== null) {
        this.skipSpace();
        this.at++;
      }
      const value = this.value(depth + 1);
      if (keyword === null) items.push(value);
      else named.set(keyword, value);
      this.skipSpace();
      comma = this.comma();
      if (!comma) break;
    }
    return this.closes(close) ? { items, named, comma } : { items: [OTHER, OTHER], named, comma };
  }

  private braced(depth: number): PythonValue {
    const entries: [PythonValue, PythonValue][] = [];
    const items: PythonValue[] = [];
    this.at++;
    for (this.skipSpace(); this.at < this.text.length && this.text[this.at] !== '}'; this.skipSpace()) {
      const key = this.value(depth + 1);
      this.skipSpace();
      if (this.text[this.at] === ':') {
        this.at++;
        entries.push([key, this.value(depth + 1)]);
      } else items.push(key);
      this.skipSpace();
      if (!this.comma()) break;
    }
    if (!this.closes('}') || (items.length > 0 && entries.length > 0)) return OTHER;
    return items.length > 0 ? { kind: 'set', items } : { kind: 'dict', entries };
  }

  private comma(): boolean {
    if (this.text[this.at] !== ',') return false;
    this.at++;
    return true;
  }

  private closes(close: string): boolean {
    this.skipSpace();
    if (this.text[this.at] !== close) return false;
    this.at++;
    return true;
  }

  /** Over anything, up to the comma, colon or bracket that ends it. */
  private skipOther(): void {
    let depth = 0;
    while (this.at < this.text.length) {
      const char = this.text[this.at] ?? '';
      const string = char === '"' || char === "'" ? pythonStringAt(this.text, this.at) : null;
      if (string) {
        this.at = string.end;
        continue;
      }
      if ('([{'.includes(char)) depth++;
      else if (depth === 0 && ')]},:'.includes(char)) return;
      else if (')]}'.includes(char)) depth--;
      this.at++;
    }
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const match = pattern.exec(this.text);
    if (!match) return null;
    this.at = pattern.lastIndex;
    return match[0];
  }
}

function numberValue(written: string): PythonValue {
  const plain = written.replace(/[_ \t]/g, '');
  const sign = plain.startsWith('-') ? '-' : '';
  const digits = plain.replace(/^[+-]/, '');
  if (/^0[xob]/i.test(digits)) {
    const value = BigInt(digits.toLowerCase());
    return { kind: 'number', value: Number(`${sign}${Number(value)}`), text: `${sign}${value}`, whole: true };
  }
  const value = parseNumber(plain) ?? NaN;
  if (!/^\d+$/.test(digits)) return { kind: 'number', value, text: pythonFloat(value), whole: false };
  const shortest = digits.replace(/^0+(?=\d)/, '');
  return { kind: 'number', value, text: shortest === '0' ? '0' : sign + shortest, whole: true };
}
