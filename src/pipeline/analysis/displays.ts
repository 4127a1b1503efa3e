import type { Constant, Dict, JoinedStr, List, SetDisplay, Tuple } from '../syntax/ast';
import { evaluate } from './evaluate';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { joinedTexts, textsOf } from './known_text';
import { keyOf } from './subscript';
import { only, type Value } from './value';

export function literal(it: Interpreter, node: Constant): Value {
  switch (node.type) {
    case 'str':
      return joinedTexts(it, [[node.value]]);
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

/** In what has more elements than this they are not told apart. */
const LONGEST = 64;

/** `[a, b]`, `{a, b}`, `a, b` */
export function sequenceDisplay(it: Interpreter, node: List | SetDisplay | Tuple): Value {
  const made = it.object(node, node.nodeType === 'List' ? 'list' : node.nodeType === 'Set' ? 'set' : 'tuple');
  let isKnown = node.nodeType !== 'Set' && node.elts.length <= LONGEST;
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
    if (key && index) it.heap.put(made, node.keys.length > LONGEST ? ANY : keyOf(key, index), value);
    else for (const other of value) it.heap.put(made, ANY, it.heap.contents(other));
  });
  return only(made);
}

/** An f-string, known where all that it is made of is. */
export function textDisplay(it: Interpreter, node: JoinedStr): Value {
  const parts = node.values.map((part) => {
    if (part.nodeType !== 'FormattedValue') return textsOf(evaluate(it, part));
    const value = evaluate(it, part.value);
    if (part.format_spec) evaluate(it, part.format_spec);
    return part.format_spec || part.conversion >= 0 ? undefined : textsOf(value);
  });
  return parts.length === 0 ? only(it.heap.text('')) : joinedTexts(it, parts);
}
