import { stringEnd } from './string_end';

/** `other` is what Python has no token for: `!`, `?`, `$`, a quote that is never closed. */
export interface Token {
  readonly kind: 'name' | 'number' | 'string' | 'operator' | 'comment' | 'other';
  readonly text: string;
  /** from 0, into the lines that were given */
  readonly line: number;
  readonly column: number;
}

/** Lines that Python takes as one: joined by brackets, by backslashes, by a string of several lines. */
export interface LogicalLine {
  readonly first: number;
  readonly last: number;
  readonly tokens: readonly Token[];
}

const OPERATOR = /\.\.\.|\*\*=|\/\/=|>>=|<<=|->|:=|==|!=|<=|>=|\*\*|\/\/|>>|<<|[-+*/%@&|^]=|[-+*/%@&|^~<>=()[\]{},:;.]/y;
const NUMBER = /(?:0[xXoObB][\w]+|(?:\d[\d_]*\.?[\d_]*|\.\d[\d_]*)(?:[eE][-+]?\d[\d_]*)?[jJ]?)/y;
const NAME = /[\p{L}\p{Nl}_][\p{L}\p{Nl}\p{Mn}\p{Mc}\p{Nd}\p{Pc}_]*/uy;
const BLANKS = /[ \t\f]*/y;
const PREFIX = /^(?:[rbuft]|rb|br|rf|fr|rt|tr)$/i;

/**
 * The logical line that begins at `lines[first]`, in tokens. Never fails: it is made for text that is only partly Python, so a
 * bracket or a string that is not closed simply takes all that follows.
 */
export function readLogicalLine(lines: readonly string[], first: number): LogicalLine {
  const tokens: Token[] = [];
  let line = first;
  let column = 0;
  let depth = 0;
  for (;;) {
    const text = lines[line] ?? '';
    column = endOf(BLANKS, text, column);
    const joined = text.startsWith('\\', column) && column === text.length - 1;
    if (column >= text.length || joined) {
      if ((depth === 0 && !joined) || line + 1 >= lines.length) return { first, last: line, tokens };
      line += 1;
      column = 0;
      continue;
    }
    const kind = kindAt(text, column);
    const end = kind === 'string' ? stringEnd(lines, { line, column }) : { line, column: tokenEnd(text, column, kind) };
    if (end === null) {
      // A quote without its partner: Python goes on behind it, unless it would have closed lines below.
      const quote = /^\w*("""|''')?/.exec(text.slice(column));
      if (quote?.[1]) return { first, last: lines.length - 1, tokens };
      tokens.push({ kind: 'other', text: text[column] ?? '', line, column });
      column += 1;
      continue;
    }
    const token = { kind, text: end.line === line ? text.slice(column, end.column) : text.slice(column), line, column };
    tokens.push(token);
    if (kind === 'operator') {
      if ('([{'.includes(token.text)) depth += 1;
      else if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
    }
    ({ line, column } = end);
  }
}

function kindAt(text: string, column: number): Token['kind'] {
  const char = text[column] ?? '';
  if (char === '#') return 'comment';
  if (char === '"' || char === "'") return 'string';
  if (/\d/.test(char) || (char === '.' && /\d/.test(text[column + 1] ?? ''))) return 'number';
  const name = endOf(NAME, text, column);
  if (name > column) return /["']/.test(text[name] ?? '') && PREFIX.test(text.slice(column, name)) ? 'string' : 'name';
  return endOf(OPERATOR, text, column) > column ? 'operator' : 'other';
}

function tokenEnd(text: string, column: number, kind: Exclude<Token['kind'], 'string'>): number {
  switch (kind) {
    case 'comment':
      return text.length;
    case 'number':
      return Math.max(column + 1, endOf(NUMBER, text, column));
    case 'name':
      return endOf(NAME, text, column);
    case 'operator':
      return endOf(OPERATOR, text, column);
    case 'other':
      return column + 1;
  }
}

function endOf(pattern: RegExp, text: string, column: number): number {
  pattern.lastIndex = column;
  return pattern.test(text) ? pattern.lastIndex : column;
}
