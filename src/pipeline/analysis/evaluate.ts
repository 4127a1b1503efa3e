import type { Expr } from '../syntax/ast';
import { loadAttribute } from './attribute';
import { assign } from './bind';
import { call } from './call';
import { comprehension, generator } from './comprehension';
import { makeLambda } from './define';
import { dictDisplay, literal, sequenceDisplay, textDisplay } from './displays';
import { elementsOf } from './iterate';
import type { Interpreter } from './interpreter';
import { loadName } from './names';
import { binary, comparison, unary } from './operators';
import { loadElement } from './subscript';
import { certainly } from './truth';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** Follows an expression, and tells what it may evaluate to. */
export function evaluate(it: Interpreter, node: Expr): Value {
  switch (node.nodeType) {
    case 'Constant':
      return literal(it, node);
    case 'Name':
      return loadName(it, node);
    case 'Attribute':
      return loadAttribute(it, node);
    case 'Subscript':
      return loadElement(it, node);
    case 'Call':
      return call(it, node);
    case 'List':
    case 'Set':
    case 'Tuple':
      return sequenceDisplay(it, node);
    case 'Dict':
      return dictDisplay(it, node);
    case 'ListComp':
    case 'SetComp':
    case 'DictComp':
      return comprehension(it, node);
    case 'GeneratorExp':
      return generator(it, node);
    case 'Lambda':
      return makeLambda(it, node);
    case 'BinOp':
      return binary(it, node);
    case 'UnaryOp':
      return unary(it, node);
    case 'Compare':
      return comparison(it, node);
    case 'BoolOp':
      return shortCircuit(it, node.values);
    case 'IfExp':
      return conditional(it, node.test, node.body, node.orelse);
    case 'NamedExpr': {
      const value = evaluate(it, node.value);
      assign(it, node.target, value);
      return value;
    }
    case 'JoinedStr':
      return textDisplay(it, node);
    case 'TemplateStr':
      node.values.forEach((part) => evaluate(it, part));
      return it.made(node, undefined);
    case 'FormattedValue':
    case 'Interpolation':
      evaluate(it, node.value);
      if (node.format_spec) evaluate(it, node.format_spec);
      return only(it.heap.immutable('string'));
    case 'Starred':
      return elementsOf(it, evaluate(it, node.value), node);
    case 'Slice':
      for (const part of [node.lower, node.upper, node.step]) if (part) evaluate(it, part);
      return NOTHING;
    case 'Await':
      return evaluate(it, node.value);
    case 'Yield':
    case 'YieldFrom': {
      const value = node.value ? evaluate(it, node.value) : NOTHING;
      it.frame.yielded = either(it.frame.yielded, node.nodeType === 'Yield' ? value : elementsOf(it, value, node));
      return NOTHING;
    }
  }
}

/** Follows what stands before the parentheses, or the dot, of a call: a function's name there is not handed to anybody. */
export function evaluateCalled(it: Interpreter, node: Expr): Value {
  return node.nodeType === 'Name' ? loadName(it, node, true) : evaluate(it, node);
}

/** `a and b or c`: those behind the first may not be evaluated. */
function shortCircuit(it: Interpreter, [first, ...others]: readonly Expr[]): Value {
  if (!first) return NOTHING;
  let value = evaluate(it, first);
  for (const other of others) {
    it.state.alternatives(
      () => it.perhaps(() => (value = either(value, evaluate(it, other)))),
      () => undefined,
    );
  }
  return value;
}

function conditional(it: Interpreter, test: Expr, body: Expr, orelse: Expr): Value {
  evaluate(it, test);
  const decided = certainly(test);
  if (decided !== undefined) return evaluate(it, decided ? body : orelse);
  const values: Value[] = [];
  it.state.alternatives(...[body, orelse].map((way) => () => it.perhaps(() => values.push(evaluate(it, way)))));
  return anyOf(values);
}
