import type { Effect, Kind } from '../effects/effect';
import type { Expr, LocatedNode } from '../syntax/ast';
import { allArguments, partOf, type Arguments } from './arguments';
import { change } from './change';
import { methodOfContainer } from './containers';
import { noteEffect } from './effects';
import { ANY, REACHES, type HeapObject } from './heap_object';
import { withoutStreams, type Heap } from './heap';
import { elementsOf } from './iterate';
import type { Interpreter } from './interpreter';
import { isImmutable, isPlainContainer, isStream, isTable } from './kinds';
import { callArguments, touchArguments } from './may_call';
import { anyOf, either, NOTHING, only, partition, type Value } from './value';

/** Does what an effect says, and tells what comes of it. @param method the name of the method that is called, if it is one */
export function perform(it: Interpreter, effect: Effect, given: Arguments, node: Expr, method?: string): Value {
  noteEffect(it, effect, given, node);
  if (effect.calls) callArguments(it, method === 'apply' || method === 'map' ? withElements(it, given, node) : given, node, effect.calls === 'now');
  else touchArguments(it, given, node);
  const exact = method === undefined ? undefined : methodOfContainer(it, node, method, given);
  changeParts(it, effect, given, node, method);
  return exact ?? resultOf(it, effect, given, node);
}

/** A function that is applied to a series never sees the series. */
function withElements(it: Interpreter, given: Arguments, node: Expr): Arguments {
  const [series, others] = partition(given.receiver, ({ kind }) => kind === 'series' || kind === 'index');
  return series.size === 0 ? given : { ...given, receiver: either(others, elementsOf(it, series, node)) };
}

function changeParts(it: Interpreter, effect: Effect, given: Arguments, node: LocatedNode, method: string | undefined): void {
  const { mutates = [], own, deep } = effect;
  for (const part of mutates) {
    const changed = part === 'all-arguments' ? anyOf(allArguments(given)) : partOf(part, given);
    const isReceiver = part === 'receiver' || part === 0;
    for (const object of isReceiver ? changed : NOTHING) takeIn(it, object, allArguments(given), method);
    change(it, changed, node, { own: own ?? [...changed].every(({ kind }) => isPlainContainer(kind)), deep: deep ? 'parts' : undefined });
  }
  // A generator of numbers that is handed to somebody is drawn from.
  for (const value of allArguments(given)) {
    for (const object of value) if (object.kind === 'random-generator') change(it, only(object), node);
  }
}

/** What changes an object by what it is given may leave a reference to that. What learns from data keeps none of them. */
function takeIn(it: Interpreter, object: HeapObject, values: readonly Value[], method: string | undefined): void {
  const { kind } = object;
  if (isTable(kind) || isPlainContainer(kind) || kind === 'estimator' || kind === 'figure' || kind === 'axes') return;
  if ((kind === 'network' || kind === 'optimizer') && !BUILDS.has(method ?? '')) return;
  for (const value of values) if (!value.has(object)) it.heap.put(object, ANY, withoutStreams(it.heap, value));
}

/** Methods by which a network is given its parts. */
const BUILDS: ReadonlySet<string> = new Set(['add', 'compile', 'append', 'extend', 'insert', 'add_module', 'register_module', 'add_param_group']);

function resultOf(it: Interpreter, effect: Effect, given: Arguments, node: Expr): Value {
  const source = given.receiver.size > 0 ? given.receiver : partOf(0, given);
  const kinds = kindsOf(effect, given);
  const result = anyOf(kinds.map((kind) => resultOfKind(it, effect, kind, source, given, node)));
  const settled = effect.settled === true || (effect.settled === 'through' && areMadeOf(given, (object) => object.settled));
  const steady = effect.steady === true || (effect.settled === 'through' && areMadeOf(given, (object) => object.settled || object.steady));
  for (const object of result) {
    // What was there before the notebook is not of its making.
    if (object.unit < 0) continue;
    object.settled ||= settled;
    object.steady ||= steady;
  }
  return result;
}

function kindsOf({ like, result }: Effect, given: Arguments): (Kind | undefined)[] {
  if (like === undefined) return [result];
  // Of lists arrays are made.
  const kinds = new Set([...partOf(like, given)].map(({ kind }) => (isPlainContainer(kind) ? result : (kind ?? result))));
  return kinds.size === 0 ? [result] : [...kinds];
}

function resultOfKind(it: Interpreter, effect: Effect, kind: Kind | undefined, source: Value, given: Arguments, node: Expr): Value {
  switch (effect.from ?? 'new') {
    case 'new':
      return made(it, effect, kind, given, node);
    case 'view': {
      const shared = [...source].filter((object) => object.kind === undefined || isTable(object.kind));
      if (isImmutable(kind) || shared.length === 0) return made(it, effect, kind, given, node);
      return anyOf(shared.map((object) => it.derived(node, kind, object)));
    }
    case 'same':
      return anyOf([...source].map((object) => (kind === undefined || object.kind === undefined || object.kind === kind ? only(object) : it.derived(node, kind, object))));
    case 'holds':
      return holding(it, made(it, effect, kind, given, node), given);
    case 'element':
      return anyOf([...source].map((object) => elementOf(it, object, kind, node)));
  }
}

function made(it: Interpreter, { items }: Effect, kind: Kind | undefined, { positional }: Arguments, node: Expr): Value {
  const object = it.object(node, kind);
  const parts = items === 'two-of-each' ? positional.flatMap((value) => [kindOf(value), kindOf(value)]) : (items ?? []);
  parts.forEach((part, index) => it.heap.put(object, `[${index}]`, it.made(node, part, `part ${index}`)));
  return only(object);
}

function kindOf(value: Value): Kind | undefined {
  const kinds = new Set([...value].map((object) => object.kind));
  return kinds.size === 1 ? [...kinds][0] : undefined;
}

function holding(it: Interpreter, result: Value, given: Arguments): Value {
  const held = anyOf([given.receiver, ...allArguments(given)]);
  for (const object of result) {
    it.heap.put(object, ANY, object.kind === 'optimizer' ? partsTaken(it.heap, held) : withoutStreams(it.heap, held));
    if (object.unit >= 0) object.loose = true;
  }
  return result;
}

/** An optimizer goes through what it is given, lists of groups with their own streams among that, and keeps the parameters. */
function partsTaken(heap: Heap, value: Value): Value {
  const found = new Set(value);
  for (const object of found) if (isPlainContainer(object.kind) || isStream(object.kind)) for (const part of heap.contents(object)) found.add(part);
  return new Set([...found].filter((object) => !isStream(object.kind) && !(isPlainContainer(object.kind) && object.reaches & REACHES.unstorable)));
}

function elementOf(it: Interpreter, object: HeapObject, kind: Kind | undefined, node: Expr): Value {
  if (isImmutable(kind)) return only(it.heap.immutable(kind));
  const known = it.heap.contents(object);
  if (known.size > 0) return known;
  const part = it.object(node, kind, `element of ${object.id}`);
  it.heap.put(object, '?', only(part));
  return either(known, only(part));
}

/** Whether all the estimators in the arguments are as is asked. */
function areMadeOf(given: Arguments, asked: (object: HeapObject) => boolean): boolean {
  const made = allArguments(given).flatMap((value) => [...value]);
  return made.every((object) => asked(object) || isImmutable(object.kind) || (isPlainContainer(object.kind) && !object.loose));
}
