import { functionEffect } from '../effects/lookup';
import type { Expr, LocatedNode } from '../syntax/ast';
import { allArguments, anyArguments, type Arguments } from './arguments';
import { callBound } from './call_bound';
import { callClass } from './call_class';
import { callFunction } from './call_function';
import { allMethods } from './class_members';
import { REACHES, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { elementsOf } from './iterate';
import { perform } from './perform';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** Somebody who is handed a function may call it, with anything. */
export function mayCall(it: Interpreter, callee: HeapObject, node: LocatedNode): void {
  once(it, `${callee.id}`, () => {
    const unknown = it.made(callee, undefined, 'argument');
    it.state.alternatives(
      () => it.perhaps(() => void callFunction(it, callee, node, anyArguments(unknown))),
      () => undefined,
    );
  });
}

/** Somebody who is handed an instance may call its methods. */
export function mayCallMethods(it: Interpreter, instance: HeapObject, node: LocatedNode, which: (name: string) => boolean, given?: Arguments): void {
  if (instance.origin.type !== 'instance') return;
  for (const [name, method] of allMethods(instance.origin.of)) {
    if (!which(name) || name === '__init__' || method.origin.type !== 'function') continue;
    once(it, `${instance.id}.${method.id}`, () => {
      const unknown = given ? anyOf(allArguments(given)) : it.made(method, undefined, 'argument');
      it.state.alternatives(
        () => it.perhaps(() => void callFunction(it, method, node, { ...anyArguments(unknown), receiver: only(instance) })),
        () => undefined,
      );
    });
  }
}

/**
 * A call that calls what it is given: functions with what else it is given, and with the elements of that.
 * @param surely it does so here and now, rather than later or perhaps
 * @returns what they return
 */
export function callArguments(it: Interpreter, given: Arguments, node: Expr, surely: boolean): Value {
  const values = [given.receiver, ...allArguments(given)];
  const callables = callablesAmong(it, values);
  let returned = NOTHING;
  if (callables.size === 0) return returned;
  const passed = anyOf(values.map((value) => new Set([...value].filter((object) => !callables.has(object) && object.kind !== 'executor'))));
  const arguments_ = anyArguments(either(passed, elementsOf(it, passed, node)));
  for (const callee of callables) {
    if (callee.origin.type === 'instance') {
      // What is handed to a callback is rarely what was handed to its caller.
      mayCallMethods(it, callee, node, () => true);
      continue;
    }
    const call = () => {
      returned = either(returned, callCallback(it, callee, node, arguments_));
    };
    it.state.alternatives(
      () => (surely ? call() : it.perhaps(call)),
      () => undefined,
    );
  }
  return returned;
}

function callCallback(it: Interpreter, callee: HeapObject, node: Expr, given: Arguments): Value {
  const { origin } = callee;
  if (origin.type === 'library') return perform(it, functionEffect(origin.path, given.shape) ?? {}, given, node);
  if (origin.type === 'bound') return callBound(it, node, origin.receiver, origin.method, given);
  return origin.type === 'class' ? callClass(it, callee, node, given) : callFunction(it, callee, node, given);
}

/** A call that calls nothing of what it is given, but for what lies behind operators, `len`, `str` and their like. */
export function touchArguments(it: Interpreter, given: Arguments, node: Expr): void {
  for (const value of [given.receiver, ...allArguments(given)]) {
    for (const object of value) {
      const { origin } = object;
      if (origin.type === 'function') mayCall(it, object, node);
      if (origin.type === 'bound') it.perhaps(() => callBound(it, node, origin.receiver, origin.method, anyArguments(NOTHING)));
      if (object.origin.type === 'instance') mayCallMethods(it, object, node, (name) => name.startsWith('__') && name !== '__call__');
    }
  }
}

function callablesAmong(it: Interpreter, values: readonly Value[]): Set<HeapObject> {
  const found = new Set<HeapObject>();
  const holders = new Set<HeapObject>();
  for (const object of values.flatMap((value) => [...value])) {
    const { type } = object.origin;
    if (type === 'function' || type === 'class' || type === 'instance' || type === 'bound' || acts(object)) found.add(object);
    else if (object.reaches & REACHES.function) holders.add(object);
  }
  // All at once: what one reaches, others mostly reach too.
  for (const below of it.heap.below(holders)) {
    const { type } = below.origin;
    if (type === 'function' || type === 'instance' || type === 'bound') found.add(below);
  }
  return found;
}

/** A function of a library that does more than to give a value. */
function acts({ origin, kind }: HeapObject): boolean {
  if (origin.type !== 'library' || kind !== undefined) return false;
  const effect = functionEffect(origin.path, CALLBACK);
  return effect !== undefined && (effect.mutates ?? effect.draws ?? effect.readsFile ?? effect.writesFile) !== undefined;
}

const CALLBACK = { positional: 1, keywords: new Map(), statement: false };

function once(it: Interpreter, key: string, what: () => void): void {
  if (it.followed.has(key)) return;
  it.followed.add(key);
  what();
}
