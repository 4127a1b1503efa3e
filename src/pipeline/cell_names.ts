import type { CellNames } from '../core/cell';
import { toPython } from '../notebook/ipython/to_python';
import { BROUGHT_ALONG, BUILTIN_NAMES, IPYTHON_NAMES } from './analysis/builtin_names';
import type { Expr, LocatedNode, Stmt } from './syntax/ast';
import { parsePython, type ParsedModule } from './syntax/parse';
import type { Scope } from './syntax/scope';

/**
 * The variables of a session that a cell binds, needs and unbinds, as far as its text tells: for cells of which no kernel told. What a
 * function reads counts as read where the function is defined; a name that the cell itself has bound before is not needed.
 * @param language in VS Code's words; null is taken for Python
 * @returns null for what is not Python, or does not parse, or holds a magic that may do anything
 */
export function cellNames(source: string, language: string | null): CellNames | null {
  if (language !== null && language !== 'python') return null;
  const python = toPython({ index: 0, id: 'cell', type: 'code', source, tags: [], executionCount: null, raised: null });
  if (python.problems.some(({ severity }) => severity === 'error')) return null;
  const parsed = parsePython(python.text);
  return parsed.ok ? namesOf(parsed) : null;
}

/** Where a name surely is bound: from an offset to another. */
interface Stretch {
  readonly from: number;
  readonly to: number;
}

function namesOf(parsed: ParsedModule): CellNames {
  const { source, scopes } = parsed;
  const endOf = (node: LocatedNode): number => source.range(node).end;
  const bound = new Map<string, Stretch[]>();
  noteBound(parsed.body, Infinity, endOf, bound);

  const read = new Set<string>();
  for (const { name, node, later } of readings(scopes, false)) {
    const at = endOf(node);
    if (!bound.get(name)?.some(({ from, to }) => later || (from < at && at <= to))) read.add(name);
  }
  const defined: string[] = [];
  const deleted: string[] = [];
  for (const { name, writes, deletes } of scopes.names.values()) {
    const lastOf = (nodes: readonly LocatedNode[]): number => Math.max(-1, ...nodes.map((node) => endOf(node)));
    if (writes.length + deletes.length === 0) continue;
    (lastOf(deletes) > lastOf(writes) ? deleted : defined).push(name);
  }
  defined.push(...boundByFunctions(scopes));
  return { defined: [...new Set(defined)].sort(), read: [...read].filter(isVariable).sort(), deleted: deleted.sort() };
}

function isVariable(name: string): boolean {
  return !BUILTIN_NAMES.has(name) && !BROUGHT_ALONG.has(name) && !IPYTHON_NAMES.has(name);
}

/** @param to the end of the branch that the statements are in; loops are taken to be gone through */
function noteBound(body: readonly Stmt[], to: number, endOf: (node: LocatedNode) => number, found: Map<string, Stretch[]>): void {
  const note = (name: string, from: number): unknown => found.set(name, [...(found.get(name) ?? []), { from, to }]);
  for (const node of body) {
    for (const name of boundBy(node)) note(name, endOf(node));
    switch (node.nodeType) {
      case 'With':
      case 'AsyncWith':
        for (const { optional_vars: target } of node.items) if (target) for (const name of targetNames(target)) note(name, endOf(target));
        noteBound(node.body, to, endOf, found);
        break;
      case 'For':
      case 'AsyncFor':
        for (const name of targetNames(node.target)) note(name, endOf(node.target));
        noteBound(node.body, to, endOf, found);
        break;
      case 'While':
        noteBound(node.body, to, endOf, found);
        break;
      case 'If':
      case 'Try':
      case 'TryStar':
        for (const branch of [node.body, node.orelse, ...('handlers' in node ? node.handlers.map((handler) => handler.body) : [])]) {
          const last = branch.at(-1);
          if (last) noteBound(branch, endOf(last), endOf, found);
        }
        if ('finalbody' in node) noteBound(node.finalbody, to, endOf, found);
        break;
      default:
    }
  }
}

function boundBy(node: Stmt): string[] {
  switch (node.nodeType) {
    case 'Assign':
      return node.targets.flatMap(targetNames);
    case 'AnnAssign':
      return node.value ? targetNames(node.target) : [];
    case 'FunctionDef':
    case 'AsyncFunctionDef':
    case 'ClassDef':
      return [node.name];
    case 'Import':
      return node.names.map(({ name, asname }) => asname ?? name.split('.', 1)[0]!);
    case 'ImportFrom':
      return node.names.map(({ name, asname }) => asname ?? name);
    default:
      return [];
  }
}

function targetNames(target: Expr): string[] {
  if (target.nodeType === 'Name') return [target.id];
  if (target.nodeType === 'Starred') return targetNames(target.value);
  return target.nodeType === 'Tuple' || target.nodeType === 'List' ? target.elts.flatMap(targetNames) : [];
}

interface Reading {
  readonly name: string;
  readonly node: LocatedNode;
  /** in a function, which is called behind it */
  readonly later: boolean;
}

function* readings(scope: Scope, later: boolean): Generator<Reading> {
  for (const { name, resolution, reads } of scope.names.values()) {
    const isOutside = resolution === 'module' || (scope.kind === 'class' && resolution === 'local');
    if (isOutside) for (const node of reads) yield { name, node, later };
  }
  for (const child of scope.children) yield* readings(child, later || child.kind === 'function' || child.kind === 'lambda');
}

/** Names that functions declare `global` and give a value. */
function* boundByFunctions(scope: Scope): Generator<string> {
  for (const child of scope.children) {
    for (const { name, declared, writes } of child.names.values()) if (declared === 'global' && writes.length > 0) yield name;
    yield* boundByFunctions(child);
  }
}
