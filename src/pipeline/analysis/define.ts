import type { Arguments as Parameters, AsyncFunctionDef, ClassDef, Expr, FunctionDef, Lambda } from '../syntax/ast';
import { walk } from '../syntax/children';
import type { Scope } from '../syntax/scope';
import { onReceiver } from './arguments';
import { bindName } from './bind';
import type { ClassValue, FunctionValue } from './callables';
import { callFunction } from './call_function';
import { wasBoundEarlier } from './change';
import { evaluate, evaluateCalled } from './evaluate';
import { execute } from './execute';
import { Frame } from './frame';
import { globalNames } from './function_facts';
import { CAPTURED, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { variableAt } from './names';
import { anyOf, either, NOTHING, only, type Value } from './value';

export function makeLambda(it: Interpreter, node: Lambda): Value {
  return only(makeFunction(it, node, 'lambda', []));
}

export function defineFunction(it: Interpreter, node: FunctionDef | AsyncFunctionDef): void {
  const decorators = node.decorator_list.map((decorator) => evaluateCalled(it, decorator));
  const made = only(makeFunction(it, node, node.name, node.decorator_list));
  annotations(it, node);
  const value = decorators.reduceRight<Value>((value, decorator) => decorate(it, decorator, value, node), made);
  bindName(it, node, node.name, either(value, propertyBefore(it, node)));
}

/** `@x.setter` adds to the property `x`. */
function propertyBefore(it: Interpreter, node: FunctionDef | AsyncFunctionDef): Value {
  const adds = node.decorator_list.some((decorator) => decorator.nodeType === 'Attribute' && decorator.value.nodeType === 'Name' && decorator.value.id === node.name);
  const variable = adds ? variableAt(it, node, node.name) : undefined;
  return variable ? it.state.get(variable).value : NOTHING;
}

function makeFunction(it: Interpreter, node: FunctionDef | AsyncFunctionDef | Lambda, name: string, decorators: readonly Expr[]): HeapObject {
  const definition: FunctionValue = {
    name,
    node,
    source: it.source,
    frame: it.frame,
    defaults: defaults(it, node.args),
    owner: it.frame.inClass && it.frame.callee === undefined ? it.frame.inClass : undefined,
    decorators,
  };
  const made = it.object(node, 'function', '', { type: 'function', definition });
  if (!it.definedOnce.has(node)) capture(it, node, made);
  keepLocals(it, node, made);
  // What is kept as a default lives as long as the function.
  for (const [parameter, value] of definition.defaults) it.heap.put(made, `#default ${parameter}`, value);
  return made;
}

/** A function that is kept as a value, and so stored, takes along what it reads: it is needed where the function is made. */
function capture(it: Interpreter, node: FunctionDef | AsyncFunctionDef | Lambda, made: HeapObject): void {
  const isStatement = it.unit.node === node || it.unit.node === it.frame.inClass?.node;
  const scope = it.source.scopes.scopes.get(node);
  for (const name of scope ? globalNames(scope).reads.keys() : []) {
    const binding = it.state.get(it.notebook.variable(name));
    if (!isStatement && binding.here !== 'yes' && wasBoundEarlier(it, binding)) it.unit.use(name, it.sight(node), { optional: true });
    it.heap.put(made, CAPTURED, binding.value);
  }
}

/** It keeps the variables of the functions around it that it refers to, whatever they refer to in the end. */
function keepLocals(it: Interpreter, node: FunctionDef | AsyncFunctionDef | Lambda, made: HeapObject): void {
  const scope = it.source.scopes.scopes.get(node);
  for (const { frame, name } of scope ? enclosingNames(scope, it.frame) : []) {
    const variable = frame.variable(name);
    variable.keepers.add(made);
    it.heap.put(made, CAPTURED, it.state.get(variable).value);
  }
}

function enclosingNames(scope: Scope, around: Frame): { frame: Frame; name: string }[] {
  const own = [...scope.names.values()].flatMap((found) => {
    const frame = found.resolution === 'enclosing' ? around.holding(found.scope) : undefined;
    return frame ? [{ frame, name: found.name }] : [];
  });
  return [...own, ...scope.children.flatMap((child) => enclosingNames(child, around))];
}

function defaults(it: Interpreter, { posonlyargs, args, defaults, kwonlyargs, kw_defaults }: Parameters): Map<string, Value> {
  const values = new Map<string, Value>();
  const positional = [...posonlyargs, ...args];
  defaults.forEach((value, index) => values.set(positional[positional.length - defaults.length + index]!.arg, evaluate(it, value)));
  kw_defaults.forEach((value, index) => value && values.set(kwonlyargs[index]!.arg, evaluate(it, value)));
  return values;
}

/** A decorator of a library is taken to leave the function what it is; one of the notebook is followed. */
function decorate(it: Interpreter, decorators: Value, value: Value, node: FunctionDef | AsyncFunctionDef | ClassDef): Value {
  const own = [...decorators].filter(({ origin }) => origin.type === 'function');
  if (own.length === 0) return value;
  const given = { ...onReceiver(NOTHING), positional: [value] };
  const decorated = anyOf(own.map((decorator) => callFunction(it, decorator, node.decorator_list[0] ?? node, given)));
  return decorated.size > 0 ? decorated : value;
}

function annotations(it: Interpreter, { args, returns }: FunctionDef | AsyncFunctionDef): void {
  const parameters = [...args.posonlyargs, ...args.args, ...args.kwonlyargs, ...(args.vararg ? [args.vararg] : []), ...(args.kwarg ? [args.kwarg] : [])];
  for (const annotation of [...parameters.map((parameter) => parameter.annotation), returns]) if (annotation) annotate(it, annotation);
}

/** An annotation is an expression like any other, unless it is never evaluated. */
export function annotate(it: Interpreter, annotation: Expr): void {
  if (it.annotationsAreLazy) return;
  for (const node of walk(annotation)) if (node.nodeType === 'Name' && it.source.scopes.unevaluated.has(node)) return;
  evaluate(it, annotation);
}

export function defineClass(it: Interpreter, node: ClassDef): void {
  const decorators = node.decorator_list.map((decorator) => evaluateCalled(it, decorator));
  const bases = node.bases.map((base) => evaluate(it, base));
  node.keywords.forEach(({ value }) => evaluate(it, value));
  const definition: ClassValue = { name: node.name, node, source: it.source, frame: it.frame, bases };
  const made = it.object(node, 'class', '', { type: 'class', definition });
  for (const base of bases) it.heap.put(made, '#bases', new Set([...base].filter(({ origin }) => origin.type === 'class')));
  const outer = it.frame;
  it.frame = new Frame(it.source.scopes.scopes.get(node), outer, undefined, definition);
  execute(it, node.body);
  for (const variable of it.frame.all()) it.heap.put(made, `.${variable.name}`, it.state.get(variable).value);
  it.frame = outer;
  bindName(it, node, node.name, decorators.reduceRight<Value>((value, decorator) => decorate(it, decorator, value, node), only(made)));
}
