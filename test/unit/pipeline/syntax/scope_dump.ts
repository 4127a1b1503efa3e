import type { Module, Name } from '../../../../src/pipeline/syntax/ast';
import { resolveScopes } from '../../../../src/pipeline/syntax/resolve_scopes';
import type { Scope, ScopeName } from '../../../../src/pipeline/syntax/scope';

/** The scopes of a module as lines of text: the twin of python/tests/pipeline_cases/scope_dump.py. */
export function dumpScopes(module: Module): string {
  const root = resolveScopes(module);
  // CPython's table does not have them when `from __future__ import annotations` defers them all.
  const deferred = root.names.get('annotations')?.writes.some((node) => node.nodeType === 'Alias') ? root.unevaluated : new Set<Name>();
  return dump(root, 0, ({ resolution, reads, writes, deletes, declared }) => resolution === 'local' || writes.length + deletes.length > 0 || declared !== undefined || !(reads.length > 0 && reads.every((name) => deferred.has(name))));
}

function dump(scope: Scope, depth: number, isShown: (name: ScopeName) => boolean): string {
  const names = { parameters: [...scope.parameters], local: [] as string[], cell: [] as string[], free: [] as string[], module: [] as string[] };
  for (const entry of scope.names.values()) {
    const { name, resolution } = entry;
    if (!isShown(entry)) continue;
    // CPython's table has what type parameters see of a class among the module's names, and tells the two apart when it runs.
    if (resolution === 'module' || (entry.scope.kind === 'class' && entry.scope !== scope && name !== '__class__')) {
      if (name !== '__class__') names.module.push(name);
    } else if (resolution === 'enclosing') {
      names.free.push(name);
    } else {
      names[isTakenFrom(scope, name) ? 'cell' : 'local'].push(name);
    }
  }
  const words = Object.entries(names).flatMap(([kind, found]) => (found.length > 0 ? [`${kind}=${found.sort().join(',')}`] : []));
  const inside = scope.children.map((child) => dump(child, depth + 1, isShown)).sort();
  return `${' '.repeat(depth)}${[scope.name, ...words].join(' ')}\n${inside.join('')}`;
}

/** Whether a scope inside takes this name of a function from it. */
function isTakenFrom(holder: Scope, name: string, scope: Scope = holder): boolean {
  if (holder.kind === 'class') return false;
  return scope.children.some((child) => {
    const found = child.names.get(name);
    return (found?.resolution === 'enclosing' && found.scope === holder) || isTakenFrom(holder, name, child);
  });
}
