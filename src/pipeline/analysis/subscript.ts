import type { IndexShape } from '../effects/effect';
import { subscriptEffect } from '../effects/lookup';
import type { Expr, Subscript } from '../syntax/ast';
import { evaluate } from './evaluate';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { isImmutable } from './kinds';
import { textOf } from './known_text';
import { sampleOf } from './iterate';
import { mayCallMethods } from './may_call';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** `value[index]` as an expression. */
export function loadElement(it: Interpreter, node: Subscript): Value {
  const owners = evaluate(it, node.value);
  const index = evaluate(it, node.slice);
  const key = keyOf(node.slice, index);
  return anyOf([...owners].map((owner) => elementOf(it, owner, node, key, index)));
}

function elementOf(it: Interpreter, owner: HeapObject, node: Subscript, key: string, index: Value): Value {
  if (owner.origin.type === 'text' || owner.kind === 'string') return only(it.heap.immutable('string'));
  // `list[int]`, `os.environ['HOME']`
  if (owner.origin.type === 'library') return owner.kind === undefined ? only(owner) : NOTHING;
  if (isImmutable(owner.kind)) return NOTHING;
  if (owner.origin.type === 'instance') {
    mayCallMethods(it, owner, node, (name) => name.startsWith('__'));
    return it.heap.get(owner, key);
  }
  if (owner.kind === 'dataset') return sampleOf(it, owner, node);
  if (owner.loose || owner.manifold) return it.heap.get(owner, key);
  const isPart = node.slice.nodeType === 'Slice';
  if (isPart && (owner.kind === 'list' || owner.kind === 'tuple')) return partOf(it, owner, node);
  const effect = subscriptEffect(owner.kind, shapeOf(node.slice, index));
  switch (effect?.from) {
    case 'new':
      return effect.result === undefined ? it.made(node, undefined, 'element') : it.made(node, effect.result);
    case 'view':
      return either(it.derived(node, effect.result, owner), owner.fields.get(ANY) ?? NOTHING);
    case 'same':
      return only(owner);
    case 'holds':
    case 'element':
    case undefined:
      return it.heap.get(owner, key);
  }
}

/** A new list of what the old one refers to. */
function partOf(it: Interpreter, owner: HeapObject, node: Subscript): Value {
  const part = it.object(node, owner.kind);
  it.heap.put(part, ANY, it.heap.contents(owner));
  return only(part);
}

/** The key under which a container keeps what stands at an index: exact for literals and known strings. */
export function keyOf(slice: Expr, index: Value): string {
  if (slice.nodeType === 'Constant' && slice.type === 'int' && slice.value >= 0) return `[${slice.value}]`;
  const text = textOf(index);
  return text === undefined ? ANY : `[${JSON.stringify(text)}]`;
}

/** How a subscript is written, as far as what it gives depends on it. */
export function shapeOf(slice: Expr, index: Value): IndexShape {
  if (slice.nodeType === 'Slice') return 'slice';
  if (slice.nodeType === 'Tuple') return slice.elts.map((part, position) => shapeOf(part, partOfTuple(index, position)));
  const kinds = new Set([...index].map((object) => object.kind));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function partOfTuple(tuples: Value, position: number): Value {
  return anyOf([...tuples].map((tuple) => tuple.fields.get(`[${position}]`) ?? NOTHING));
}
