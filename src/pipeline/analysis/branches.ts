import type { AsyncWith, ExceptHandler, Expr, If, Match, Pattern, Try, TryStar, With } from '../syntax/ast';
import { assign, bindName, unbindName } from './bind';
import { mayCallMethods } from './may_call';
import { evaluate } from './evaluate';
import { execute } from './execute';
import { elementsOf } from './iterate';
import { methodsNamed } from './class_members';
import { callFunction } from './call_function';
import { onReceiver } from './arguments';
import type { Interpreter } from './interpreter';
import { isStream } from './kinds';
import { certainly } from './truth';
import { anyOf, only, type Value } from './value';

export function executeIf(it: Interpreter, { test, body, orelse }: If): void {
  evaluate(it, test);
  const decided = certainly(test);
  if (decided !== undefined) return execute(it, decided ? body : orelse);
  it.state.alternatives(
    () => it.perhaps(() => execute(it, body)),
    () => it.perhaps(() => execute(it, orelse)),
  );
}

/** A handler may begin after any of the statements of the body, so with anything that was bound until then. */
export function executeTry(it: Interpreter, { body, handlers, orelse, finalbody }: Try | TryStar): void {
  const ends = it.state.meeting();
  const forgives = handlers.some(catchesNameErrors);
  const seen = it.state.watch(() => {
    it.state.follow(ends, () => {
      if (forgives) forgivingly(it, () => execute(it, body));
      else execute(it, body);
      if (!it.state.dead) execute(it, orelse);
    });
  });
  for (const handler of handlers) it.state.follow(ends, () => it.perhaps(() => executeHandler(it, handler)), it.state.maybe(seen));
  const isLost = ends.changes.length === 0;
  if (isLost) ends.changes.push(it.state.maybe(seen));
  it.state.meet(ends);
  execute(it, finalbody);
  if (isLost) it.state.dead = true;
}

/** A name that is missing here does no harm. */
function forgivingly(it: Interpreter, what: () => void): void {
  it.forgiving++;
  it.perhaps(what);
  it.forgiving--;
}

function executeHandler(it: Interpreter, handler: ExceptHandler): void {
  if (handler.type) evaluate(it, handler.type);
  if (handler.name !== undefined) bindName(it, handler, handler.name, it.made(handler, 'immutable'));
  execute(it, handler.body);
  if (handler.name !== undefined && !it.state.dead) unbindName(it, handler, handler.name);
}

function catchesNameErrors({ type }: ExceptHandler): boolean {
  const types = type?.nodeType === 'Tuple' ? type.elts : [type];
  return types.some((one) => one === undefined || (one.nodeType === 'Name' && ['NameError', 'Exception', 'BaseException'].includes(one.id)));
}

export function executeWith(it: Interpreter, { items, body }: With | AsyncWith): void {
  let suppresses = false;
  for (const { context_expr, optional_vars } of items) {
    const manager = evaluate(it, context_expr);
    suppresses ||= isSuppress(context_expr);
    const entered = anyOf([...manager].map((object) => {
      if (isStream(object.kind)) return elementsOf(it, only(object), context_expr);
      if (object.origin.type !== 'instance') return only(object);
      const entries = methodsNamed(object.origin.of, '__enter__');
      const given = anyOf(entries.map((method) => callFunction(it, method, context_expr, onReceiver(only(object)))));
      mayCallMethods(it, object, context_expr, (name) => name === '__exit__');
      return given;
    }));
    if (optional_vars) assign(it, optional_vars, entered);
  }
  if (!suppresses) return execute(it, body);
  const ends = it.state.meeting();
  const seen = it.state.watch(() => it.state.follow(ends, () => it.perhaps(() => execute(it, body))));
  it.state.follow(ends, () => undefined, it.state.maybe(seen));
  it.state.meet(ends);
}

/** `with suppress(ImportError):` */
function isSuppress(node: Expr): boolean {
  const callee = node.nodeType === 'Call' ? node.func : undefined;
  return (callee?.nodeType === 'Name' && callee.id === 'suppress') || (callee?.nodeType === 'Attribute' && callee.attr === 'suppress');
}

export function executeMatch(it: Interpreter, { subject, cases }: Match): void {
  const value = evaluate(it, subject);
  const ways = cases.map(({ pattern, guard, body }) => () => {
    it.perhaps(() => {
      matchPattern(it, pattern, value);
      if (guard) evaluate(it, guard);
      execute(it, body);
    });
  });
  const isComplete = cases.some(({ pattern, guard }) => guard === undefined && pattern.nodeType === 'MatchAs' && pattern.pattern === undefined);
  it.state.alternatives(...ways, ...(isComplete ? [] : [() => undefined]));
}

function matchPattern(it: Interpreter, pattern: Pattern, value: Value): void {
  const parts = () => anyOf([value, elementsOf(it, value, pattern)]);
  switch (pattern.nodeType) {
    case 'MatchValue':
      evaluate(it, pattern.value);
      return;
    case 'MatchSingleton':
      return;
    case 'MatchSequence':
    case 'MatchOr':
      return pattern.patterns.forEach((part) => matchPattern(it, part, pattern.nodeType === 'MatchOr' ? value : parts()));
    case 'MatchMapping':
      pattern.keys.forEach((key) => evaluate(it, key));
      pattern.patterns.forEach((part) => matchPattern(it, part, anyOf([...value].map((object) => it.heap.contents(object)))));
      if (pattern.rest !== undefined) bindName(it, pattern, pattern.rest, parts());
      return;
    case 'MatchClass':
      evaluate(it, pattern.cls);
      return [...pattern.patterns, ...pattern.kwd_patterns].forEach((part) => matchPattern(it, part, anyOf([...value].map((object) => it.heap.contents(object)))));
    case 'MatchStar':
      if (pattern.name !== undefined) bindName(it, pattern, pattern.name, parts());
      return;
    case 'MatchAs':
      if (pattern.pattern) matchPattern(it, pattern.pattern, value);
      if (pattern.name !== undefined) bindName(it, pattern, pattern.name, value);
  }
}

