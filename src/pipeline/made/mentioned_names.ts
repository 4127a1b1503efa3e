import type { Scope } from '../syntax/scope';
import type { ExecutedCell } from './executed_cell';

/** The session's names that a cell's statements read by themselves; where it failed, also those that functions read which it defines. */
export function mentionedNames({ parsed, broken }: ExecutedCell): ReadonlySet<string> {
  const found = new Set<string>();
  if (parsed?.parsed.ok) collect(parsed.parsed.scopes, broken, found);
  return found;
}

function collect(scope: Scope, inFunctions: boolean, found: Set<string>): void {
  for (const { name, resolution, reads } of scope.names.values()) {
    if (reads.length > 0 && (resolution === 'module' || (scope.kind === 'class' && resolution === 'local'))) found.add(name);
  }
  for (const child of scope.children) if (inFunctions || (child.kind !== 'function' && child.kind !== 'lambda')) collect(child, inFunctions, found);
}
