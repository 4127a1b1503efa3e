import type { Constant, Dict, Expr, JoinedStr, List, SetDisplay, Tuple } from '../syntax/ast';
import { evaluate } from './evaluate';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { keyOf } from './subscript';
import { only, type Value } from './value';

/** A longer text is of no use for telling files and keys apart. */
const LONGEST_TEXT = 300;

export function literal(it: Interpreter, node: Constant): Value {
  switch (node.type) {
    case 'str':
      return only(text(it, node.value));
    case 'bytes':
      return only(it.heap.immutable('bytes'));
    case 'none':
      return only(it.heap.immutable('none'));
    case 'ellipsis':
      return only(it.heap.immutable('immutable'));
    case 'int':
    case 'float':
    case 'complex':
    case 'bool':
      return only(it.heap.immutable('scalar'));
  }
}

/** `[a, b]`, `{a, b}`, `a, b` */
export function sequenceDisplay(it: Interpreter, node: List | SetDisplay | Tuple): Value {
  const made = it.object(node, node.nodeType === 'List' ? 'list' : node.nodeType === 'Set' ? 'set' : 'tuple');
  let isKnown = node.nodeType !== 'Set';
  node.elts.forEach((element, index) => {
    if (element.nodeType === 'Starred') isKnown = false;
    it.heap.put(made, isKnown ? `[${index}]` : ANY, evaluate(it, element));
  });
  return only(made);
}

export function dictDisplay(it: Interpreter, node: Dict): Value {
  const made = it.object(node, 'dict');
  node.values.forEach((element, position) => {
    const key = node.keys[position];
    const index = key ? evaluate(it, key) : undefined;
    const value = evaluate(it, element);
    if (key && index) it.heap.put(made, keyOf(key, index), value);
    else for (const other of value) it.heap.put(made, ANY, it.heap.contents(other));
  });
  return only(made);
}

/** An f-string, known where all that it is made of is. */
export function textOf(it: Interpreter, node: JoinedStr): Value {
  const parts = node.values.map((part) => knownText(part, evaluate(it, part.nodeType === 'FormattedValue' ? part.value : part)));
  node.values.forEach((part) => part.nodeType === 'FormattedValue' && part.format_spec && evaluate(it, part.format_spec));
  return only(parts.every((part) => part !== undefined) ? text(it, parts.join('')) : it.heap.immutable('string'));
}

function knownText(part: Expr, value: Value): string | undefined {
  if (part.nodeType === 'FormattedValue' && (part.format_spec || part.conversion >= 0)) return undefined;
  const [known, ...others] = value;
  return known?.origin.type === 'text' && others.length === 0 ? known.origin.text : undefined;
}

export function text(it: Interpreter, value: string) {
  return value.length > LONGEST_TEXT ? it.heap.immutable('string') : it.heap.text(value);
}

