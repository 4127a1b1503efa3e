import type { DraftName, DraftScope } from './draft_scope';

/** Finds out, for each name of each scope from the outside in, which scope holds its value. */
export function resolveNames(module: DraftScope): void {
  const waiting = [module];
  for (let scope = waiting.pop(); scope; scope = waiting.pop()) {
    for (const name of scope.names.values()) resolve(name, scope, module);
    waiting.push(...scope.children);
  }
}

function resolve(name: DraftName, scope: DraftScope, module: DraftScope): void {
  const holder = name.declared === 'global' ? module : name.bound && name.declared === undefined ? scope : enclosing(name.name, scope, module);
  name.scope = holder;
  name.resolution = holder === module ? 'module' : holder === scope ? 'local' : 'enclosing';
}

/** The scope around `scope` in which a name is looked for that it does not bind itself. */
function enclosing(name: string, scope: DraftScope, module: DraftScope): DraftScope {
  // Type parameters and aliases see the class in which they stand; a function in the class does not.
  let seesClass = scope.kind === 'type-parameters' || scope.kind === 'type-alias';
  for (let around = scope.parent; around && around !== module; around = around.parent) {
    const found = around.names.get(name);
    if (around.kind === 'class') {
      if (name === '__class__' || (seesClass && found?.bound)) return around;
    } else if (found?.declared === 'global') {
      return module;
    } else if (found?.bound && found.declared === undefined) {
      return around;
    }
    seesClass &&= around.kind === 'type-parameters' || around.kind === 'type-alias';
  }
  return module;
}
