import type { Call, Expr } from '../syntax/ast';
import { partOf, type Arguments } from './arguments';
import { callObject } from './call';
import { anyArguments } from './arguments';
import { ANY, type HeapObject } from './heap_object';
import type { Interpreter } from './interpreter';
import { elementsOf } from './iterate';
import { keyOf } from './subscript';
import { anyOf, either, NOTHING, only, type Value } from './value';

/** What a method of a list, dictionary or set takes in and gives, exactly; undefined for other objects and methods. */
export function methodOfContainer(it: Interpreter, node: Expr, method: string, given: Arguments): Value | undefined {
  const results: Value[] = [];
  for (const receiver of given.receiver) {
    const result = methodOf(it, node, receiver, method, given);
    if (!result) return undefined;
    results.push(result);
  }
  return anyOf(results);
}

function methodOf(it: Interpreter, node: Expr, receiver: HeapObject, method: string, given: Arguments): Value | undefined {
  switch (receiver.kind) {
    case 'list':
      return methodOfList(it, node, receiver, method, given);
    case 'dict':
      return methodOfDict(it, node, receiver, method, given);
    case 'set':
      return methodOfSet(it, node, receiver, method, given);
    default:
      return undefined;
  }
}

function methodOfList(it: Interpreter, node: Expr, list: HeapObject, method: string, given: Arguments): Value | undefined {
  switch (method) {
    case 'append':
    case 'appendleft':
      it.heap.put(list, ANY, partOf(0, given));
      it.heap.blur(list);
      return only(it.heap.immutable('none'));
    case 'insert':
      it.heap.put(list, ANY, partOf(1, given));
      it.heap.blur(list);
      return only(it.heap.immutable('none'));
    case 'extend':
    case 'extendleft':
      it.heap.put(list, ANY, elementsOf(it, partOf(0, given), node));
      it.heap.blur(list);
      return only(it.heap.immutable('none'));
    case 'pop':
    case 'popleft':
      it.heap.blur(list);
      return it.heap.contents(list);
    case 'sort':
    case 'reverse':
    case 'remove':
    case 'rotate':
      it.heap.blur(list);
      return only(it.heap.immutable('none'));
    case 'copy':
      return collected(it, node, 'list', it.heap.contents(list));
    default:
      return undefined;
  }
}

function methodOfDict(it: Interpreter, node: Expr, dict: HeapObject, method: string, given: Arguments): Value | undefined {
  const [first] = node.nodeType === 'Call' && given.positional.length > 0 ? node.args : [];
  const key = first ? keyOf(first, partOf(0, given)) : ANY;
  const otherwise = given.positional[1] ?? given.keywords.get('default') ?? NOTHING;
  switch (method) {
    case 'get':
    case 'pop':
      return either(it.heap.get(dict, key), otherwise);
    case 'setdefault':
      it.heap.put(dict, key, otherwise);
      return it.heap.get(dict, key);
    case 'update':
      for (const other of partOf(0, given)) it.heap.put(dict, ANY, other.kind === 'dict' ? it.heap.contents(other) : valuesOfPairs(it, only(other), node));
      for (const [name, value] of given.keywords) it.heap.put(dict, `["${name}"]`, value);
      it.heap.put(dict, ANY, given.options);
      return only(it.heap.immutable('none'));
    case 'keys':
      return collected(it, node, 'iterator', NOTHING);
    case 'values':
      return collected(it, node, 'iterator', it.heap.contents(dict));
    case 'items':
      return collected(it, node, 'iterator', pair(it, node, NOTHING, it.heap.contents(dict)));
    case 'copy': {
      const copy = it.object(node, 'dict');
      for (const [name, value] of dict.fields) it.heap.put(copy, name, value);
      return only(copy);
    }
    default:
      return undefined;
  }
}

function methodOfSet(it: Interpreter, node: Expr, set: HeapObject, method: string, given: Arguments): Value | undefined {
  const added = () => anyOf(given.positional.map((value) => elementsOf(it, value, node)));
  switch (method) {
    case 'add':
      it.heap.put(set, ANY, partOf(0, given));
      return only(it.heap.immutable('none'));
    case 'update':
      it.heap.put(set, ANY, added());
      return only(it.heap.immutable('none'));
    case 'copy':
    case 'union':
    case 'intersection':
    case 'difference':
    case 'symmetric_difference':
      return collected(it, node, 'set', either(it.heap.contents(set), added()));
    default:
      return undefined;
  }
}

/** What a builtin that collects or goes through others gives, exactly; undefined for other functions. */
export function collect(it: Interpreter, node: Call, path: string, given: Arguments): Value | undefined {
  if (given.rest.size > 0 || given.options.size > 0) return undefined;
  const elements = (position: number) => (position < given.positional.length ? elementsOf(it, given.positional[position]!, node) : NOTHING);
  switch (path) {
    case 'builtins.list':
    case 'builtins.sorted':
      return given.keywords.has('key') ? undefined : collected(it, node, 'list', elements(0));
    case 'builtins.tuple':
    case 'builtins.set':
      return collected(it, node, path === 'builtins.set' ? 'set' : 'tuple', elements(0));
    case 'builtins.dict': {
      const dict = it.object(node, 'dict');
      for (const other of given.positional[0] ?? NOTHING) it.heap.put(dict, ANY, other.kind === 'dict' ? it.heap.contents(other) : valuesOfPairs(it, only(other), node));
      for (const [name, value] of given.keywords) it.heap.put(dict, `["${name}"]`, value);
      return only(dict);
    }
    case 'builtins.iter':
      return given.positional.length === 1 ? collected(it, node, 'iterator', elements(0)) : undefined;
    case 'builtins.reversed':
      return collected(it, node, 'iterator', elements(0));
    case 'builtins.enumerate':
      return collected(it, node, 'iterator', pair(it, node, NOTHING, elements(0)));
    case 'builtins.zip': {
      const tuple = it.object(node, 'tuple', 'pair');
      given.positional.forEach((_, position) => it.heap.put(tuple, `[${position}]`, elements(position)));
      return collected(it, node, 'iterator', only(tuple));
    }
    case 'builtins.map':
    case 'builtins.filter': {
      const arguments_ = anyOf(given.positional.slice(1).map((_, index) => elements(index + 1)));
      const results = [...(given.positional[0] ?? NOTHING)].map((callee) => (callee.kind === 'none' ? NOTHING : callObject(it, node, callee, anyArguments(arguments_))));
      return collected(it, node, 'iterator', path === 'builtins.map' ? anyOf(results) : elements(1));
    }
    default:
      return undefined;
  }
}

function collected(it: Interpreter, node: Expr, kind: 'list' | 'tuple' | 'set' | 'iterator', elements: Value): Value {
  const made = it.object(node, kind);
  it.heap.put(made, ANY, elements);
  return only(made);
}

function pair(it: Interpreter, node: Expr, first: Value, second: Value): Value {
  const tuple = it.object(node, 'tuple', 'pair');
  it.heap.put(tuple, '[0]', first);
  it.heap.put(tuple, '[1]', second);
  return only(tuple);
}

function valuesOfPairs(it: Interpreter, pairs: Value, node: Expr): Value {
  return elementsOf(it, elementsOf(it, pairs, node), node, '[1]');
}
