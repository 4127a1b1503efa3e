import type { LocatedNode } from '../ast';
import { Interruption } from '../interruption';
import type { Scope, ScopeName } from '../scope';
import type { SourceText } from '../source_text';

/** Refuses statements `global` and `nonlocal` that come too late or name nothing, and parameters of one name. */
export function checkDeclarations(scope: Scope, source: SourceText): void {
  for (const name of scope.names.values()) {
    checkDeclaration(name, scope, source);
    const again = name.parameter ? name.writes.filter(({ nodeType }) => nodeType === 'Arg')[1] : undefined;
    if (again) throw new Interruption(`duplicate argument '${name.name}' in function definition`, source.range(again).start);
  }
  for (const child of scope.children) checkDeclarations(child, source);
}

function checkDeclaration({ name, declared, declarations, parameter, resolution, reads, writes, deletes }: ScopeName, scope: Scope, source: SourceText): void {
  const [statement] = declarations;
  if (!statement) return;
  const { start } = source.range(statement);
  const refuse = (message: string) => {
    throw new Interruption(message, start);
  };
  if (parameter) refuse(`name '${name}' is parameter and ${declared}`);
  if (declared === 'nonlocal' && scope.kind === 'module') refuse('nonlocal declaration not allowed at module level');
  if (declared === 'nonlocal' && resolution === 'module') refuse(`no binding for nonlocal '${name}' found`);
  const isBefore = (node: LocatedNode) => source.range(node).start < start;
  if ([...writes, ...deletes].some(isBefore)) refuse(`name '${name}' is assigned to before ${declared} declaration`);
  if (reads.some(isBefore)) refuse(`name '${name}' is used prior to ${declared} declaration`);
}
