import type { Module as ParsedTree } from 'py-ast';
import type { Node } from './ast';
import { walk } from './children';
import { outermost } from './logical_lines';
import type { Patch } from './patched_text';
import type { Range, SourceText } from './source_text';
import type { Token, Tokens } from './token';

/**
 * What CPython takes and the parser does not, written so that the parser takes it too. All of it is rare, and none of it changes
 * the tree once `restore` has run.
 */
export interface Repairs {
  readonly patches: readonly Patch[];
  /** to be called with the tree of the patched text, its positions restored */
  restore(tree: ParsedTree): void;
}

/** Stand for braces inside of strings, which the parser would count when they are inside the braces of an f-string. */
const OPENING = '\u0001';
const CLOSING = '\u0002';

const PLACEHOLDER = 'trialbook_astral_';
const ANY_PLACEHOLDER = new RegExp(`${PLACEHOLDER}\\d+`, 'g');
const ASTRAL_NAME = /^(?=.*[\u{10000}-\u{10ffff}])[\p{XID_Start}_]/u;

/** @param lines as `logicalLines` gives them */
export function findRepairs(source: SourceText, { tokens, nestedStrings, nestedComments, brokenExpressions, nestedAstralWords }: Tokens, lines: readonly (readonly Token[])[]): Repairs {
  const { text } = source;
  const names = source.isAscii ? [] : [...astralNames(text, tokens.filter(({ kind }) => kind === 'name')), ...astralNames(text, nestedAstralWords)];
  const asyncs = text.includes('async') ? asyncsInBraces(tokens) : [];
  const patches: Patch[] = [
    ...(text.includes('\f') ? formFeeds(text, tokens) : []),
    ...lines.flatMap((words) => [...openPatterns(words), ...trailingComma(words)]),
    ...names.map(({ start, end, placeholder }) => ({ start, end, text: placeholder })),
    ...asyncs.map(({ start, end }) => ({ start, end, text: '' })),
    ...nestedComments.map(({ start, end }) => ({ start, end, text: '' })),
    ...brokenExpressions.flatMap(inParentheses),
    ...nestedStrings.flatMap((string) => braces(text, string)),
  ];
  patches.sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    patches,
    restore: (tree) => {
      const originals = new Map(names.map(({ placeholder, written }) => [placeholder, written]));
      const targets = new Set(asyncs.map(({ target }) => target.start));
      for (const node of walk(tree as unknown as Node)) {
        if (node.nodeType === 'Comprehension') {
          if (targets.has(source.offset(node.target.lineno, node.target.col_offset))) Object.assign(node, { is_async: 1 });
        } else {
          restoreTexts(node as unknown as Record<string, unknown>, originals);
        }
      }
    },
  };
}

const OPENS_VALUE = new Set(['(', '[', '{', '*', '-', '+', '~', '...']);

/** `match a, b:` and `case 1, *rest:` are what they are in parentheses. */
function openPatterns(words: readonly Token[]): Patch[] {
  const [first, second] = words;
  if ((first!.text !== 'match' && first!.text !== 'case') || words.at(-1)!.text !== ':' || words.length < 4) return [];
  if (second!.kind === 'operator' && !OPENS_VALUE.has(second!.text)) return [];
  const outer = outermost(words);
  const guard = first!.text === 'case' ? outer.find(({ text }) => text === 'if') : undefined;
  const end = words[words.indexOf(guard ?? words.at(-1)!) - 1]!.end;
  if (!outer.some(({ text, start }) => text === ',' && start < end)) return [];
  return inParentheses({ start: second!.start, end });
}

function inParentheses({ start, end }: Range): Patch[] {
  return [{ start, end: start, text: '(' }, { start: end, end, text: ')' }];
}

/** `del a,` */
function trailingComma(words: readonly Token[]): Patch[] {
  const last = words.at(-1)!;
  return words[0]!.text === 'del' && last.text === ',' ? [{ start: last.start, end: last.end, text: '' }] : [];
}

/** Form feeds are space, and begin the indentation of a line anew. */
function formFeeds(text: string, tokens: readonly Token[]): Patch[] {
  const patches: Patch[] = [];
  let from = 0;
  for (const { start, end } of [...tokens, { start: text.length, end: text.length }]) {
    for (const { index, 0: space } of text.slice(from, start).matchAll(/[ \t\f]*\f/g)) {
      const before = text[from + index - 1] ?? '\n';
      patches.push({ start: from + index, end: from + index + space.length, text: before === '\n' || before === '\r' ? '' : ' ' });
    }
    from = end;
  }
  return patches;
}

/** Names with characters beyond U+FFFF, which the parser does not know, each with one that it does. */
function astralNames(text: string, words: readonly Range[]) {
  return words
    .map(({ start, end }) => ({ start, end, written: text.slice(start, end), placeholder: `${PLACEHOLDER}${start}` }))
    .filter(({ written }) => ASTRAL_NAME.test(written));
}

/** `async for` in the comprehension of a set or a dictionary, with the first word of its target. */
function asyncsInBraces(tokens: readonly Token[]): { start: number; end: number; target: Token }[] {
  const found: { start: number; end: number; target: Token }[] = [];
  const open: string[] = [];
  for (const [i, { kind, text, start, end }] of tokens.entries()) {
    if (kind === 'operator' && '([{'.includes(text)) open.push(text);
    else if (kind === 'operator' && ')]}'.includes(text)) open.pop();
    else if (text === 'async' && open.at(-1) === '{' && tokens[i + 2]) found.push({ start, end, target: tokens[i + 2]! });
  }
  return found;
}

function braces(text: string, { start, end }: Range): Patch[] {
  const patches: Patch[] = [];
  for (let at = start; at < end; at++) {
    if (text[at] === '{' || text[at] === '}') patches.push({ start: at, end: at + 1, text: text[at] === '{' ? OPENING : CLOSING });
  }
  return patches;
}

function restoreTexts(node: Record<string, unknown>, originals: ReadonlyMap<string, string>): void {
  // Names are compared in their normal form; the text that `=` gives in an f-string stays as it is written.
  const isText = node.nodeType === 'Constant';
  const restored = (text: string): string => {
    const name = originals.get(text);
    if (name !== undefined && !isText) return name.normalize('NFKC');
    return text.replaceAll(ANY_PLACEHOLDER, (found) => originals.get(found) ?? found).replaceAll(OPENING, '{').replaceAll(CLOSING, '}');
  };
  for (const [field, value] of Object.entries(node)) {
    if (typeof value === 'string') node[field] = restored(value);
    else if (Array.isArray(value) && typeof value[0] === 'string') node[field] = value.map((name: unknown) => restored(name as string));
  }
}
