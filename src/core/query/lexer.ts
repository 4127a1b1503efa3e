import { querySyntaxError } from './syntax_error';

export type Family = 'metrics' | 'params' | 'tags';

/** A piece of a query. `offset` and `length` are UTF-16 units of the query. */
export interface Token {
  /**
   * `key`: `metrics.…`, `params.…` or `tags.…` whose key is in `value`; `word`: begins with a letter; `literal`: begins with
   * a digit, a sign or a point; `quoted`: text in single or double quotes.
   */
  readonly type: 'key' | 'word' | 'literal' | 'quoted' | 'symbol' | 'end';
  /** the piece as it is written */
  readonly text: string;
  /** of quoted text what is in the quotes, of a key what is behind the point, of symbols `=` for `==` too; else the text */
  readonly value: string;
  /** of keys only */
  readonly family: Family | null;
  readonly offset: number;
  readonly length: number;
}

/** What JavaScript or Python takes for a space: both evaluate queries. */
const SPACE = /[\s\x1c-\x1f\x85]+/y;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_./:@-]*/uy;
const LITERAL = /[+-]?(?:[0-9.]|inf|nan)[\p{L}\p{M}\p{N}_./:@+-]*/iuy;
const SYMBOL = /==|!=|<=|>=|[=<>(),]/y;
const PREFIX = /^(metrics|params|tags)\./i;

/** What people bring from other languages, and what is written here. */
const FOREIGN: Readonly<Record<string, string>> = {
  '&': 'and',
  '|': 'or',
  '!': 'not or !=',
  '~': 'like',
};

/** Cuts a query into tokens, the last of them `end`. Throws `query-syntax`. */
export function lexQuery(text: string): Token[] {
  const tokens: Token[] = [];
  let offset = 0;

  const match = (pattern: RegExp): string | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text)?.[0] ?? null;
  };
  const push = (type: Token['type'], length: number, value?: string, family: Family | null = null): void => {
    const raw = text.slice(offset, offset + length);
    tokens.push({ type, text: raw, value: value ?? raw, family, offset, length });
    offset += length;
  };

  while (offset < text.length) {
    const space = match(SPACE);
    if (space !== null) {
      offset += space.length;
      continue;
    }
    const first = text.charAt(offset);
    if (first === '"' || first === "'") {
      const { value, length } = quoted(text, offset);
      push('quoted', length, value);
      continue;
    }
    const word = match(WORD);
    if (word !== null) {
      const prefix = PREFIX.exec(word)?.[0];
      if (prefix === undefined) {
        push('word', word.length);
        continue;
      }
      const family = prefix.slice(0, -1).toLowerCase() as Family;
      if (word.length > prefix.length) {
        push('key', word.length, word.slice(prefix.length), family);
        continue;
      }
      const quote = text.charAt(offset + prefix.length);
      if (quote !== '`' && quote !== '"' && quote !== "'") {
        throw querySyntaxError(text, offset, prefix.length, `expected a key after ${prefix}`);
      }
      const key = quoted(text, offset + prefix.length);
      push('key', prefix.length + key.length, key.value, family);
      continue;
    }
    const literal = match(LITERAL);
    if (literal !== null) {
      push('literal', literal.length);
      continue;
    }
    const symbol = match(SYMBOL);
    if (symbol !== null) {
      push('symbol', symbol.length, symbol === '==' ? '=' : symbol);
      continue;
    }
    throw unexpected(text, offset);
  }
  push('end', 0);
  return tokens;
}

/** The text in the quotes that open at `offset`. The quote itself is written twice; a backslash is nothing special. */
function quoted(text: string, offset: number): { value: string; length: number } {
  const quote = text.charAt(offset);
  let value = '';
  for (let i = offset + 1; i < text.length; i++) {
    if (text.charAt(i) !== quote) value += text.charAt(i);
    else if (text.charAt(i + 1) === quote) value += text.charAt(i++);
    else return { value, length: i + 1 - offset };
  }
  throw querySyntaxError(text, offset, text.length - offset, `the text that ${quote} begins has no closing ${quote}`);
}

function unexpected(text: string, offset: number): Error {
  const character = String.fromCodePoint(text.codePointAt(offset) ?? 0);
  const instead = FOREIGN[character];
  const advice =
    instead !== undefined
      ? `write ${instead}`
      : character === '`'
        ? 'backquotes go around a key, as in metrics.`val acc`'
        : 'put text with such characters in quotes';
  return querySyntaxError(text, offset, character.length, `unexpected ${character} (${advice})`);
}
