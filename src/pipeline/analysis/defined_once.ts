import type { ModuleScope } from '../syntax/scope';

/** Functions at the top level, not under a condition, whose name nothing else in the notebook gives a value or takes away. */
export function definedOnce(cells: readonly { readonly scopes: ModuleScope }[]): Set<object> {
  const writings = new Map<string, number>();
  for (const { scopes } of cells) {
    for (const scope of [scopes, ...descendants(scopes)]) {
      for (const name of scope.names.values()) {
        if (name.resolution === 'module') writings.set(name.name, (writings.get(name.name) ?? 0) + name.writes.length + name.deletes.length);
      }
    }
  }
  const found = new Set<object>();
  for (const { scopes } of cells) {
    if (scopes.node.nodeType !== 'Module') continue;
    for (const node of scopes.node.body) {
      if ((node.nodeType === 'FunctionDef' || node.nodeType === 'AsyncFunctionDef') && writings.get(node.name) === 1) found.add(node);
    }
  }
  return found;
}

function descendants(scope: ModuleScope['children'][number]): ModuleScope['children'][number][] {
  return scope.children.flatMap((child) => [child, ...descendants(child)]);
}
