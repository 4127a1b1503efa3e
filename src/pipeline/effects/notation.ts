import type { CallShape, Effect, Kind, Part, RandomSource } from './effect';
import { joined } from './joined';

/**
 * What the tables are written in. A line names functions (methods, attributes) and says what they do; `#` begins a comment, and a
 * line that is indented further continues the one before it.
 *
 *     read_csv read_table: new dataframe, reads 0/filepath_or_buffer=
 *     drop dropna: new dataframe ; inplace=True: none, changes receiver
 *
 * Names may hold `*` (within a part of a dotted name), `**` (across parts) and classes such as `[A-Z]`; a name without these wins,
 * then the first pattern that fits.
 *
 * What is done is a list of phrases. The result: `new`, `view`, `same`, `holds` or `element`, with its kind or without; a kind
 * alone is new; `tuple(figure axes)` tells the parts of a tuple (`?`: not known), `two-of-each` those of a list; `like 0`: of the
 * kind of that argument. `changes` with parts: `receiver`, `all`, a position, `out=`, or both as `1/out=`; only parts that a call has
 * count. `reads` and `writes` with one part. `draws numpy`, and `draws numpy unless random_state=` (or `3/random_state=`), where
 * a generator that is given is changed instead. `seeds`, `setting`, `constant`, `shows`, `deep`, `own`, `alone`, `through`, `steady`,
 * `settled`, `settled through`, `calls now`, `calls later`, `refuses widget`, `any-file`: as in Effect.
 *
 * After `;` a condition and what is done instead: `inplace=True` (given, and not false), `out=` (given, and not None),
 * `copy=False` (given, and false), `mode@1~wax` (that keyword or position is given and holds one of these characters), `>1` (more
 * positional arguments than that), `statement`. A value that is not known may or may not fit: then both are said at once.
 */
export interface Rule {
  readonly otherwise: Clause;
  readonly cases: readonly { readonly condition: Condition; readonly clause: Clause }[];
}

interface Clause {
  readonly effect: Effect;
  readonly changes: readonly PartChoice[];
  readonly reads?: PartChoice;
  readonly writes?: PartChoice;
  readonly draws?: { readonly source: RandomSource; readonly unless: PartChoice };
}

/** A part by its position, its keyword, or whichever of both a call has. */
interface PartChoice {
  readonly whole?: 'receiver' | 'all-arguments';
  readonly position?: number;
  readonly keyword?: string;
}

type Condition =
  | { readonly test: 'statement' }
  | { readonly test: 'more'; readonly than: number }
  | { readonly test: 'true' | 'false' | 'given'; readonly part: PartChoice }
  | { readonly test: 'holds'; readonly part: PartChoice; readonly characters: string };

const KINDS: ReadonlySet<string> = new Set<Kind>([
  'dataframe', 'series', 'index', 'groupby', 'indexer', 'accessor', 'ndarray', 'scalar', 'string', 'bytes', 'none', 'list', 'dict',
  'set', 'tuple', 'frozenset', 'path', 'datetime', 'estimator', 'figure', 'axes', 'artist', 'tensor', 'network', 'optimizer',
  'dataset', 'generator', 'iterator', 'file', 'connection', 'lock', 'process', 'executor', 'random-generator', 'module', 'function',
  'class', 'immutable',
]); // prettier-ignore
const ORIGINS: ReadonlySet<string> = new Set(['new', 'view', 'same', 'holds', 'element']);

/** The names of a table's text with their rules, in the order of the text. Throws on what is not in the notation. */
export function parseRules(text: string): [name: string, rule: Rule][] {
  const rules: [string, Rule][] = [];
  for (const line of logicalLines(text)) {
    const colon = line.indexOf(': ');
    if (colon < 0) throw new Error(`not a rule: ${line}`);
    const [otherwise = '', ...cases] = line.slice(colon + 2).split(' ; ');
    const rule: Rule = { otherwise: parseClause(otherwise, line), cases: cases.map((part) => parseCase(part, line)) };
    for (const name of line.slice(0, colon).trim().split(/\s+/)) rules.push([name, rule]);
  }
  return rules;
}

/** What a call of this shape does by this rule. */
export function effectOf(rule: Rule, shape: CallShape): Effect {
  let effect = effectOfClause(rule.otherwise, shape);
  for (const { condition, clause } of rule.cases) {
    const answer = holds(condition, shape);
    if (answer === 'no') continue;
    const instead = effectOfClause(clause, shape);
    if (answer === 'yes') return instead;
    effect = joined(effect, instead);
  }
  return effect;
}

function logicalLines(text: string): string[] {
  const lines: string[] = [];
  let margin = -1;
  for (const written of text.split('\n')) {
    const line = written.replace(/(^|\s)#.*$/, '').trimEnd();
    if (line === '') continue;
    const indent = line.length - line.trimStart().length;
    if (margin < 0) margin = indent;
    if (indent > margin) lines.push(`${lines.pop() ?? ''} ${line.trim()}`);
    else lines.push(line.trim());
  }
  return lines;
}

function parseCase(text: string, line: string): Rule['cases'][number] {
  const colon = text.indexOf(': ');
  if (colon < 0) throw new Error(`a condition without what is done then: ${line}`);
  return { condition: parseCondition(text.slice(0, colon).trim(), line), clause: parseClause(text.slice(colon + 2), line) };
}

function parseCondition(text: string, line: string): Condition {
  if (text === 'statement') return { test: 'statement' };
  if (/^>\d+$/.test(text)) return { test: 'more', than: Number(text.slice(1)) };
  const [, keyword = '', position, operator = '', value = ''] = /^(\w*)(?:@(\d+))?([=~])(.*)$/.exec(text) ?? [];
  const part: PartChoice = { ...(keyword && { keyword }), ...(position !== undefined && { position: Number(position) }) };
  if (operator === '~' && value !== '') return { test: 'holds', part, characters: value };
  if (operator === '=' && value === '') return { test: 'given', part };
  if (operator === '=' && (value === 'True' || value === 'False')) return { test: value === 'True' ? 'true' : 'false', part };
  throw new Error(`not a condition: ${text} in ${line}`);
}

function parseClause(text: string, line: string): Clause {
  const effect: { -readonly [Key in keyof Effect]: Effect[Key] } = {};
  const clause: { -readonly [Key in keyof Clause]: Clause[Key] } = { effect, changes: [] };
  for (const phrase of text.split(',')) {
    const [verb = '', ...words] = phrase.trim().split(/\s+/);
    const [word = ''] = words;
    if (KINDS.has(verb) && words.length === 0) Object.assign(effect, { result: verb, from: 'new' });
    else if (ORIGINS.has(verb) && (words.length === 0 || (words.length === 1 && KINDS.has(word)))) {
      Object.assign(effect, { from: verb, ...(word !== '' && { result: word }) });
    } else if (verb.startsWith('tuple(') && phrase.trim().endsWith(')')) {
      const items = phrase.trim().slice('tuple('.length, -1).split(' ').map((kind) => kindOrUnknown(kind, line)); // prettier-ignore
      Object.assign(effect, { result: 'tuple', from: effect.from ?? 'new', items });
    } else if (verb === 'two-of-each' && words.length === 0) Object.assign(effect, { result: 'list', from: 'new', items: verb });
    else if (verb === 'like' && (word === 'receiver' || /^\d$/.test(word))) {
      Object.assign(effect, { from: effect.from ?? 'new', like: word === 'receiver' ? word : Number(word) });
    } else if (verb === 'changes' && words.length > 0) clause.changes = words.map((part) => parsePart(part, line));
    else if ((verb === 'reads' || verb === 'writes') && words.length === 1) clause[verb] = parsePart(word, line);
    else if (verb === 'draws' && words[1] === 'unless') clause.draws = { source: word as RandomSource, unless: parsePart(words[2] ?? '', line) };
    else if (['draws', 'seeds', 'calls', 'refuses'].includes(verb) && words.length === 1) Object.assign(effect, { [verb]: word });
    else if (['setting', 'constant', 'shows', 'deep', 'own', 'alone', 'steady'].includes(verb) && words.length === 0) Object.assign(effect, { [verb]: true });
    else if (verb === 'any-file' && words.length === 0) effect.anyFile = true;
    else if (verb === 'through' && words.length === 0) effect.drawsThrough = true;
    else if (verb === 'settled' && words.length <= 1) effect.settled = word === 'through' ? 'through' : true;
    else throw new Error(`not a phrase: "${phrase.trim()}" in ${line}`);
  }
  // What is the same for each call is made once.
  const always = clause.changes.map((choice) => choice.whole).filter((whole) => whole !== undefined);
  if (always.length < clause.changes.length || always.length === 0) return clause;
  return { ...clause, effect: { ...effect, mutates: always }, changes: [] };
}

function kindOrUnknown(text: string, line: string): Kind | undefined {
  if (text !== '?' && !KINDS.has(text)) throw new Error(`not a kind: ${text} in ${line}`);
  return text === '?' ? undefined : (text as Kind);
}

function parsePart(text: string, line: string): PartChoice {
  if (text === 'receiver') return { whole: 'receiver' };
  if (text === 'all') return { whole: 'all-arguments' };
  const [, position, keyword] = /^(\d+)?\/?(?:(\w+)=)?$/.exec(text) ?? [];
  if (position === undefined && keyword === undefined) throw new Error(`not a part of a call: ${text} in ${line}`);
  return { ...(position !== undefined && { position: Number(position) }), ...(keyword !== undefined && { keyword }) };
}

function effectOfClause(clause: Clause, shape: CallShape): Effect {
  if (clause.changes.length === 0 && clause.reads === undefined && clause.writes === undefined && clause.draws === undefined) {
    return clause.effect;
  }
  const effect: { -readonly [Key in keyof Effect]: Effect[Key] } = { ...clause.effect };
  const changes = clause.changes.map((choice) => partOf(choice, shape)).filter((part) => part !== undefined);
  if (clause.draws !== undefined) {
    const part = partOf(clause.draws.unless, shape);
    const value = part === undefined ? 'None' : valueOf(part, shape);
    if (value === 'None') effect.draws = clause.draws.source;
    else if (value === null && part !== undefined) changes.push(part);
  }
  if (changes.length > 0) effect.mutates = [...(effect.mutates ?? []), ...changes];
  const read = clause.reads && filePart(clause.reads, shape);
  const written = clause.writes && filePart(clause.writes, shape);
  if (read !== undefined) effect.readsFile = read;
  if (written !== undefined) effect.writesFile = written;
  return effect;
}

function filePart(choice: PartChoice, shape: CallShape): Part | undefined {
  const part = partOf(choice, shape);
  return part === 'all-arguments' ? undefined : part;
}

function partOf(choice: PartChoice, shape: CallShape): Part | 'all-arguments' | undefined {
  if (choice.whole !== undefined) return choice.whole;
  if (choice.keyword !== undefined && shape.keywords.has(choice.keyword)) return { keyword: choice.keyword };
  return choice.position !== undefined && choice.position < shape.positional ? choice.position : undefined;
}

/** The source of a part's value; null where it is not a literal. */
function valueOf(part: Part | 'all-arguments', shape: CallShape): string | null {
  if (typeof part === 'number') return shape.values?.[part] ?? null;
  return typeof part === 'object' ? (shape.keywords.get(part.keyword) ?? null) : null;
}

function holds(condition: Condition, shape: CallShape): 'yes' | 'no' | 'maybe' {
  if (condition.test === 'statement') return shape.statement ? 'yes' : 'no';
  if (condition.test === 'more') return shape.positional > condition.than ? 'yes' : 'no';
  const part = partOf(condition.part, shape);
  if (part === undefined) return 'no';
  const value = valueOf(part, shape);
  if (condition.test === 'given') return value === 'None' ? 'no' : 'yes';
  if (value === null) return 'maybe';
  if (condition.test === 'holds') return [...condition.characters].some((character) => value.includes(character)) ? 'yes' : 'no';
  const isFalse = value === 'False' || value === 'None' || value === '0';
  return isFalse === (condition.test === 'false') ? 'yes' : 'no';
}
