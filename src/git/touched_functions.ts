import type { AsyncFunctionDef, ClassDef, FunctionDef } from '../pipeline/syntax/ast';
import { parsePython, type ParsedModule } from '../pipeline/syntax/parse';
import type { Scope } from '../pipeline/syntax/scope';

/** A function or class with its lines, its decorators' included, from 1. */
interface Definition {
  readonly name: string;
  readonly first: number;
  readonly last: number;
}

/** Longer texts are not parsed: it would take half a second and more. */
export const TEXT_LIMIT = 300_000;

/**
 * Qualified names of the innermost functions and classes on the given lines of a Python source, in the order of the text; the empty
 * name, which comes first, where code outside of them is on one. Empty for what does not parse
 * or is very long.
 * @param lines from 1
 */
export function touchedFunctions(text: string, lines: readonly number[]): string[] {
  if (lines.length === 0 || text.length > TEXT_LIMIT) return [];
  const parsed = parsePython(text);
  if (!parsed.ok) return [];
  const definitions = definitionsOf(parsed);
  const touched = new Set<Definition | null>();
  for (const line of lines) touched.add(innermost(definitions, line));
  const names = definitions.filter((definition) => touched.has(definition)).map(({ name }) => name);
  return [...new Set(touched.has(null) ? ['', ...names] : names)];
}

/** Two versions' names in one list: the order of the second, then those that only the first has. */
export function inEitherVersion(before: readonly string[], after: readonly string[]): string[] {
  const names = new Set([...after, ...before]);
  const outside = names.delete('');
  return outside ? ['', ...names] : [...names];
}

/** In the order of the text, so that what is inside of another comes later. */
function definitionsOf({ scopes, source }: ParsedModule): Definition[] {
  const found: Definition[] = [];
  const waiting: { scope: Scope; prefix: string }[] = scopes.children.map((scope) => ({ scope, prefix: '' }));
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { scope } = next;
    let { prefix } = next;
    if (scope.kind === 'function' || scope.kind === 'class') {
      const node = scope.node as FunctionDef | AsyncFunctionDef | ClassDef;
      const name = `${prefix}${node.name}`;
      found.push({ name, first: source.lineAt(source.range(node).start), last: node.end_lineno });
      prefix = `${name}.`;
    }
    for (const child of scope.children) waiting.push({ scope: child, prefix });
  }
  return found.sort((a, b) => a.first - b.first || b.last - a.last);
}

function innermost(definitions: readonly Definition[], line: number): Definition | null {
  let found: Definition | null = null;
  for (const definition of definitions) {
    if (definition.first > line) break;
    if (definition.last >= line) found = definition;
  }
  return found;
}
