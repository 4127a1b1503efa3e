import { methodEffect } from '../effects/lookup';
import type { Attribute, Call } from '../syntax/ast';
import { evaluateArguments, type Arguments } from './arguments';
import { attributeOf } from './attribute';
import { callBound } from './call_bound';
import { callClass } from './call_class';
import { callFunction } from './call_function';
import { callLibrary } from './call_library';
import { callSpecial } from './call_special';
import { callUnknown } from './call_unknown';
import { methodsNamed } from './class_members';
import { evaluateCalled } from './evaluate';
import type { HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { mayCallMethods } from './may_call';
import { perform } from './perform';
import { anyOf, NOTHING, only, type Value } from './value';

/** A call as an expression. */
export function call(it: Interpreter, node: Call): Value {
  it.unit.calls = true;
  if (node.func.nodeType === 'Attribute') {
    const receivers = evaluateCalled(it, node.func.value);
    const given = evaluateArguments(it, node);
    const special = callSpecial(it, node, given, receivers);
    return special ?? anyOf(alike(receivers).map((some) => callMethod(it, node, node.func as Attribute, some, given)));
  }
  const callees = evaluateCalled(it, node.func);
  const given = evaluateArguments(it, node);
  const special = callSpecial(it, node, given, callees);
  if (special) return special;
  if (callees.size === 0) return callUnknown(it, node, given, 'library');
  return anyOf([...callees].map((callee) => callObject(it, node, callee, given)));
}

/** Something is called that an expression gave. */
export function callObject(it: Interpreter, node: Call, callee: HeapObject, given: Arguments): Value {
  const { origin } = callee;
  switch (origin.type) {
    case 'function':
      return callFunction(it, callee, node, given);
    case 'class':
      return callClass(it, callee, node, given);
    case 'library':
      return callLibrary(it, node, origin.path, given);
    case 'instance':
      return callMethodOfInstance(it, node, callee, '__call__', given);
    case 'bound':
      return callBound(it, node, origin.receiver, origin.method, given);
    case 'text':
      return NOTHING;
    case 'made': {
      const onCallee = { ...given, receiver: only(callee) };
      const effect = methodEffect(callee.kind, '__call__', given.shape);
      return effect ? perform(it, effect, onCallee, node) : callUnknown(it, node, onCallee, 'object');
    }
  }
}

/** Values of one kind do the same by a method, so it is followed once for all of them. */
function alike(receivers: Value): (readonly [HeapObject, ...HeapObject[]])[] {
  const [first] = receivers;
  if (first && receivers.size === 1) return [[first]];
  const groups = Object.values(Object.groupBy(receivers, ({ id, kind, origin }) => (origin.type === 'made' || origin.type === 'text' ? `${kind}` : id)));
  return groups.filter((group): group is [HeapObject, ...HeapObject[]] => group !== undefined && group.length > 0);
}

function callMethod(it: Interpreter, node: Call, func: Attribute, receivers: readonly [HeapObject, ...HeapObject[]], given: Arguments): Value {
  const [receiver] = receivers;
  const { origin } = receiver;
  switch (origin.type) {
    case 'library':
      return callLibrary(it, node, `${origin.path}.${func.attr}`, given, receiver);
    case 'class':
      return callMembers(it, node, methodsNamed(receiver, func.attr), given, only(receiver));
    case 'instance':
      return callMethodOfInstance(it, node, receiver, func.attr, given);
    case 'function':
      return callFields(it, node, func, receiver, given);
    case 'text':
    case 'made':
    case 'bound':
      return callMethodOfValues(it, node, func, receivers, given);
  }
}

/** Functions that were put into an object are called as they are, without the object. */
function callFields(it: Interpreter, node: Call, func: Attribute, receiver: HeapObject, given: Arguments): Value {
  const callees = attributeOf(it, func, only(receiver));
  return anyOf([...callees].map((callee) => callObject(it, node, callee, given)));
}

function callMethodOfValues(it: Interpreter, node: Call, func: Attribute, receivers: readonly [HeapObject, ...HeapObject[]], given: Arguments): Value {
  const kept = anyOf(receivers.map(({ fields }) => fields.get(`.${func.attr}`) ?? NOTHING));
  const callables = [...kept].filter(({ origin }) => origin.type === 'function' || origin.type === 'class' || origin.type === 'instance' || origin.type === 'bound');
  if (callables.length > 0) return anyOf(callables.map((callee) => callObject(it, node, callee, given)));
  const onReceivers = { ...given, receiver: new Set(receivers) };
  it.processPools.called(it, receivers, given, it.sight(node));
  const effect = methodEffect(receivers[0].kind, func.attr, given.shape);
  if (node === it.statement && receivers[0].kind === undefined) it.unit.isGuessed = true;
  return effect ? perform(it, effect, onReceivers, node, func.attr) : callUnknown(it, node, onReceivers, 'method', func.attr);
}

function callMethodOfInstance(it: Interpreter, node: Call, receiver: HeapObject, name: string, given: Arguments): Value {
  const type = receiver.origin.type === 'instance' ? receiver.origin.of : receiver;
  const own = receiver.fields.get(`.${name}`);
  const methods = methodsNamed(type, name);
  const results: Value[] = [];
  if (own) results.push(anyOf([...own].map((callee) => callObject(it, node, callee, given))));
  if (methods.length > 0) results.push(callMembers(it, node, methods, given, only(receiver)));
  if (results.length > 0) return anyOf(results);
  const onReceiver = { ...given, receiver: only(receiver) };
  const effect = methodEffect(receiver.kind, name, given.shape);
  // What a class of a library does with the methods of the class that is made of it, it mostly does not say.
  if (!effect?.alone || receiver.kind === undefined) mayCallMethods(it, receiver, node, () => true, given);
  return effect && receiver.kind !== undefined ? perform(it, effect, onReceiver, node, name) : callUnknown(it, node, onReceiver, 'method', name);
}

function callMembers(it: Interpreter, node: Call, members: readonly HeapObject[], given: Arguments, receiver: Value): Value {
  if (members.length === 0) return callUnknown(it, node, { ...given, receiver }, 'method');
  return anyOf(members.map((member) => (member.origin.type === 'function' ? callFunction(it, member, node, { ...given, receiver }) : callObject(it, node, member, given))));
}
