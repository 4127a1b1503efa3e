import { moduleAttributeKind } from '../effects/lookup';
import type { Name } from '../syntax/ast';
import type { BindingNode } from '../syntax/scope';
import { BROUGHT_ALONG, BUILTIN_NAMES, IPYTHON_NAMES } from './builtin_names';
import { mayCall } from './may_call';
import { REACHES, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { unstorable } from './kinds';
import { either, NOTHING, only, type Value } from './value';
import type { Binding, Variable } from './variable';

/** The variable that a name stands for at this node; undefined for what is of no interest, such as type parameters. */
export function variableAt(it: Interpreter, node: BindingNode, name: string): Variable | undefined {
  const found = it.source.scopes.occurrences.get(node);
  if (!found || found.resolution === 'module') return it.notebook.variable(found?.name ?? name);
  return it.frame.holding(found.scope)?.variable(found.name);
}

/** @param called the name stands before the parentheses of a call, so the call says what becomes of it */
export function loadName(it: Interpreter, node: Name, called = false): Value {
  const variable = variableAt(it, node, node.id);
  if (!variable) return NOTHING;
  const binding = it.state.get(variable);
  if (!variable.isNotebooks && binding.units.size > 0) return binding.value;
  // A name of a class body that is not bound there yet is looked for outside.
  return loadGlobal(it, it.notebook.variable(variable.name), node, called);
}

function loadGlobal(it: Interpreter, variable: Variable, node: Name, called: boolean): Value {
  const binding = it.state.get(variable);
  if (binding.here !== 'yes') useEarlier(it, variable, binding, node);
  if (variable.name === '__name__') it.unit.use(variable.name, it.sight(node));
  const value = binding.certain ? binding.value : either(binding.value, builtin(it, variable.name));
  if (binding.units.size === 0 && value.size === 0) notBound(it, variable.name, node);
  if (!called) for (const object of value) if (object.origin.type === 'function') mayCall(it, object, node);
  return value;
}

function useEarlier(it: Interpreter, { name }: Variable, { value, units }: Binding, node: Name): void {
  const earlier = [...units].filter((unit) => unit !== it.unit.id);
  if (earlier.length === 0) return;
  it.unit.use(name, it.sight(node), { optional: !it.isCertain() });
  for (const object of value) {
    if (object.reaches & REACHES.function) noteFunctions(it, name, object, Math.min(...earlier));
    if (object.reaches & REACHES.unstorable) noteStream(it, name, object, earlier);
  }
}

function noteStream(it: Interpreter, name: string, object: HeapObject, earlier: readonly number[]): void {
  const what = unstorable(object.kind);
  const reason = what ? `\`${name}\` is ${what}, which cannot be stored` : `\`${name}\` refers to something that cannot be stored`;
  for (const from of earlier) it.streams.add({ from, to: it.unit.id, subject: name, reason });
}

function noteFunctions(it: Interpreter, name: string, object: HeapObject, since: number): void {
  const key = `${name} ${object.id}`;
  if (it.followed.has(key)) return;
  it.followed.add(key);
  for (const one of [object, ...it.heap.below([object], () => true)]) {
    if (one.origin.type === 'function') it.unit.functions.set(`${name} ${one.id}`, { name, function: one, since });
  }
}

function builtin(it: Interpreter, name: string): Value {
  if (name === '__name__' || name === '__doc__') return only(it.heap.text(name === '__name__' ? '__main__' : ''));
  if (BUILTIN_NAMES.has(name)) it.builtinsRead.add(name);
  if (BUILTIN_NAMES.has(name)) return only(it.heap.library(`builtins.${name}`, moduleAttributeKind(`builtins.${name}`)));
  const path = BROUGHT_ALONG.get(name);
  return path === undefined ? NOTHING : only(it.heap.library(path));
}

function notBound(it: Interpreter, name: string, node: Name): void {
  const sight = it.sight(node);
  if (it.forgiving > 0) return;
  if (IPYTHON_NAMES.has(name)) {
    it.problems.add('ipython', 'error', sight, `\`${name}\` is IPython's own: give what it stands for a name, and use that.`);
    return;
  }
  it.undefinedNames.add({ name, sight, certain: it.isCertain(), unit: it.unit.id });
}
