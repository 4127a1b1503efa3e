import { statementsOf } from './python_statements';
import { pythonText, pythonValue } from './python_value';

export interface CellParam {
  readonly name: string;
  /** as Python's `str` gives it */
  readonly value: string;
}

const ASSIGNED = /^([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?::[^=]*)?=(?!=)/u;
const CHANGED = /^([\p{L}_][\p{L}\p{N}_]*)[ \t]*(?:\[|\*\*=|\/\/=|<<=|>>=|[-+*/%&|^@]=)/u;
/** What a block begins with, where the block follows on the same line. */
const BLOCK = /^(?:if|elif|else|for|while|with|try|except|finally|async|match|case|class|def)\b[^:\n]{0,400}:[ \t]*/;
/** Longer sources are no list of params. */
const LONGEST_SOURCE = 200_000;

/**
 * The params that a cell of parameters sets: `name = literal`, of which the last counts, in the order of the source. A name that
 * gets something else as well, or in a block, is none, since its value is not known from the source.
 */
export function cellParams(source: string): CellParam[] {
  if (source.length > LONGEST_SOURCE) return [];
  const params = new Map<string, string | null>();
  for (const { text, top } of statementsOf(source)) {
    const inner = text.replace(BLOCK, '');
    const { names, value } = assignment(inner);
    for (const name of names) params.set(name, top && inner === text ? value : null);
  }
  return [...params].flatMap(([name, value]) => (value === null ? [] : [{ name, value }]));
}

/** The names that a statement gives a value, `a = b = 3` several, and the value where it is a literal. */
function assignment(statement: string): { names: string[]; value: string | null } {
  const names: string[] = [];
  let rest = statement;
  for (let match = ASSIGNED.exec(rest); match; match = ASSIGNED.exec(rest)) {
    names.push(match[1] ?? '');
    rest = rest.slice(match[0].length).trim();
  }
  const changed = CHANGED.exec(statement);
  if (changed) return { names: [changed[1] ?? ''], value: null };
  const value = names.length > 0 ? pythonValue(rest) : null;
  return { names, value: value && pythonText(value) };
}
