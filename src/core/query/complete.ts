import { ATTRIBUTES, attributeNamed, choicesOf } from './attributes';
import { lexQuery, type Family, type Token } from './lexer';

/** Names that occur in a store, those to be offered first in front. */
export interface QueryColumns {
  readonly metrics: readonly string[];
  readonly params: readonly string[];
  readonly tags: readonly string[];
}

export interface Completion {
  /** the query from here up to the cursor is replaced by the chosen candidate; UTF-16 units */
  readonly from: number;
  readonly candidates: readonly Candidate[];
}

export interface Candidate {
  readonly text: string;
  readonly type: 'field' | 'operator' | 'value' | 'keyword';
}

const FRAGMENT = /(?:(?:metrics|params|tags)\.`[^`]*|[\p{L}_][\p{L}\p{M}\p{N}_./:@-]*)$/iu;
const OPERATORS = ['=', '!=', '>', '>=', '<', '<=', 'like', 'in', 'not in', 'is missing', 'is not missing'];
const MOST = 50;

/** What may stand at the cursor, given what is before it; nothing where that cannot be read. */
export function completeQuery(text: string, offset: number, columns: QueryColumns): Completion {
  const before = text.slice(0, offset);
  const fragment = FRAGMENT.exec(before)?.[0] ?? '';
  const from = before.length - fragment.length;
  const wanted = fragment.toLowerCase().replaceAll('`', '');
  const candidates = candidatesAfter(readable(before.slice(0, from)), columns);
  const key = (candidate: Candidate): string => candidate.text.toLowerCase().replaceAll('`', '');
  const begins = candidates.filter((candidate) => key(candidate).startsWith(wanted));
  // `acc` finds metrics.val_acc, after what begins with it.
  const holds = candidates.filter((candidate) => candidate.type === 'field' && !key(candidate).startsWith(wanted) && key(candidate).includes(wanted));
  return { from, candidates: [...begins, ...holds].slice(0, MOST) };
}

/** How a metric, param or tag is written in a query: `metrics.val_acc`, or with its key in backquotes. */
export function fieldText(family: Family, key: string): string {
  return /^[\p{L}\p{M}\p{N}_./:@-]+$/u.test(key) ? `${family}.${key}` : `${family}.\`${key.replaceAll('`', '``')}\``;
}

function readable(text: string): Token[] | null {
  try {
    return lexQuery(text).slice(0, -1);
  } catch {
    return null;
  }
}

function candidatesAfter(tokens: readonly Token[] | null, columns: QueryColumns): Candidate[] {
  if (tokens === null) return [];
  const last = tokens.at(-1);
  const beforeLast = tokens.at(-2);
  if (!last || isWord(last, 'and', 'or')) return fields(columns);
  if (last.value === '(' && last.type === 'symbol') {
    if (isWord(beforeLast, 'min', 'max', 'last', 'count')) return keys('metrics', columns.metrics);
    return isWord(beforeLast, 'in') ? values(tokens) : fields(columns);
  }
  if (isWord(last, 'not')) return beforeLast && isField(beforeLast) ? as('operator', ['like', 'in']) : fields(columns);
  if (isWord(last, 'is')) return as('keyword', ['missing', 'not missing']);
  if (last.type === 'symbol' && last.value !== ')') return values(tokens);
  if (isField(last) || (last.value === ')' && isPart(tokens))) return [...as('operator', OPERATORS), ...as('keyword', ['and', 'or'])];
  return as('keyword', ['and', 'or']);
}

function fields({ metrics, params, tags }: QueryColumns): Candidate[] {
  const functions = as('field', ['min(', 'max(', 'count(']);
  const attributes = as('field', Object.keys(ATTRIBUTES));
  return [...keys('metrics', metrics), ...keys('params', params), ...attributes, ...keys('tags', tags), ...functions, ...as('keyword', ['not'])];
}

function keys(family: Family, names: readonly string[]): Candidate[] {
  return as('field', names.map((name) => fieldText(family, name)));
}

/** Values are only offered where there are few: the choices of the attribute that is compared. */
function values(tokens: readonly Token[]): Candidate[] {
  const field = tokens.findLast(isField);
  const attribute = field?.type === 'word' ? attributeNamed(field.value) : null;
  if (attribute === null) return [];
  if (ATTRIBUTES[attribute] === 'boolean') return as('value', ['true', 'false']);
  if (ATTRIBUTES[attribute] === 'time') return as('value', ['today', 'yesterday', '1 h ago', '1 day ago', '1 week ago']);
  return as('value', choicesOf(attribute).map((choice) => choice.toLowerCase()));
}

function as(type: Candidate['type'], texts: readonly string[]): Candidate[] {
  return texts.map((text) => ({ text, type }));
}

function isField(token: Token): boolean {
  return token.type === 'key' || (token.type === 'word' && attributeNamed(token.value) !== null);
}

/** The tokens end in `min(metrics.KEY)`. */
function isPart(tokens: readonly Token[]): boolean {
  return isWord(tokens.at(-4), 'min', 'max', 'last', 'count');
}

function isWord(token: Token | undefined, ...words: readonly string[]): boolean {
  return token?.type === 'word' && words.includes(token.value.toLowerCase());
}
