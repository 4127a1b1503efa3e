import type { Kind } from '../effects/effect';
import type { BinOp, Compare, Expr, UnaryOp } from '../syntax/ast';
import { evaluate } from './evaluate';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { joinedTexts, textsOf } from './known_text';
import { mayCallMethods } from './may_call';
import { isImmutable, isPlainContainer, isTable } from './kinds';
import { only, type Value } from './value';

/** Of two kinds in an operation, that which comes first here is that of the result. */
const STRONGEST: readonly Kind[] = ['tensor', 'dataframe', 'series', 'index', 'ndarray'];

/** `a + b + c` is a tree that leans to the left, as deep as there are terms; it is followed from there without going down into it. */
export function binary(it: Interpreter, node: BinOp): Value {
  const chain = [node];
  for (let left = node.left; left.nodeType === 'BinOp'; left = left.left) chain.push(left);
  let value = evaluate(it, chain.at(-1)!.left);
  for (const operation of chain.toReversed()) value = operate(it, operation, value, evaluate(it, operation.right));
  return value;
}

function operate(it: Interpreter, node: BinOp, left: Value, right: Value): Value {
  const texts = [textsOf(left), textsOf(right)];
  if (texts[0] && texts[1]) {
    const isPath = [...left].every(({ kind }) => kind === 'path');
    if (node.op.nodeType === 'Add' && !isPath) return joinedTexts(it, texts);
    if (node.op.nodeType === 'Div' && isPath) return joinedTexts(it, texts, '/', 'path');
  }
  return combine(it, node, [left, right]);
}

export function unary(it: Interpreter, node: UnaryOp): Value {
  const operand = evaluate(it, node.operand);
  return node.op.nodeType === 'Not' ? only(it.heap.immutable('scalar')) : combine(it, node, [operand]);
}

export function comparison(it: Interpreter, node: Compare): Value {
  const values = [node.left, ...node.comparators].map((part) => evaluate(it, part));
  const isPlain = node.ops.every(({ nodeType }) => nodeType === 'Is' || nodeType === 'IsNot' || nodeType === 'In' || nodeType === 'NotIn');
  const result = combine(it, node, values, 'scalar');
  return isPlain ? only(it.heap.immutable('scalar')) : result;
}

/** A new value made of others: an array of arrays, a list of lists. @param otherwise what numbers and texts give */
export function combine(it: Interpreter, node: Expr, values: readonly Value[], otherwise?: Kind): Value {
  const objects = values.flatMap((value) => [...value]);
  for (const object of objects) {
    if (object.origin.type === 'instance') mayCallMethods(it, object, node, (name) => name.startsWith('__'));
  }
  const kinds = values.map(kindOf);
  const kind = kinds.includes('several') ? undefined : (kindOfResult(kinds.filter((one) => one !== 'several')) ?? otherwise);
  const result = it.object(node, kind);
  for (const object of objects) {
    if (isPlainContainer(object.kind)) it.heap.put(result, ANY, it.heap.contents(object));
    // What is computed from tensors leads back to them, and an instance's operators may keep what they are given.
    else if ((object.kind === 'tensor' && !isImmutable(kind)) || (object.origin.type === 'instance' && !isTable(kind))) it.heap.put(result, ANY, only(object));
  }
  return only(result);
}

function kindOf(value: Value): Kind | undefined | 'several' {
  const [first] = value;
  for (const { kind } of value) if (kind !== first?.kind) return 'several';
  return first?.kind;
}

function kindOfResult(kinds: readonly (Kind | undefined)[]): Kind | undefined {
  const strongest = STRONGEST.find((kind) => kinds.includes(kind));
  if (strongest) return strongest;
  const [first] = kinds;
  if (kinds.every((kind) => kind === first)) return first;
  // `2 * [0]`, `'%d' % 3`, `path / 'name'`
  return (['list', 'tuple', 'path', 'string'] as const).find((kind) => kinds.includes(kind) && kinds.every((other) => other === kind || other === 'scalar' || other === 'string'));
}
