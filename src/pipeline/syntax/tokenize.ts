import { Brackets } from './brackets';
import { Indentation } from './indentation';
import { Interruption } from './interruption';
import { scanNumber } from './number_literal';
import { StringScanner, STRING_START } from './string_scanner';
import type { Token, TokenKind, Tokens } from './token';

const NAME = /[\p{XID_Start}_][\p{XID_Continue}]*/uy;
const OPERATOR = /\*\*=|\/\/=|>>=|<<=|\.\.\.|[-+*/%&|^@=<>!:]=|->|\*\*|\/\/|<<|>>|<>|[-+*/%&|^~@=<>()[\]{},:.;]/y;
const SPACE = /[ \t\f]+/y;
const LINE_END = /\r\n?|\n/y;
const COMMENT = /#[^\r\n]*/y;

/**
 * The words of Python source, comments among them, with what Python refuses before it looks at the grammar: strings and brackets
 * that do not end, indentation that does not line up, characters that are nothing. Never throws.
 */
export function tokenize(text: string): Tokens {
  const tokenizer = new Tokenizer(text);
  return tokenizer.run();
}

class Tokenizer {
  private readonly tokens: Token[] = [];
  private readonly strings: StringScanner;
  private readonly brackets = new Brackets();
  private readonly indentation = new Indentation();
  private at = 0;
  /** nothing of the present logical line was seen yet */
  private fresh = true;

  constructor(private readonly text: string) {
    this.strings = new StringScanner(text);
  }

  run(): Tokens {
    let fault: Tokens['fault'];
    try {
      if (this.text.startsWith('\ufeff')) this.at = 1;
      while (this.at < this.text.length) this.next();
      this.brackets.end();
      if (!this.fresh) this.add('newline', this.at);
    } catch (error) {
      if (!(error instanceof Interruption)) throw error;
      fault = error.fault;
    }
    const { nested: nestedStrings, comments: nestedComments, brokenExpressions, astralWords: nestedAstralWords } = this.strings;
    return { tokens: this.tokens, fault, nestedStrings, nestedComments, brokenExpressions, nestedAstralWords };
  }

  private next(): void {
    if (this.fresh && !this.brackets.open) this.lineBeginning();
    const { text, at } = this;
    // What is met most often comes first; a prefix of a string looks like a name, and a number may begin like an operator.
    const found =
      this.skip(SPACE) ||
      this.string() ||
      this.take('name', NAME) ||
      this.number() ||
      this.operator() ||
      this.lineEnd() ||
      this.take('comment', COMMENT) ||
      this.continuation();
    if (!found) throw new Interruption(unexpected(text, at), at, text[at] === '`');
  }

  /** Measures the indentation of a line that has something on it. */
  private lineBeginning(): void {
    const lineStart = this.at;
    SPACE.lastIndex = lineStart;
    const space = SPACE.exec(this.text)?.[0] ?? '';
    const next = this.text[lineStart + space.length];
    if (next === undefined || next === '\n' || next === '\r' || next === '#') return;
    const before = this.text[lineStart - 1];
    if (before === undefined || before === '\n' || before === '\r' || before === '\ufeff') this.indentation.line(space, lineStart + space.length);
  }

  private lineEnd(): boolean {
    if (!this.skip(LINE_END)) return false;
    if (!this.fresh && !this.brackets.open) {
      this.add('newline', this.at);
      this.fresh = true;
    }
    return true;
  }

  private continuation(): boolean {
    if (this.text[this.at] !== '\\') return false;
    LINE_END.lastIndex = this.at + 1;
    const end = LINE_END.exec(this.text);
    if (!end) throw new Interruption('unexpected character after line continuation character', this.at + 1);
    this.at += 1 + end[0].length;
    if (this.at === this.text.length) throw new Interruption('unexpected end of the cell after a line continuation', this.at);
    return true;
  }

  private string(): boolean {
    STRING_START.lastIndex = this.at;
    if (!STRING_START.test(this.text)) return false;
    const start = this.at;
    this.at = this.strings.scan(start);
    const before = this.tokens.findLast(({ kind }) => kind !== 'comment');
    if (before?.kind === 'string' && isBytes(this.text, before.start) !== isBytes(this.text, start)) {
      throw new Interruption('cannot mix bytes and nonbytes literals', before.start);
    }
    this.push('string', start, '');
    return true;
  }

  private number(): boolean {
    const end = scanNumber(this.text, this.at);
    if (end === undefined) return false;
    const start = this.at;
    this.at = end;
    this.push('number', start, '');
    return true;
  }

  private operator(): boolean {
    const start = this.at;
    if (!this.take('operator', OPERATOR)) return false;
    const { text } = this.tokens.at(-1)!;
    if (text === '<>') throw new Interruption('`<>` is written `!=`', start, true);
    this.brackets.operator(text, start);
    return true;
  }

  private take(kind: TokenKind, pattern: RegExp): boolean {
    const start = this.at;
    if (!this.skip(pattern)) return false;
    this.push(kind, start, kind === 'comment' ? '' : this.text.slice(start, this.at));
    return true;
  }

  private push(kind: TokenKind, start: number, text: string): void {
    this.tokens.push({ kind, start, end: this.at, text });
    if (kind !== 'comment') this.fresh = false;
  }

  private add(kind: TokenKind, at: number): void {
    this.tokens.push({ kind, start: at, end: at, text: '' });
  }

  private skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at;
    const found = pattern.test(this.text);
    if (found) this.at = pattern.lastIndex;
    return found;
  }
}

function isBytes(text: string, start: number): boolean {
  return /^[rR]?[bB]/.test(text.slice(start, start + 2));
}

function unexpected(text: string, at: number): string {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  if (character === '`') return 'backquotes are written `repr()`';
  if (character === '\0') return 'source code cannot contain null bytes';
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  return /[!-~]/.test(character) ? `invalid syntax: \`${character}\`` : `invalid character '${/\p{C}/u.test(character) ? '\ufffd' : character}' (U+${code})`;
}
