import type { Scope } from '../syntax/scope';
import type { FunctionValue } from './callables';
import { globalNames } from './function_facts';
import type { NotebookFacts } from './notebook_facts';

/**
 * By statement: the names that functions of the notebook read which the statement can get at through its variables, whether it is seen
 * to call them or not: a pipeline of scikit-learn calls the methods of the steps that it was given.
 */
export function reachableNames(facts: NotebookFacts): ReadonlyMap<number, readonly string[]> {
  const known = new Map<FunctionValue['node'], readonly string[]>();
  const found = new Map<number, readonly string[]>();
  for (const unit of facts.units) {
    if (unit.functions.size === 0) continue;
    const names = new Set<string>();
    for (const { function: { origin } } of unit.functions.values()) {
      if (origin.type !== 'function') continue;
      const { node, source } = origin.definition;
      let read = known.get(node);
      const scope = source.scopes.scopes.get(node);
      if (!read) known.set(node, (read = scope ? namesReadBy(scope, facts) : []));
      for (const name of read) names.add(name);
    }
    if (names.size > 0) found.set(unit.id, [...names]);
  }
  return found;
}

/** What a function reads, and what the functions and classes that it names read. */
function namesReadBy(start: Scope, facts: NotebookFacts): string[] {
  const names = new Set<string>();
  const scopes = new Set([start]);
  for (const scope of scopes) {
    for (const name of globalNames(scope).reads.keys()) {
      if (names.has(name)) continue;
      const binders = facts.bindersOf(name);
      if (binders.length > 0) names.add(name);
      for (const { node, source } of binders) {
        const inner = node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'ClassDef' ? source.scopes.scopes.get(node) : undefined;
        if (inner) scopes.add(inner);
      }
    }
  }
  return [...names];
}
