import type { LocatedNode } from '../syntax/ast';
import { allArguments, type Arguments } from './arguments';
import type { FunctionValue } from './callables';
import { change } from './change';
import { globalNames } from './function_facts';
import { ANY } from './heap_object';
import type { Interpreter } from './interpreter';
import { noteDraw } from './random';
import { anyOf, either, NOTHING, only, type Value } from './value';
import { joinBindings } from './variable';

/**
 * A function is called whose body cannot be followed any deeper: it reads all that it names, and what the functions that it names
 * name; may change all of that and all it is given; and gives something that may hold any of it.
 */
export function callBlindly(it: Interpreter, definition: FunctionValue, node: LocatedNode, given: Pick<Arguments, 'positional' | 'keywords' | 'rest' | 'options'>, receiver: Value): Value {
  const seen = new Set<FunctionValue>();
  let met: Value = anyOf([receiver, ...allArguments({ ...given, receiver: NOTHING, shape: { positional: 0, keywords: new Map(), statement: false } })]);
  const waiting = [definition];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const scope = next.source.scopes.scopes.get(next.node);
    if (!scope) continue;
    const { reads, writes } = globalNames(scope);
    for (const name of reads.keys()) {
      const value = readBlindly(it, name, node);
      met = either(met, value);
      for (const { origin } of value) if (origin.type === 'function') waiting.push(origin.definition);
    }
    for (const name of writes) bindBlindly(it, name, node);
  }
  const values: Value = new Set([...met].filter(({ origin }) => origin.type !== 'function' && origin.type !== 'class'));
  change(it, values, node, { deep: 'all' });
  noteDraw(it, 'any', node);
  const result = it.object(node, undefined, 'blindly');
  it.heap.put(result, ANY, values);
  result.manifold = true;
  return only(result);
}

function readBlindly(it: Interpreter, name: string, node: LocatedNode): Value {
  const binding = it.state.get(it.notebook.variable(name));
  if (binding.here !== 'yes' && [...binding.units].some((unit) => unit !== it.unit.id)) it.unit.use(name, it.sight(node), { optional: true });
  return binding.value;
}

function bindBlindly(it: Interpreter, name: string, node: LocatedNode): void {
  const variable = it.notebook.variable(name);
  const value = it.made(node, undefined, `bound blindly to ${name}`);
  for (const object of value) object.variables.add(variable);
  it.unit.boundAt.set(name, it.sight(node));
  const bound = { value, certain: true, here: 'yes', deleted: false, units: new Set([it.unit.id]) } as const;
  it.state.set(variable, joinBindings(it.state.get(variable), bound));
}
