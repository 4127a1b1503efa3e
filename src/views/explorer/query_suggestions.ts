import { ATTRIBUTES, choicesOf } from '../../core/query/attributes';
import { lexQuery, type Token } from '../../core/query/lexer';
import type { Attribute } from '../../core/query/expr';
import type { Columns } from '../../store/service';

export interface QuerySuggestion {
  /** what would be written next */
  readonly word: string;
  /** the whole query with it */
  readonly query: string;
}

const MOST = 30;
const OPERATORS = ['=', '!=', '<', '<=', '>', '>=', 'like', 'in', 'is missing'];
const CONNECTIVES = new Set(['and', 'or', 'not', '(']);
const STARTERS = ['status = running', 'status = failed', 'starred', 'started = today'];

/** What may follow at the end of a query that is being typed: fields, operators, values that can be known, `and`. */
export function suggestNext(typed: string, columns: Columns): QuerySuggestion[] {
  const started = /(?:[\p{L}_][\p{L}\p{N}_./:@-]*)?$/u.exec(typed)?.[0] ?? '';
  const before = typed.slice(0, typed.length - started.length);
  const tokens = tokensOf(before);
  if (!tokens) return [];
  const wanted = started.toLowerCase();
  return candidates(tokens, columns)
    .filter((word) => word.toLowerCase().includes(wanted) && word !== started)
    .slice(0, MOST)
    .map((word) => ({ word, query: `${before}${word} ` }));
}

function candidates(tokens: readonly Token[], columns: Columns): readonly string[] {
  const last = tokens.at(-1);
  if (!last) return [...STARTERS, ...fields(columns)];
  if (CONNECTIVES.has(last.value.toLowerCase())) return fields(columns);
  if (isField(last)) return OPERATORS;
  const field = tokens.at(-2);
  if (last.type === 'symbol' && field) return choicesOf(field.value.toLowerCase() as Attribute).map((choice) => choice.toLowerCase());
  return ['and', 'or'];
}

function fields({ metrics, params, tags }: Columns): string[] {
  const keys = (family: string, names: readonly string[]) => names.map((name) => `${family}.${written(name)}`);
  return [...keys('metrics', metrics), ...keys('params', params), ...Object.keys(ATTRIBUTES), ...keys('tags', tags)];
}

function isField(token: Token): boolean {
  return token.type === 'key' || (token.type === 'word' && Object.hasOwn(ATTRIBUTES, token.value.toLowerCase()));
}

/** A key as it is written in a query. */
function written(key: string): string {
  return /^[\p{L}\p{N}_./:@-]+$/u.test(key) ? key : `\`${key.replaceAll('`', '``')}\``;
}

/** Without the end; undefined inside of quotes, where nothing can be suggested. */
function tokensOf(text: string): Token[] | undefined {
  try {
    return lexQuery(text).slice(0, -1);
  } catch {
    return undefined;
  }
}
