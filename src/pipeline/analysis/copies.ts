import type { LocatedNode } from '../syntax/ast';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { isImmutable } from './kinds';
import { anyOf, only, type Value } from './value';

/** `copy.copy(value)`: a new object that refers to what the old one refers to. */
export function shallowCopy(it: Interpreter, node: LocatedNode, value: Value): Value {
  return anyOf([...value].map((object) => {
    if (isAtom(object)) return only(object);
    const copy = copyOf(it, node, object);
    for (const [key, part] of object.fields) it.heap.put(copy, key, part);
    return only(copy);
  }));
}

/** `copy.deepcopy(value)`: everything anew, but functions and classes. */
export function deepCopy(it: Interpreter, node: LocatedNode, value: Value): Value {
  const copies = new Map<HeapObject, HeapObject>();
  const copied = (object: HeapObject): HeapObject => {
    if (isAtom(object)) return object;
    const known = copies.get(object);
    if (known) return known;
    const copy = copyOf(it, node, object);
    copies.set(object, copy);
    for (const [key, part] of object.fields) it.heap.put(copy, key, new Set([...part].map(copied)));
    return copy;
  };
  return new Set([...value].map(copied));
}

function copyOf(it: Interpreter, node: LocatedNode, object: HeapObject): HeapObject {
  const copy = it.object(node, object.kind, `copy of ${object.id}`, object.origin);
  copy.loose ||= object.loose;
  copy.manifold ||= object.manifold;
  copy.settled ||= object.settled;
  copy.steady ||= object.steady;
  return copy;
}

function isAtom({ kind, unit, origin }: HeapObject): boolean {
  return unit < 0 || isImmutable(kind) || origin.type === 'function' || origin.type === 'class' || origin.type === 'library';
}
