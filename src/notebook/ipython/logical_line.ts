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

const NAME = '[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{Mn}\\p{Mc}\\p{Nd}\\p{Pc}_]*';
const NUMBER = '0[xXoObB]\\w+|(?:\\d[\\d_]*\\.?[\\d_]*|\\.\\d[\\d_]*)(?:[eE][-+]?\\d[\\d_]*)?[jJ]?';
const OPERATOR = '\\.\\.\\.|\\*\\*=?|//=?|>>=?|<<=?|->|:=|[-+*/%@&|^=!<>]=|[-+*/%@&|^~<>=()[\\]{},:;.]';
/** A string only by its beginning; `stringEnd` finds the rest. */
const TOKEN = new RegExp(
  `(#.*)|((?:[bBfFtTuU]|[rR][bBfFtT]?|[bBfFtT][rR])?["'])|(${NAME})|(${NUMBER})|(${OPERATOR})|([^])`,
  'uy',
);
const KINDS = ['comment', 'string', 'name', 'number', 'operator', 'other'] as const;
const BLANKS = /[ \t\f]*/y;

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
    const source = lines[line] ?? '';
    BLANKS.lastIndex = column;
    BLANKS.test(source);
    column = BLANKS.lastIndex;
    const joined = column === source.length - 1 && source.endsWith('\\');
    if (column >= source.length || joined) {
      if ((depth === 0 && !joined) || line + 1 >= lines.length) return { first, last: line, tokens };
      line += 1;
      column = 0;
      continue;
    }
    TOKEN.lastIndex = column;
    const match = TOKEN.exec(source);
    let kind = KINDS.find((_kind, group) => match?.[group + 1] !== undefined) ?? 'other';
    let text = match?.[0] ?? source.charAt(column);
    let end = { line, column: column + text.length };
    if (kind === 'string') {
      const closed = stringEnd(lines, { line, column });
      if (closed !== null) {
        end = closed;
        text = source.slice(column, closed.line === line ? closed.column : undefined);
      } else if (/("""|''')$/.test(source.slice(column, end.column + 2))) {
        return { first, last: lines.length - 1, tokens };
      } else {
        // A quote without its partner: Python goes on behind it.
        kind = 'other';
      }
    }
    tokens.push({ kind, text, line, column });
    if (kind === 'operator') {
      if ('([{'.includes(text)) depth += 1;
      else if (')]}'.includes(text)) depth = Math.max(0, depth - 1);
    }
    ({ line, column } = end);
  }
}
