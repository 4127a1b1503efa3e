import type { Stmt } from '../syntax/ast';
import type { ParsedModule } from '../syntax/parse';
import type { Scope } from '../syntax/scope';

/** The names that a definition mentions only inside of functions, where they are needed when those are called and not before. */
export function bodyNames(node: Stmt | undefined, { scopes }: ParsedModule): ReadonlySet<string> {
  if (node?.nodeType !== 'FunctionDef' && node?.nodeType !== 'AsyncFunctionDef' && node?.nodeType !== 'ClassDef') return new Set();
  const scope = scopes.scopes.get(node);
  if (!scope) return new Set();
  const later = new Set<string>();
  const atOnce = new Set<string>();
  collect(scope, scope.kind === 'function', later, atOnce);
  // Defaults, decorators, base classes and annotations are read around it.
  for (const outer of [scopes, ...scopes.children.filter(({ kind }) => kind !== 'function' && kind !== 'lambda' && kind !== 'class')]) {
    for (const { name, reads } of outer.names.values()) {
      if (reads.some(({ lineno }) => lineno >= firstLine(node) && lineno <= node.end_lineno)) atOnce.add(name);
    }
  }
  return new Set([...later].filter((name) => !atOnce.has(name)));
}

function collect(scope: Scope, isLater: boolean, later: Set<string>, atOnce: Set<string>): void {
  for (const { name, reads } of scope.names.values()) if (reads.length > 0) (isLater ? later : atOnce).add(name);
  for (const child of scope.children) collect(child, isLater || child.kind === 'function' || child.kind === 'lambda', later, atOnce);
}

function firstLine(node: Extract<Stmt, { decorator_list: unknown }>): number {
  return Math.min(node.lineno, ...node.decorator_list.map(({ lineno }) => lineno));
}
