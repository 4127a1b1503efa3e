import { isSplit, wordsOf } from '../printed/metric_words';
import { statementsOf } from './python_statements';
import { pythonStringAt } from './python_string';

/** One link of `np.mean(scores)`, `model.score(X, y)`, `results['acc']`: a name, and what stands in brackets behind it. */
interface Link {
  readonly name: string;
  readonly brackets: { readonly open: '(' | '['; readonly inner: string } | null;
}

const LINK = /\s{0,100}\.?\s{0,100}([\p{L}_][\p{L}\p{N}_]{0,100})/uy;
const STRING_KEY = /^\s*(["'])([\w -]{1,60})\1\s*$/;
const KEYWORD = /^(?:not|lambda|await|yield|if|for|with|import|from|del|assert|return|raise|pass|print)$/;
/** Methods that change nothing about what a number is. */
const PLAIN_METHODS = new Set(['item', 'numpy', 'cpu', 'detach', 'tolist', 'round']);
const PLAIN_FUNCTIONS = new Set(['float', 'round', 'around', 'float64', 'float32']);
const AVERAGES = new Set(['mean', 'average', 'nanmean', 'median']);
const DEEPEST = 5;

/**
 * The names of the numbers that a cell gives, by its last expression: `accuracy_score(y_test, p)` → `test accuracy_score`, `model.score(X, y)`
 * → `score`, `np.mean(scores)` → `scores mean`, `acc, f1` → both. Null where it does not say what a number is.
 */
export function scoreNames(source: string): (string | null)[] {
  const last = statementsOf(withoutTime(source)).at(-1);
  return last?.top ? partsOf(last.text).map((part) => nameOf(part, 0)) : [];
}

/** `%time model.score(X, y)` gives what stands behind it. */
function withoutTime(source: string): string {
  return source.replace(/^[ \t]*%time(?:it)?[ \t]+/gm, '');
}

/** The parts between commas that are in no brackets. */
function partsOf(text: string): string[] {
  const parts: string[] = [];
  let from = 0;
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] ?? '';
    const string = char === '"' || char === "'" ? pythonStringAt(text, at) : null;
    if (string) at = string.end - 1;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth--;
    else if (char === ',' && depth === 0) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (text.slice(from).trim() !== '') parts.push(text.slice(from));
  return parts;
}

function nameOf(expression: string, depth: number): string | null {
  const links = linksOf(expression.trim());
  if (!links || depth > DEEPEST) return null;
  while (links.length > 1 && isCall(links.at(-1)) && PLAIN_METHODS.has(links.at(-1)?.name ?? '')) links.pop();
  const last = links.at(-1);
  if (!last) return null;
  if (isCall(last) && AVERAGES.has(last.name)) return averaged(links, depth);
  const [argument = ''] = isCall(last) ? partsOf(last.brackets?.inner ?? '') : [];
  if (isCall(last) && PLAIN_FUNCTIONS.has(last.name)) return nameOf(argument, depth + 1);
  if (isCall(last) && last.name === 'sqrt') return rooted(nameOf(argument, depth + 1));
  if (last.brackets?.open === '[') return STRING_KEY.exec(last.brackets.inner)?.[2] ?? null;
  const name = last.name.replace(/_+$/, '');
  const split = isCall(last) && !wordsOf(name).some(isSplit) ? splitIn(last.brackets?.inner ?? '') : null;
  return split === null ? name : `${split} ${name}`;
}

/** `scores.mean()`, `cross_val_score(…).mean()` and `np.mean(scores)`; the mean of a column says something of data. */
function averaged(links: readonly Link[], depth: number): string | null {
  const [first, before] = [links[0], links.at(-2)];
  const [argument = ''] = partsOf(links.at(-1)?.brackets?.inner ?? '');
  const isFunction = links.length === 1 || (links.length === 2 && /^(?:np|numpy|torch|statistics|tf|jnp)$/.test(first?.name ?? ''));
  if (isFunction) return suffixed(/[[\]]/.test(argument) ? null : nameOf(argument, depth + 1), links.at(-1)?.name ?? '');
  const isOwn = links.length === 2 && first?.brackets === null;
  if (!before || (!isOwn && !isCall(before))) return null;
  return suffixed(before.name, links.at(-1)?.name ?? '');
}

/** The part of the data stays in front. */
function rooted(name: string | null): string | null {
  return name && name.replace(/\S+$/, 'root_$&');
}

function suffixed(name: string | null, word: string): string | null {
  return name === null ? null : `${name}_${word}`;
}

function isCall(link: Link | undefined): boolean {
  return link?.brackets?.open === '(';
}

/** The one part of the data that the arguments' names tell: `X_test`, `val_loader`. */
function splitIn(inner: string): string | null {
  const splits = new Set((inner.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []).flatMap((name) => wordsOf(name).filter(isSplit)));
  const [only, ...more] = splits;
  return only === undefined || more.length > 0 ? null : only;
}

/** The links of an expression that is nothing but a chain of them, or null. */
function linksOf(expression: string): Link[] | null {
  const links: Link[] = [];
  let at = 0;
  while (at < expression.length) {
    LINK.lastIndex = at;
    const match = LINK.exec(expression);
    const name = match?.[1] ?? '';
    if (!match || KEYWORD.test(name) || match[0].includes('.') !== links.length > 0) return null;
    at = LINK.lastIndex;
    const open = expression[at];
    const close = open === '(' || open === '[' ? closing(expression, at) : null;
    if (close === null) links.push({ name, brackets: null });
    else {
      links.push({ name, brackets: { open: open === '(' ? '(' : '[', inner: expression.slice(at + 1, close) } });
      at = close + 1;
    }
  }
  return links;
}

function closing(text: string, open: number): number | null {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    const char = text[at] ?? '';
    const string = char === '"' || char === "'" ? pythonStringAt(text, at) : null;
    if (string) at = string.end - 1;
    else if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char) && --depth === 0) return at;
  }
  return null;
}
