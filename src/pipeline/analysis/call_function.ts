import type { Arguments as Parameters, LocatedNode } from '../syntax/ast';
import type { Arguments } from './arguments';
import { bindVariable } from './bind';
import { callBlindly } from './call_blindly';
import type { FunctionValue } from './callables';
import { boundTo } from './class_members';
import { evaluate } from './evaluate';
import { execute } from './execute';
import { Frame } from './frame';
import { isGenerator, keepsLocals } from './function_facts';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { either, NOTHING, only, type Value } from './value';

/** Calls within calls that are followed; deeper ones are done by the rough. */
const DEEPEST = 16;
/** A function that calls itself is followed until its parameters and result have been seen at their widest, at most so often. */
const ROUNDS = 4;

/** A function of the notebook is called: its body is followed with what the call is given. */
export function callFunction(it: Interpreter, callee: HeapObject, node: LocatedNode, given: Pick<Arguments, 'receiver' | 'positional' | 'keywords' | 'rest' | 'options'>): Value {
  if (callee.origin.type !== 'function') return NOTHING;
  const { definition } = callee.origin;
  const receiver = boundTo(callee, definition, given.receiver);
  const running = it.context.activationOf(definition.node)?.frame;
  if (running) {
    running.calledAgain = true;
    widen(running, parametersOf(it, definition, given, receiver, node));
    return resultOf(it, definition, running, node);
  }
  if (it.context.depth >= DEEPEST || !it.spendPatience()) return callBlindly(it, definition, node, given, receiver);
  return activate(it, definition, node, parametersOf(it, definition, given, receiver, node));
}

function activate(it: Interpreter, definition: FunctionValue, node: LocatedNode, parameters: ReadonlyMap<string, Value>): Value {
  const { frame: outerFrame, context: outerContext, source: outerSource, uncertain } = it;
  const context = outerContext.into(definition, node, outerSource);
  const scope = definition.source.scopes.scopes.get(definition.node);
  const frame = (context.frame ??= new Frame(scope, definition.frame, definition, definition.owner));
  frame.mayHaveLeft = false;
  frame.calledAgain = false;
  // The body of a generator runs when somebody goes through it, if anybody does.
  if (outerFrame.mayHaveLeft || isGenerator(definition.node)) it.uncertain++;
  it.context = context;
  it.frame = frame;
  it.source = definition.source;
  widen(frame, parameters);
  for (let round = 0; round < ROUNDS; round++) {
    const before = [frame.returned, frame.yielded, ...frame.given.values()];
    follow(it, definition, frame);
    const after = [frame.returned, frame.yielded, ...frame.given.values()];
    if (!frame.calledAgain || after.every((value, index) => value === before[index])) break;
  }
  it.frame = outerFrame;
  it.context = outerContext;
  it.source = outerSource;
  it.uncertain = uncertain;
  if (!keepsLocals(scope)) it.state.forget(frame.all());
  return resultOf(it, definition, frame, node);
}

function follow(it: Interpreter, { node }: FunctionValue, frame: Frame): void {
  for (const [name, value] of frame.given) bindVariable(it, frame.variable(name), node, value);
  const { loop } = frame;
  frame.loop = undefined;
  if (node.nodeType === 'Lambda') {
    frame.returned = either(frame.returned, evaluate(it, node.body));
  } else {
    const returns = (frame.returns = it.state.meeting());
    it.state.follow(returns, () => execute(it, node.body));
    it.state.meet(returns);
  }
  frame.loop = loop;
}

/** What the function is called with in one call of an activation may be so in all of them. */
function widen(frame: Frame, parameters: ReadonlyMap<string, Value>): void {
  for (const [name, value] of parameters) frame.given.set(name, either(frame.given.get(name) ?? NOTHING, value));
}

function resultOf(it: Interpreter, { node }: FunctionValue, frame: Frame, callNode: LocatedNode): Value {
  if (!isGenerator(node)) return frame.returned;
  const generator = it.object(callNode, 'generator', 'of a function');
  it.heap.put(generator, ANY, either(frame.yielded, frame.returned));
  return only(generator);
}

/** What each parameter is given, by its name. */
function parametersOf(
  it: Interpreter,
  definition: FunctionValue,
  { positional, keywords, rest, options }: Pick<Arguments, 'positional' | 'keywords' | 'rest' | 'options'>,
  receiver: Value,
  callNode: LocatedNode,
): Map<string, Value> {
  const { args }: { args: Parameters } = definition.node;
  const given = new Map<string, Value>();
  const before = receiver.size > 0 ? [receiver, ...positional] : positional;
  const named = [...args.posonlyargs, ...args.args];
  named.forEach(({ arg }, index) => {
    const value = before[index] ?? keywords.get(arg);
    given.set(arg, value ?? either(either(rest, options), definition.defaults.get(arg) ?? NOTHING));
  });
  for (const { arg } of args.kwonlyargs) given.set(arg, keywords.get(arg) ?? either(options, definition.defaults.get(arg) ?? NOTHING));
  if (args.vararg) {
    const tuple = it.object(callNode, 'tuple', `of ${args.vararg.arg}`);
    before.slice(named.length).forEach((value, index) => it.heap.put(tuple, rest.size > 0 ? ANY : `[${index}]`, value));
    it.heap.put(tuple, ANY, rest);
    given.set(args.vararg.arg, only(tuple));
  }
  if (args.kwarg) {
    const dict = it.object(callNode, 'dict', `of ${args.kwarg.arg}`);
    const known = new Set([...named, ...args.kwonlyargs].map(({ arg }) => arg));
    for (const [name, value] of keywords) if (!known.has(name)) it.heap.put(dict, `["${name}"]`, value);
    it.heap.put(dict, ANY, options);
    given.set(args.kwarg.arg, only(dict));
  }
  return given;
}

