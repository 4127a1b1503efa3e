import { methodEffect } from '../effects/lookup';
import type { Call, Expr } from '../syntax/ast';
import { allArguments, type Arguments } from './arguments';
import { callUnknown } from './call_unknown';
import { callFunction } from './call_function';
import { classAttribute } from './class_members';
import type { Frame } from './frame';
import { withoutStreams } from './heap';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { perform } from './perform';
import { anyOf, NOTHING, type Value } from './value';

/** `super()` */
export function isSuper(node: Expr): boolean {
  return node.nodeType === 'Call' && node.func.nodeType === 'Name' && node.func.id === 'super';
}

/** `super().method(…)`: what the classes above have under that name, called with the present receiver. */
export function callSuper(it: Interpreter, node: Call, name: string, given: Arguments): Value {
  const frame = methodFrame(it.frame);
  const owner = frame?.callee?.owner;
  const parameter = frame?.callee?.node.args.args[0] ?? frame?.callee?.node.args.posonlyargs[0];
  const receiver = frame && parameter ? it.state.get(frame.variable(parameter.arg)).value : NOTHING;
  const onReceiver = { ...given, receiver };
  const inherited = (owner?.bases ?? []).flatMap((base) => [...base].flatMap((type) => [...classAttribute(type, name)]));
  if (inherited.length > 0) return anyOf(inherited.map((method) => callFunction(it, method, node, onReceiver)));
  if (name === '__init__' || name === '__new__' || name === '__init_subclass__') {
    for (const object of receiver) it.heap.put(object, ANY, withoutStreams(it.heap, anyOf(allArguments(given))));
    return name === '__new__' ? receiver : NOTHING;
  }
  const effect = methodEffect([...receiver][0]?.kind, name, given.shape);
  return effect ? perform(it, effect, onReceiver, node, name) : callUnknown(it, node, onReceiver, 'method', name);
}

function methodFrame(frame: Frame | undefined): Frame | undefined {
  if (!frame || frame.callee?.owner) return frame;
  return methodFrame(frame.parent);
}
