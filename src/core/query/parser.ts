import { ATTRIBUTES, attributeNamed } from './attributes';
import type { CompareOp, Expr, Field, MetricPart } from './expr';
import { lexQuery, type Token } from './lexer';
import { querySyntaxError } from './syntax_error';
import { readValue } from './value';

const KEYWORDS: ReadonlySet<string> = new Set(['and', 'or', 'not', 'like', 'in', 'is', 'missing']);
const OPERATORS: ReadonlySet<string> = new Set(['=', '!=', '<', '<=', '>', '>=']);
const PARTS: ReadonlySet<string> = new Set(['last', 'min', 'max', 'count']);
const MAX_DEPTH = 200;

/**
 * Reads a query (docs/query.md). `nowMs` is what `today` and `2 days ago` are reckoned from.
 * Throws a TrialbookError `query-syntax` whose details are `{offset, length}`.
 */
export function parseQuery(text: string, nowMs: number = Date.now()): Expr {
  const tokens = lexQuery(text);
  const words = tokens.slice(0, -1);
  if (words.length === 0 || words.every(isPlainWord)) return all(words.map((word) => nameContains(word.value)));
  return new Parser(text, tokens, nowMs).query();
}

/** A word that is neither a field nor part of the language: where there are only such, names are searched. */
function isPlainWord(token: Token): boolean {
  if (token.type === 'quoted' || token.type === 'literal') return true;
  return token.type === 'word' && !isKeyword(token) && attributeNamed(token.value) === null;
}

function isKeyword(token: Token): boolean {
  return token.type === 'word' && KEYWORDS.has(token.value.toLowerCase());
}

function nameContains(text: string): Expr {
  const pattern = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  return { type: 'like', field: { of: 'attribute', name: 'name' }, pattern };
}

function all(items: readonly Expr[]): Expr {
  return items.length === 1 && items[0] ? items[0] : { type: 'and', items };
}

function any(items: readonly Expr[]): Expr {
  return items.length === 1 && items[0] ? items[0] : { type: 'or', items };
}

class Parser {
  private at = 0;
  private depth = 0;

  constructor(
    private readonly text: string,
    private readonly tokens: readonly Token[],
    private readonly nowMs: number,
  ) {}

  query(): Expr {
    const expr = this.or();
    const rest = this.peek();
    if (rest.type !== 'end') throw this.error(rest, `expected and, or, or the end, but found ${rest.text}`);
    return expr;
  }

  private or(): Expr {
    const items = [this.and()];
    while (this.takeWord('or')) items.push(this.and());
    return any(items);
  }

  private and(): Expr {
    const items = [this.not()];
    while (this.takeWord('and')) items.push(this.not());
    return all(items);
  }

  private not(): Expr {
    const start = this.peek();
    if (this.takeWord('not')) return { type: 'not', item: this.deeper(start, () => this.not()) };
    if (!this.takeSymbol('(')) return this.condition();
    const inner = this.deeper(start, () => this.or());
    if (!this.takeSymbol(')')) throw this.error(this.peek(), `expected ) for the ( at character ${start.offset + 1}`);
    return inner;
  }

  /** Without a bound, a query of ten thousand parentheses would end in a stack overflow. */
  private deeper(start: Token, parse: () => Expr): Expr {
    if (++this.depth > MAX_DEPTH) throw this.error(start, `more than ${MAX_DEPTH} nested parentheses and not`);
    const expr = parse();
    this.depth--;
    return expr;
  }

  private condition(): Expr {
    const start = this.peek();
    if (start.type === 'quoted') return this.quotedName();
    const field = this.field();
    const token = this.peek();
    if (token.type === 'symbol' && OPERATORS.has(token.value)) {
      this.at++;
      return this.comparison(field, token.value as CompareOp);
    }
    if (this.takeWord('like')) return this.like(field, false);
    if (this.takeWord('in')) return this.in(field, false);
    if (this.takeWord('is')) {
      const negated = this.takeWord('not');
      if (!this.takeWord('missing')) throw this.error(this.peek(), 'expected missing or not missing after is');
      return negated ? { type: 'exists', field } : { type: 'not', item: { type: 'exists', field } };
    }
    if (this.isWord('not')) {
      this.at++;
      if (this.takeWord('like')) return this.like(field, true);
      if (this.takeWord('in')) return this.in(field, true);
      throw this.error(this.peek(), 'expected like or in after not');
    }
    if (field.of === 'attribute' && field.name === 'starred') {
      return { type: 'compare', field, op: '=', value: { type: 'boolean', boolean: true } };
    }
    return { type: 'exists', field };
  }

  private quotedName(): Expr {
    const token = this.next();
    const after = this.peek();
    if (after.type === 'symbol' && OPERATORS.has(after.value)) {
      const advice = 'expected a field on the left, such as';
      throw this.error(token, `${advice} metrics.${token.text}, params.${token.text} or name`);
    }
    return nameContains(token.value);
  }

  private field(): Field {
    const token = this.next();
    if (token.type === 'key') return keyField(token, 'last');
    if (token.type === 'word' && PARTS.has(token.value.toLowerCase()) && this.takeSymbol('(')) {
      const key = this.next();
      if (key.type !== 'key' || key.family !== 'metrics') {
        throw this.error(key, `expected a metric in ${token.text}(…), such as ${token.text}(metrics.loss)`);
      }
      if (!this.takeSymbol(')')) throw this.error(this.peek(), `expected ) after ${token.text}(${key.text}`);
      return keyField(key, token.value.toLowerCase() as MetricPart);
    }
    const name = token.type === 'word' ? attributeNamed(token.value) : null;
    if (name !== null) return { of: 'attribute', name };
    throw this.error(token, this.noField(token));
  }

  private noField(token: Token): string {
    if (token.type !== 'word' || isKeyword(token)) {
      const found = token.type === 'end' ? '' : `, but found ${token.text}`;
      return `expected a condition such as metrics.val_acc > 0.9${found}`;
    }
    const family = /^(metric|param|tag|attribute)s?\.(.+)$/i.exec(token.value);
    if (family && attributeNamed(family[2] ?? '') !== null) return `${token.text} is no field: write ${family[2] ?? ''}`;
    if (family) return `${token.text} is no field: write ${(family[1] ?? '').toLowerCase()}s.${family[2] ?? ''}`;
    const after = this.peek();
    if (after.type === 'symbol' && OPERATORS.has(after.value)) {
      return `${token.text} is no field: write metrics.${token.text}, params.${token.text} or tags.${token.text}`;
    }
    return `${token.text} is no field: to search names in a condition, write "${token.text}"`;
  }

  private comparison(field: Field, op: CompareOp): Expr {
    return this.compare(field, op, this.valueTokens(field, op));
  }

  private compare(field: Field, op: CompareOp, tokens: readonly Token[]): Expr {
    const read = readValue(field, op, tokens, this.nowMs);
    if ('expected' in read) throw this.error(tokens, `expected ${read.expected}`);
    const items = read.values.map((value): Expr => ({ type: 'compare', field, op, value }));
    return op === '!=' ? all(items) : any(items);
  }

  /** The tokens of one value: dates and durations may be several words, everything else is one. */
  private valueTokens(field: Field, after: string): Token[] {
    const first = this.peek();
    const isValue = (token: Token): boolean =>
      token.type === 'quoted' || token.type === 'literal' || (token.type === 'word' && !isKeyword(token));
    if (!isValue(first)) {
      const hint = first.type === 'key' ? ': fields are compared with values, not with each other' : '';
      throw this.error(first, `expected a value after ${after}${hint}`);
    }
    const tokens = [this.next()];
    const severalWords = field.of === 'attribute' && (field.name === 'started' || field.name === 'duration');
    while (severalWords && first.type !== 'quoted' && isValue(this.peek()) && this.peek().type !== 'quoted') {
      tokens.push(this.next());
    }
    return tokens;
  }

  private like(field: Field, negated: boolean): Expr {
    const type = field.of === 'metric' ? 'number' : field.of === 'attribute' ? ATTRIBUTES[field.name] : 'text';
    if (type !== 'text' && type !== 'choice') {
      const what = field.of === 'attribute' ? field.name : 'a metric';
      throw this.error(this.peek(-1), `like is for text, and ${what} is none: compare it`);
    }
    const token = this.peek();
    if (token.type !== 'quoted') throw this.error(token, 'expected a pattern in quotes after like, such as "%net%"');
    this.at++;
    const pattern = token.value.replace(/\\(?![\\%_])|\\([\\%_])/g, (found, escaped) => (escaped ? found : '\\\\'));
    const like: Expr = { type: 'like', field, pattern };
    if (!negated) return like;
    return { type: 'and', items: [{ type: 'exists', field }, { type: 'not', item: like }] };
  }

  private in(field: Field, negated: boolean): Expr {
    if (!this.takeSymbol('(')) throw this.error(this.peek(), 'expected ( after in, as in params.model in ("svm", "mlp")');
    const op = negated ? '!=' : '=';
    const items: Expr[] = [];
    do {
      items.push(this.compare(field, op, this.valueTokens(field, items.length === 0 ? '(' : ',')));
    } while (this.takeSymbol(','));
    if (!this.takeSymbol(')')) throw this.error(this.peek(), 'expected , or ) in the list after in');
    return negated ? all(items) : any(items);
  }

  private peek(ahead = 0): Token {
    // The last token is `end` and is never passed, so there is always one here.
    return this.tokens[Math.min(this.at + ahead, this.tokens.length - 1)] as Token;
  }

  private next(): Token {
    const token = this.peek();
    if (token.type !== 'end') this.at++;
    return token;
  }

  private isWord(word: string): boolean {
    const token = this.peek();
    return token.type === 'word' && token.value.toLowerCase() === word;
  }

  private takeWord(word: string): boolean {
    if (!this.isWord(word)) return false;
    this.at++;
    return true;
  }

  private takeSymbol(symbol: string): boolean {
    const token = this.peek();
    if (token.type !== 'symbol' || token.value !== symbol) return false;
    this.at++;
    return true;
  }

  private error(place: Token | readonly Token[], problem: string): Error {
    const tokens: readonly Token[] = 'type' in place ? [place] : place;
    const first = tokens[0] as Token;
    const last = tokens[tokens.length - 1] as Token;
    return querySyntaxError(this.text, first.offset, last.offset + last.length - first.offset, problem);
  }
}

function keyField(token: Token, part: MetricPart): Field {
  if (token.family === 'metrics') return { of: 'metric', key: token.value, part };
  return token.family === 'params' ? { of: 'param', key: token.value } : { of: 'tag', key: token.value };
}
