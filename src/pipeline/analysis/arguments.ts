import type { CallShape, Part } from '../effects/effect';
import type { Call, Expr } from '../syntax/ast';
import { evaluate } from './evaluate';

import type { Interpreter } from './interpreter';
import { textOf } from './known_text';
import { anyOf, either, NOTHING, type Value } from './value';

/** What a call is given. */
export interface Arguments {
  readonly receiver: Value;
  /** those before the first `*args` */
  readonly positional: readonly Value[];
  readonly keywords: ReadonlyMap<string, Value>;
  /** what came by `*args` and what stands behind them, each for any of the further parameters */
  readonly rest: Value;
  /** what came by `**options` */
  readonly options: Value;
  readonly shape: CallShape;
}

/** No arguments but the object before the dot. */
export function onReceiver(receiver: Value): Arguments {
  const shape = { positional: 0, keywords: new Map(), statement: false };
  return { receiver, positional: [], keywords: new Map(), rest: NOTHING, options: NOTHING, shape };
}

/** Arguments that are called with by somebody else, any of them by any parameter. */
export function anyArguments(value: Value): Arguments {
  return { ...onReceiver(NOTHING), rest: value, options: value, shape: { positional: value.size > 0 ? 1 : 0, keywords: new Map(), statement: false } };
}

export function allArguments({ positional, keywords, rest, options }: Arguments): Value[] {
  const all = positional.filter((value) => value.size > 0);
  for (const value of keywords.values()) if (value.size > 0) all.push(value);
  if (rest.size > 0) all.push(rest);
  if (options.size > 0) all.push(options);
  return all;
}

/** Follows the arguments of a call in their order. */
export function evaluateArguments(it: Interpreter, node: Call): Arguments {
  const positional: Value[] = [];
  let rest = NOTHING;
  let behindStar = false;
  for (const argument of node.args) {
    const value = evaluate(it, argument);
    behindStar ||= argument.nodeType === 'Starred';
    if (behindStar) rest = either(rest, value);
    else positional.push(value);
  }
  const keywords = new Map<string, Value>();
  let options = NOTHING;
  const named = new Map<string, null>();
  for (const { arg, value } of node.keywords) {
    const given = evaluate(it, value);
    for (const name of arg === undefined ? keysOf(given) : []) named.set(name, null);
    if (arg === undefined) options = either(options, anyOf([...given].map((object) => it.heap.contents(object))));
    else keywords.set(arg, given);
  }
  return { receiver: NOTHING, positional, keywords, rest, options, shape: shapeOf(node, positional, named, it.statement === node) };
}

/** The keywords that `**options` brings, as far as they are known. */
function keysOf(options: Value): string[] {
  const keys = [...options].flatMap(({ kind, fields }) => (kind === 'dict' ? [...fields.keys()] : []));
  return keys.flatMap((key) => /^\["(\w+)"\]$/.exec(key)?.[1] ?? []);
}

/** The value of a part of a call. */
export function partOf(part: Part, { receiver, positional, keywords, rest, options }: Arguments): Value {
  if (part === 'receiver') return receiver;
  if (typeof part === 'number') return positional[part] ?? rest;
  return keywords.get(part.keyword) ?? options;
}

function shapeOf(node: Call, positional: readonly Value[], named: ReadonlyMap<string, null>, statement: boolean): CallShape {
  return {
    positional: positional.length,
    values: node.args.slice(0, positional.length).map((argument, index) => sourceOf(argument, positional[index])),
    keywords: new Map<string, string | null>([...named, ...node.keywords.flatMap(({ arg, value }) => (arg === undefined ? [] : [[arg, sourceOf(value)] as const]))]),
    statement,
  };
}

/** The text of a literal as a program would write it, null for anything else. */
function sourceOf(node: Expr, value?: Value): string | null {
  if (node.nodeType === 'UnaryOp' && node.op.nodeType === 'USub') return `-${sourceOf(node.operand) ?? ''}`;
  const text = textOf(value);
  if (text !== undefined) return JSON.stringify(text);
  if (node.nodeType !== 'Constant') return null;
  switch (node.type) {
    case 'str':
      return JSON.stringify(node.value);
    case 'bool':
      return node.value ? 'True' : 'False';
    case 'none':
      return 'None';
    case 'int':
    case 'float':
      return String(node.value);
    case 'bytes':
    case 'complex':
    case 'ellipsis':
      return null;
  }
}
