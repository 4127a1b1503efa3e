import type { Expr } from '../syntax/ast';
import type { FunctionValue } from './callables';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { anyOf, NOTHING, only, type Value } from './value';

const RECEIVER = '#self';

/** A class and the notebook's classes that it is derived from, in about the order in which Python looks into them. */
export function lineage(type: HeapObject): HeapObject[] {
  const found = new Set<HeapObject>();
  const waiting = [type];
  for (let next = waiting.shift(); next; next = waiting.shift()) {
    if (next.origin.type !== 'class' || found.has(next)) continue;
    found.add(next);
    waiting.push(...next.origin.definition.bases.flatMap((base) => [...base]));
  }
  return [...found];
}

/** What a class has under a name: the first of its lineage that has it decides. */
export function classAttribute(type: HeapObject, name: string): Value {
  for (const one of lineage(type)) {
    const value = one.fields.get(`.${name}`);
    if (value) return value;
  }
  return NOTHING;
}

export function methodsNamed(type: HeapObject, name: string): HeapObject[] {
  return [...classAttribute(type, name)];
}

export function allMethods(type: HeapObject): [name: string, method: HeapObject][] {
  const methods: [string, HeapObject][] = [];
  for (const one of lineage(type)) {
    for (const [key, value] of one.fields) for (const member of value) if (member.origin.type === 'function') methods.push([key.slice(1), member]);
  }
  return methods;
}

/** `instance.method`, not called yet. */
export function boundMethod(it: Interpreter, node: Expr, method: HeapObject, receiver: HeapObject): HeapObject {
  const bound = it.object(node, 'function', `${method.id} of ${receiver.id}`, method.origin);
  it.heap.put(bound, RECEIVER, only(receiver));
  return bound;
}

/** What a function is given before its arguments: `self`, the class, or nothing. */
export function boundTo(callee: HeapObject, definition: FunctionValue, receiver: Value): Value {
  if (!definition.owner || isDecorated(definition, 'staticmethod')) return NOTHING;
  const given = callee.fields.get(RECEIVER) ?? receiver;
  const isCalledOnClass = [...given].every(({ origin }) => origin.type === 'class');
  if (isDecorated(definition, 'classmethod')) return isCalledOnClass ? given : anyOf([...given].map(({ origin }) => (origin.type === 'instance' ? only(origin.of) : NOTHING)));
  // `Class.method(instance)` brings its receiver along as an argument.
  return isCalledOnClass ? NOTHING : given;
}

/** Called where an attribute is read. */
export function isProperty(definition: FunctionValue): boolean {
  return isDecorated(definition, 'property') || isDecorated(definition, 'cached_property');
}

/** Called where an attribute is assigned. */
export function isSetter(definition: FunctionValue): boolean {
  return isDecorated(definition, 'setter');
}

function isDecorated({ decorators }: FunctionValue, name: string): boolean {
  return decorators.some((decorator) => (decorator.nodeType === 'Name' ? decorator.id : decorator.nodeType === 'Attribute' ? decorator.attr : '') === name);
}

