import type { Comprehension, DictComp, Expr, GeneratorExp, ListComp, SetComp } from '../syntax/ast';
import { assign } from './bind';
import { evaluate } from './evaluate';
import { Frame } from './frame';
import { ANY } from './heap_object';
import { elementsOf } from './iterate';
import type { Interpreter } from './interpreter';
import { only, type Value } from './value';

export function comprehension(it: Interpreter, node: ListComp | SetComp | DictComp): Value {
  const kind = node.nodeType === 'ListComp' ? 'list' : node.nodeType === 'SetComp' ? 'set' : 'dict';
  return collect(it, node, kind);
}

/** A generator expression runs when it is gone through; what it needs is noted where it stands. */
export function generator(it: Interpreter, node: GeneratorExp): Value {
  return collect(it, node, 'generator');
}

function collect(it: Interpreter, node: ListComp | SetComp | DictComp | GeneratorExp, kind: 'list' | 'set' | 'dict' | 'generator'): Value {
  const made = it.object(node, kind);
  const [first, ...others] = node.generators;
  if (!first) return only(made);
  const firstIterable = evaluate(it, first.iter);
  const outer = it.frame;
  it.frame = new Frame(it.source.scopes.scopes.get(node), outer, outer.callee, outer.inClass);
  it.state.alternatives(
    () => {
      clause(it, first, firstIterable);
      for (const other of others) clause(it, other, evaluate(it, other.iter));
      if (node.nodeType === 'DictComp') evaluate(it, node.key);
      it.heap.put(made, ANY, evaluate(it, node.nodeType === 'DictComp' ? node.value : node.elt));
    },
    () => undefined,
  );
  it.state.forget(it.frame.all());
  outer.yielded = it.frame.yielded;
  it.frame = outer;
  return only(made);
}

function clause(it: Interpreter, { target, ifs }: Comprehension, iterable: Value): void {
  assign(it, target, elementsOf(it, iterable, target));
  ifs.forEach((condition: Expr) => evaluate(it, condition));
}
