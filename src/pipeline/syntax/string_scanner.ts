import { Interruption } from './interruption';
import { scanNumber } from './number_literal';
import type { Range } from './source_text';

/** Where a string begins: its prefix and its first quote. */
export const STRING_START = /(?:[rRuUbBfFtT]|[bBfFtT][rR]|[rR][bBfFtT])?["']/y;
const PREFIX = /[a-zA-Z]*/y;
const WORD = /[\p{XID_Continue}]+/uy;
const ASTRAL = /[\ud800-\udfff]/;
const OPENING = '([{';
const CLOSING = ')]}';
/** CPython takes no more either. */
const MOST_NESTED = 149;

interface Kind {
  readonly start: number;
  readonly quote: string;
  readonly raw: boolean;
  readonly bytes: boolean;
  readonly name: 'string' | 'f-string' | 't-string';
}

/** Finds where strings end: also f-strings, whose braces hold expressions with strings of their own, in the same quotes too. */
export class StringScanner {
  /** strings inside of braces, f-strings excluded */
  readonly nested: Range[] = [];
  /** comments inside of braces */
  readonly comments: Range[] = [];
  /** expressions in braces that go over several lines without brackets of their own */
  readonly brokenExpressions: Range[] = [];
  /** words inside of braces with characters beyond U+FFFF */
  readonly astralWords: Range[] = [];
  private depth = 0;

  constructor(private readonly text: string) {}

  /**
   * @param start where a string begins
   * @returns the offset behind it
   * @throws Interruption where it has no end, or is refused
   */
  scan(start: number): number {
    PREFIX.lastIndex = start;
    const prefix = PREFIX.exec(this.text)![0].toLowerCase();
    const first = start + prefix.length;
    const one = this.text[first]!;
    const quote = this.text.startsWith(one.repeat(3), first) ? one.repeat(3) : one;
    const name = prefix.includes('f') ? 'f-string' : prefix.includes('t') ? 't-string' : 'string';
    const kind: Kind = { start, quote, raw: prefix.includes('r'), bytes: prefix.includes('b'), name };
    return name === 'string' ? this.plain(kind, first + quote.length) : this.literal(kind, first + quote.length);
  }

  private plain(kind: Kind, from: number): number {
    for (let at = from; ; ) {
      this.mustGoOn(kind, at);
      if (this.text.startsWith(kind.quote, at)) {
        at += kind.quote.length;
        if (this.depth > 0) this.nested.push({ start: kind.start, end: at });
        return at;
      }
      if (kind.bytes && this.text.charCodeAt(at) > 127) throw new Interruption('bytes can only contain ASCII literal characters', at);
      at = this.text[at] === '\\' ? this.escape(kind, at) : at + 1;
    }
  }

  /** What stands outside of the braces of an f-string. */
  private literal(kind: Kind, from: number): number {
    for (let at = from; ; ) {
      this.mustGoOn(kind, at);
      if (this.text.startsWith(kind.quote, at)) return at + kind.quote.length;
      const character = this.text[at]!;
      if (character === '\\') {
        // A brace opens a field even behind a backslash.
        at = '{}'.includes(this.text[at + 1] ?? '') ? at + 1 : this.escape(kind, at);
      } else if (character === '{') {
        at = this.text[at + 1] === '{' ? at + 2 : this.field(kind, at);
      } else if (character === '}') {
        if (this.text[at + 1] !== '}') throw new Interruption(`${kind.name}: single '}' is not allowed`, at);
        at += 2;
      } else {
        at += 1;
      }
    }
  }

  /** From a field's `{` to behind its `}`. */
  private field(kind: Kind, from: number): number {
    this.depth += 1;
    if (this.depth > MOST_NESTED) throw new Interruption('too many nested f-strings', from);
    const opened: string[] = [];
    let isBroken = false;
    for (let at = from + 1; ; ) {
      const character = this.text[at];
      if (character === undefined) throw new Interruption(`${kind.name}: expecting '}'`, from);
      STRING_START.lastIndex = at;
      if (opened.length === 0 && (character === '\n' || character === '\r')) isBroken = true;
      if (isBroken && opened.length === 0 && '}:!'.includes(character) && !this.text.startsWith('!=', at)) {
        this.broken(from + 1, at);
        isBroken = false;
      }
      if (opened.length === 0 && character === '}') {
        this.depth -= 1;
        return at + 1;
      }
      if (opened.length === 0 && (character === ':' || (character === '!' && this.text[at + 1] !== '='))) {
        at = character === ':' ? this.specification(kind, at + 1) : at + 1;
      } else if (STRING_START.test(this.text)) {
        if (this.text.startsWith(kind.quote, at) && this.isUnfinished(kind, at)) throw new Interruption(`${kind.name}: expecting '}'`, from);
        at = this.scan(at);
      } else if (character === '#') {
        const start = at;
        while (at < this.text.length && this.text[at] !== '\n' && this.text[at] !== '\r') at += 1;
        this.comments.push({ start, end: at });
      } else if (OPENING.includes(character)) {
        opened.push(CLOSING[OPENING.indexOf(character)]!);
        at += 1;
      } else if (CLOSING.includes(character)) {
        if (opened.pop() !== character) throw new Interruption(`${kind.name}: unmatched '${character}'`, at);
        at += 1;
      } else {
        at = this.word(at);
      }
    }
  }

  private broken(from: number, to: number): void {
    const written = this.text.slice(from, to);
    const expression = written.trim();
    // With `=` the text of the expression is part of the value.
    if (expression !== '' && !expression.endsWith('=')) {
      const start = from + written.indexOf(expression);
      this.brokenExpressions.push({ start, end: start + expression.length });
    }
  }

  /** In `f'{a'` the quote that ends the string could begin another, which then finds no end on its line. */
  private isUnfinished(kind: Kind, at: number): boolean {
    if (kind.quote.length === 3) return false;
    const rest = /^[^\r\n]*/.exec(this.text.slice(at + 1))![0];
    return !rest.includes(kind.quote) && !this.text.startsWith(kind.quote.repeat(2), at + 1);
  }

  /** What stands behind the colon of a field, up to its `}`. */
  private specification(kind: Kind, from: number): number {
    for (let at = from; ; ) {
      this.mustGoOn(kind, at);
      const character = this.text[at]!;
      if (character === '}') return at;
      if (this.text.startsWith(kind.quote, at)) throw new Interruption(`${kind.name}: expecting '}', or format specs`, at);
      at = character === '{' ? this.field(kind, at) : at + 1;
    }
  }

  private word(at: number): number {
    const number = scanNumber(this.text, at);
    if (number !== undefined) return number;
    WORD.lastIndex = at;
    if (!WORD.test(this.text)) return at + 1;
    const end = WORD.lastIndex;
    if (ASTRAL.test(this.text.slice(at, end))) this.astralWords.push({ start: at, end });
    return end;
  }

  private mustGoOn({ start, quote, name }: Kind, at: number): void {
    const character = this.text[at];
    if (character === undefined && quote.length === 3) throw new Interruption(`unterminated triple-quoted ${name} literal`, start);
    if (character === undefined || (quote.length === 1 && (character === '\n' || character === '\r'))) {
      throw new Interruption(`unterminated ${name} literal`, start);
    }
  }

  /** @returns the offset behind a backslash and what it escapes */
  private escape({ raw, bytes }: Kind, at: number): number {
    const next = this.text[at + 1];
    if (next === '\r' && this.text[at + 2] === '\n') return at + 3;
    if (!raw) {
      const digits = next === 'x' ? 2 : bytes ? 0 : next === 'u' ? 4 : next === 'U' ? 8 : 0;
      const given = this.text.slice(at + 2, at + 2 + digits);
      if (digits > 0 && (given.length < digits || !/^[\da-fA-F]*$/.test(given) || parseInt(given, 16) > 0x10ffff)) {
        throw new Interruption(`\`\\${next}\` in a string needs ${digits} hexadecimal digits; a path wants r"…" or doubled backslashes`, at);
      }
      if (next === 'N' && !bytes) {
        const named = /^\{[^}'"\r\n]+\}/.exec(this.text.slice(at + 2, at + 120))?.[0];
        if (named === undefined) throw new Interruption('malformed \\N character escape', at);
        return at + 2 + named.length;
      }
    }
    return Math.min(at + 2, this.text.length);
  }
}
