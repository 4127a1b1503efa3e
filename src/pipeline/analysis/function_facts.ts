import type { FunctionNode, Name, Node } from '../syntax/ast';
import { children } from '../syntax/children';
import type { Scope } from '../syntax/scope';

const generators = new WeakMap<FunctionNode, boolean>();

/** It has a `yield` of its own. */
export function isGenerator(node: FunctionNode): boolean {
  let known = generators.get(node);
  if (known === undefined) generators.set(node, (known = node.nodeType === 'Lambda' ? yields(node.body) : node.body.some(yields)));
  return known;
}

function yields(node: Node): boolean {
  if (node.nodeType === 'Yield' || node.nodeType === 'YieldFrom') return true;
  if (node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef' || node.nodeType === 'Lambda' || node.nodeType === 'ClassDef') return false;
  return children(node).some(yields);
}

/** Functions inside of it may ask for its variables after it has returned. */
export function keepsLocals(scope: Scope | undefined): boolean {
  return scope !== undefined && scope.children.some((child) => child.kind !== 'comprehension' || keepsLocals(child));
}

/** Names that code in a scope, or in one inside of it, looks for among the notebook's; each that is read with its first reading. */
export function globalNames(scope: Scope): { reads: Map<string, Name>; writes: Set<string> } {
  const reads = new Map<string, Name>();
  const writes = new Set<string>();
  const waiting = [scope];
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    for (const name of next.names.values()) {
      const isOutside = name.resolution === 'module' || (next.kind === 'class' && name.resolution === 'local');
      const [reading] = name.reads;
      if (isOutside && reading && !reads.has(name.name)) reads.set(name.name, reading);
      if (name.resolution === 'module' && name.writes.length + name.deletes.length > 0) writes.add(name.name);
    }
    waiting.push(...next.children.toReversed());
  }
  return { reads, writes };
}
