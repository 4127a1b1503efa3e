import type { Expr, Module, Stmt } from '../syntax/ast';
import { walk } from '../syntax/children';
import { resolveScopes } from '../syntax/resolve_scopes';
import type { ScopeName } from '../syntax/scope';

export interface PublicNames {
  readonly names: readonly string[];
  /** star imports among which more names may come: `from ..module import *` */
  readonly stars: readonly { readonly level: number; readonly module: string }[];
}

/**
 * The names that a star import of a module takes, as its text tells them.
 * @param isPackage it is an `__init__.py`
 * @returns null where `__all__` is computed
 */
export function publicNames(module: Module, isPackage: boolean): PublicNames | null {
  const imported: Module = { ...module, body: module.body.flatMap(whenImported) };
  const { names } = resolveScopes(imported);
  const declared = names.get('__all__');
  if (declared && declared.writes.length > 0) {
    const listed = declaredNames(imported, declared);
    return listed && { names: listed, stars: [] };
  }
  const found = new Set([...names.values()].filter(staysBound).map(({ name }) => name));
  const stars: { level: number; module: string }[] = [];
  for (const node of walk(imported)) {
    if (node.nodeType !== 'ImportFrom') continue;
    if (node.names.some(({ name }) => name === '*')) stars.push({ level: node.level, module: node.module ?? '' });
    // Importing from a module of its own makes that module a name of the package.
    if (isPackage && node.level === 1 && node.module !== undefined) found.add(node.module.split('.', 1)[0]!);
  }
  return { names: [...found].filter((name) => !name.startsWith('_')), stars };
}

/** What is below `if __name__ == "__main__"` does not run when the module is imported. */
function whenImported(statement: Stmt): readonly Stmt[] {
  if (statement.nodeType !== 'If' || statement.test.nodeType !== 'Compare') return [statement];
  const { left, ops, comparators } = statement.test;
  const isMain = isName(left, '__name__') && ops[0]?.nodeType === 'Eq' && comparators[0]?.nodeType === 'Constant' && comparators[0].value === '__main__';
  return isMain ? statement.orelse : [statement];
}

function staysBound({ writes, deletes }: ScopeName): boolean {
  return deletes.length === 0 && writes.some(({ nodeType }) => nodeType !== 'ExceptHandler');
}

/** `__all__ = [...]`, with `+=`, `extend`, `append` and `remove` at the module's top level. */
function declaredNames(module: Module, declared: ScopeName): string[] | null {
  const names = new Set<string>();
  let explained = 0;
  for (const statement of module.body) {
    if (statement.nodeType === 'Assign' && statement.targets.length === 1 && isName(statement.targets[0]!, '__all__')) names.clear();
    const change = changeOf(statement);
    if (!change) continue;
    if (!change.strings) return null;
    for (const name of change.strings) {
      if (change.removes) names.delete(name);
      else names.add(name);
    }
    explained += change.mentions;
  }
  return explained === declared.reads.length + declared.writes.length ? [...names] : null;
}

interface Change {
  /** undefined where they are computed */
  readonly strings: readonly string[] | undefined;
  readonly removes: boolean;
  /** how often `__all__` is read and written by it */
  readonly mentions: number;
}

function changeOf(statement: Stmt): Change | undefined {
  switch (statement.nodeType) {
    case 'Assign':
      return statement.targets.some((target) => isName(target, '__all__')) ? { strings: stringsOf(statement.value), removes: false, mentions: 1 } : undefined;
    case 'AnnAssign':
      return isName(statement.target, '__all__') && statement.value ? { strings: stringsOf(statement.value), removes: false, mentions: 1 } : undefined;
    case 'AugAssign':
      return isName(statement.target, '__all__') ? { strings: stringsOf(statement.value), removes: false, mentions: 2 } : undefined;
    case 'Expr': {
      const call = statement.value;
      if (call.nodeType !== 'Call' || call.func.nodeType !== 'Attribute' || !isName(call.func.value, '__all__')) return undefined;
      const [argument] = call.args;
      const isMany = call.func.attr === 'extend';
      if (!argument || !['extend', 'append', 'remove'].includes(call.func.attr)) return { strings: undefined, removes: false, mentions: 1 };
      return { strings: isMany ? stringsOf(argument) : stringOf(argument), removes: call.func.attr === 'remove', mentions: 1 };
    }
    default:
      return undefined;
  }
}

function stringsOf(value: Expr): string[] | undefined {
  if (value.nodeType === 'BinOp' && value.op.nodeType === 'Add') {
    const [left, right] = [stringsOf(value.left), stringsOf(value.right)];
    return left && right && [...left, ...right];
  }
  if (value.nodeType !== 'List' && value.nodeType !== 'Tuple') return undefined;
  const strings = value.elts.map(stringOf);
  return strings.every((string) => string !== undefined) ? strings.flat() : undefined;
}

function stringOf(value: Expr): string[] | undefined {
  return value.nodeType === 'Constant' && value.type === 'str' ? [value.value] : undefined;
}

function isName(node: Expr, id: string): boolean {
  return node.nodeType === 'Name' && node.id === id;
}
