import { functionEffect } from '../effects/lookup';
import type { LocatedNode, Stmt } from '../syntax/ast';
import type { Arguments } from './arguments';
import { callFunction } from './call_function';
import { lineage, methodsNamed } from './class_members';
import { withoutStreams } from './heap';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import type { Kind } from '../effects/effect';
import { anyOf, only, type Value } from './value';

type Given = Pick<Arguments, 'receiver' | 'positional' | 'keywords' | 'rest' | 'options'>;

/** A class of the notebook is called: an instance is made and its `__init__` is followed. */
export function callClass(it: Interpreter, type: HeapObject, node: LocatedNode, given: Given): Value {
  const instance = it.object(node, kindOfInstances(type), `of ${type.id}`, { type: 'instance', of: type });
  it.heap.put(instance, '#class', only(type));
  for (const name of ['__new__', '__init__', '__post_init__']) {
    for (const method of methodsNamed(type, name)) {
      const receiver = name === '__new__' ? only(type) : only(instance);
      callFunction(it, method, node, { ...given, receiver, ...(name === '__post_init__' && NO_ARGUMENTS) });
    }
  }
  // Without an `__init__` of its own it keeps what it is given, as data classes and classes of libraries do.
  if (methodsNamed(type, '__init__').length === 0) keep(it, instance, type, given);
  return only(instance);
}

const NO_ARGUMENTS = { positional: [], keywords: new Map<string, Value>(), rest: new Set<HeapObject>(), options: new Set<HeapObject>() };

function keep(it: Interpreter, instance: HeapObject, type: HeapObject, given: Given): void {
  const fields = lineage(type).toReversed().flatMap((one) => (one.origin.type === 'class' ? annotatedNames(one.origin.definition.node.body) : []));
  given.positional.forEach((value, index) => it.heap.put(instance, fields[index] === undefined ? ANY : `.${fields[index]}`, value));
  for (const [name, value] of given.keywords) it.heap.put(instance, `.${name}`, value);
  it.heap.put(instance, ANY, withoutStreams(it.heap, anyOf([given.rest, given.options])));
}

function annotatedNames(body: readonly Stmt[]): string[] {
  return body.flatMap((statement) => (statement.nodeType === 'AnnAssign' && statement.target.nodeType === 'Name' ? [statement.target.id] : []));
}

/** What a class of a library that it is derived from says of its instances. */
function kindOfInstances(type: HeapObject): Kind | undefined {
  for (const one of lineage(type)) {
    if (one.origin.type !== 'class') continue;
    for (const base of one.origin.definition.bases.flatMap((value) => [...value])) {
      if (base.origin.type !== 'library') continue;
      const kind = functionEffect(base.origin.path, { positional: 0, keywords: new Map(), statement: false })?.result;
      if (kind !== undefined) return kind;
    }
  }
  return undefined;
}
