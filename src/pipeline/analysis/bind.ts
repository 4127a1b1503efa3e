import type { Attribute, Expr, LocatedNode, Subscript } from '../syntax/ast';
import type { BindingNode } from '../syntax/scope';
import { anyArguments, onReceiver } from './arguments';
import { callFunction } from './call_function';
import { change } from './change';
import { classAttribute, isSetter } from './class_members';
import { evaluate } from './evaluate';
import { ANY, CAPTURED, type HeapObject } from './heap_object';
import { elementsOf } from './iterate';
import type { Interpreter } from './interpreter';
import { isPlainContainer, isTable } from './kinds';
import { mayCallMethods } from './may_call';
import { variableAt } from './names';
import { keyOf } from './subscript';
import { anyOf, NOTHING, only, partition, type Value } from './value';
import type { Variable } from './variable';

/** A name is given a value. */
export function bindName(it: Interpreter, node: BindingNode & LocatedNode, name: string, value: Value): void {
  const variable = variableAt(it, node, name);
  if (!variable) return;
  bindVariable(it, variable, node, value);
  // `nonlocal`: the functions around it have state.
  if (it.source.scopes.occurrences.get(node)?.declared === 'nonlocal') change(it, variable.keepers, node, { own: true });
}

export function bindVariable(it: Interpreter, variable: Variable, node: LocatedNode, all: Value): void {
  const value = it.heap.gathered(all);
  if (variable.isNotebooks) {
    it.unit.boundAt.set(variable.name, it.sight(node));
    for (const object of value) if (object.unit >= 0) object.variables.add(variable);
  }
  for (const keeper of variable.keepers) it.heap.put(keeper, CAPTURED, value);
  it.state.set(variable, { value, certain: true, here: 'yes', deleted: false, units: new Set([it.unit.id]) });
}

/** The target of an assignment is given a value. */
export function assign(it: Interpreter, target: Expr, value: Value): void {
  switch (target.nodeType) {
    case 'Name':
      return bindName(it, target, target.id, value);
    case 'Tuple':
    case 'List':
      return unpack(it, target.elts, value);
    case 'Starred':
      return assign(it, target.value, value);
    case 'Attribute':
      return assignAttribute(it, target, value);
    case 'Subscript':
      return assignElement(it, target, value);
    default:
      evaluate(it, target);
  }
}

/** `a, *b = value` */
function unpack(it: Interpreter, targets: readonly Expr[], value: Value): void {
  const star = targets.findIndex((target) => target.nodeType === 'Starred');
  targets.forEach((target, index) => {
    if (target.nodeType === 'Starred') {
      const list = it.object(target, 'list');
      it.heap.put(list, ANY, elementsOf(it, value, target));
      assign(it, target.value, only(list));
    } else {
      const key = star >= 0 && index > star ? ANY : `[${index}]`;
      assign(it, target, elementsOf(it, value, target, key));
    }
  });
}

function assignAttribute(it: Interpreter, target: Attribute, value: Value): void {
  const owners = evaluate(it, target.value);
  for (const owner of owners) {
    if (owner.origin.type === 'library') it.unit.setting = true;
    else it.heap.put(owner, `.${target.attr}`, value);
    if (owner.origin.type === 'instance') callSetters(it, owner, owner.origin.of, target, value);
  }
  change(it, owners, target, { own: true });
}

function callSetters(it: Interpreter, owner: HeapObject, type: HeapObject, target: Attribute, value: Value): void {
  for (const setter of [...classAttribute(type, target.attr), ...classAttribute(type, '__setattr__')]) {
    if (setter.origin.type !== 'function' || !(isSetter(setter.origin.definition) || setter.origin.definition.name === '__setattr__')) continue;
    const isOfAll = setter.origin.definition.name === '__setattr__';
    callFunction(it, setter, target, { ...onReceiver(only(owner)), positional: isOfAll ? [NOTHING, value] : [value] });
  }
}

function assignElement(it: Interpreter, target: Subscript, value: Value): void {
  const owners = evaluate(it, target.value);
  const index = evaluate(it, target.slice);
  const key = keyOf(target.slice, index);
  for (const owner of owners) {
    if (owner.origin.type === 'library') it.unit.setting = true;
    else it.heap.put(owner, isTable(owner.kind) ? ANY : key, isTable(owner.kind) ? contentsOf(it, value) : value);
    mayCallMethods(it, owner, target, (name) => name === '__setitem__', anyArguments(value));
  }
  // A column that is assigned takes the place of the old one, whose memory others may still see as it was.
  const [own, shared] = partition(owners, ({ kind }) => kind === 'dataframe' || isPlainContainer(kind));
  change(it, own, target, { own: true });
  change(it, shared, target);
}

function contentsOf(it: Interpreter, value: Value): Value {
  return anyOf([...value].map((object) => it.heap.contents(object)));
}

/** `del name` */
export function unbindName(it: Interpreter, node: BindingNode & LocatedNode, name: string): void {
  const variable = variableAt(it, node, name);
  if (!variable) return;
  if (variable.isNotebooks) it.unit.boundAt.set(variable.name, it.sight(node));
  it.state.set(variable, { value: new Set(), certain: false, here: 'yes', deleted: true, units: new Set() });
}
