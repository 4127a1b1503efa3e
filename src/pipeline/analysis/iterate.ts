import { iterationEffect } from '../effects/lookup';
import type { LocatedNode } from '../syntax/ast';
import { mayCallMethods } from './may_call';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { isImmutable } from './kinds';
import { noteDraw } from './random';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** What going through a value gives; with a key, only what is given for that key: `[0]` is what comes first. */
export function elementsOf(it: Interpreter, value: Value, node: LocatedNode, key = ANY): Value {
  return anyOf([...value].map((object) => elementsOfObject(it, object, node, key)));
}

function elementsOfObject(it: Interpreter, object: HeapObject, node: LocatedNode, key: string): Value {
  if (isImmutable(object.kind)) return object.kind === 'string' ? only(it.heap.immutable('string')) : NOTHING;
  if (object.origin.type === 'library') return NOTHING;
  if (object.origin.type === 'instance') {
    mayCallMethods(it, object, node, (name) => name.startsWith('__'));
    return it.heap.get(object, ANY);
  }
  // The keys of a dictionary are of no interest: they cannot change.
  if (object.kind === 'dict') return NOTHING;
  const effect = iterationEffect(object.kind);
  if (effect?.draws && !object.settled) noteDraw(it, effect.draws, node, object.steady);
  if (object.kind === 'dataset') return sampleOf(it, object, node);
  if (object.loose || object.manifold) return it.heap.get(object, key);
  const kept = object.fields.get(ANY) ?? NOTHING;
  // Axes stand for an array of them too.
  if (effect?.from === 'same') return either(only(object), kept);
  if (effect?.from === 'view') return either(it.derived(node, effect.result, object), kept);
  if (effect?.from === 'new' && kept.size === 0) return effect.result === undefined ? NOTHING : it.made(node, effect.result, 'element');
  return it.heap.get(object, key);
}

/** What a set of data gives is made of its data, as it is asked for it. */
export function sampleOf(it: Interpreter, dataset: HeapObject, node: LocatedNode): Value {
  const sample = it.made(node, undefined, `sample of ${dataset.id}`);
  it.heap.put(dataset, '.samples', sample);
  return sample;
}
