import { methodEffect } from '../effects/lookup';
import type { Expr } from '../syntax/ast';
import type { Arguments } from './arguments';
import { callUnknown } from './call_unknown';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { perform } from './perform';
import { only, type Value } from './value';

/** A method of a library's object is called, perhaps by somebody who was handed `rows.append`. */
export function callBound(it: Interpreter, node: Expr, receiver: HeapObject, method: string, given: Arguments): Value {
  const onReceiver = { ...given, receiver: only(receiver) };
  const effect = methodEffect(receiver.kind, method, given.shape);
  return effect ? perform(it, effect, onReceiver, node, method) : callUnknown(it, node, onReceiver, 'method', method);
}
