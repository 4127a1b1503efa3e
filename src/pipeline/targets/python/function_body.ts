import type { Global, Stmt } from '../../syntax/ast';
import { walk } from '../../syntax/children';
import type { ParsedModule } from '../../syntax/parse';
import { BUILTIN_NAMES } from '../../analysis/builtin_names';
import type { BodyNames } from './body_names';
import { INDENT, indented } from './indented';
import { pythonString } from './python_literal';
import type { TextEdit } from './text_edit';

/** What the function around a text has besides it. */
export interface FunctionFrame {
  readonly name: string;
  /** its parameters */
  readonly given: ReadonlySet<string>;
  /** what its module imports, or has imported at the start of the function */
  readonly imported: ReadonlySet<string>;
  /** by which name it calls Python's module `builtins` */
  readonly builtins: string;
}

/**
 * Text that ran as a module, as the body of a function. What a module's names are allowed and a function's are not, is said by
 * statements at its start: a builtin that is used before the text gives its name another meaning; a name that only functions
 * declared `global` bind; names that are looked for among the module's wherever they are used.
 */
export class FunctionBody {
  /** statements at the start of the function; the first may be `global` */
  readonly start: readonly string[];
  /** the text, indented; empty where there is none */
  readonly text: string;
  /** variables that stay the module's */
  readonly globals: ReadonlySet<string>;
  /** the start refers to Python's module `builtins` */
  readonly usesBuiltins: boolean;

  constructor(parsed: ParsedModule, names: BodyNames, frame: FunctionFrame) {
    const variables = new Set([...names.bound, ...frame.given]);
    const needed = [...names.needsModule()].filter((name) => variables.has(name));
    this.globals = new Set(needed.filter((name) => !frame.given.has(name)));
    const mirrored = needed.filter((name) => frame.given.has(name));
    const declared = [...names.boundByFunctions].filter((name) => !frame.given.has(name) && !frame.imported.has(name) && !this.globals.has(name));
    const builtins = this.hiddenBuiltins(names, frame);
    this.usesBuiltins = builtins.length > 0;
    this.start = [
      ...(this.globals.size > 0 ? [`global ${[...this.globals].join(', ')}`] : []),
      ...builtins.map((name) => `${name} = ${frame.builtins}.${name}`),
      ...(names.read.has('__name__') && !names.bound.has('__name__') ? ['__name__ = "__main__"'] : []),
      ...(names.read.has('__file__') && !names.bound.has('__file__') ? ['__file__: str  # a notebook has none'] : []),
      ...declared.map((name) => `${name}: object  # a function below binds it`),
      ...mirrored.map(mirror),
    ];
    const isVariable = (name: string): boolean => variables.has(name) && !this.globals.has(name);
    const edits = [...globalStatements(parsed, isVariable), ...mirrored.flatMap((name) => mirrorings(parsed, name))];
    this.text = indented(parsed.source, edits);
  }

  /** Builtins that the text has need of although it gives their names another meaning, or the function does. */
  private hiddenBuiltins(names: BodyNames, { name: step, given, imported }: FunctionFrame): string[] {
    const read = [...names.read].filter((name) => BUILTIN_NAMES.has(name) && !name.startsWith('__') && !given.has(name) && !imported.has(name));
    const early = names.earlyReads(read.filter((name) => names.bound.has(name) && !this.globals.has(name)));
    return read.filter((name) => early.has(name) || (name === step && !names.bound.has(name)));
  }
}

/** `global x` names a variable of the module, which is now one of the function around; at the top it says nothing. */
function globalStatements({ module, source }: ParsedModule, isVariable: (name: string) => boolean): TextEdit[] {
  const nested = new Set<Global>();
  const all: Global[] = [];
  for (const node of walk(module)) {
    if (node.nodeType === 'Global') all.push(node);
    if (node.nodeType !== 'FunctionDef' && node.nodeType !== 'AsyncFunctionDef' && node.nodeType !== 'ClassDef') continue;
    for (const inner of walk(node)) if (inner.nodeType === 'Global') nested.add(inner);
  }
  return all.flatMap((node) => {
    const variables = node.names.filter(isVariable);
    const rest = node.names.filter((name) => !isVariable(name));
    if (nested.has(node) && variables.length === 0) return [];
    const parts = nested.has(node)
      ? [...(rest.length > 0 ? [`global ${rest.join(', ')}`] : []), `nonlocal ${variables.join(', ')}`]
      : ['pass'];
    return [{ ...source.range(node), text: parts.join('; ') }];
  });
}

function mirror(name: string): string {
  return `globals()[${pythonString(name)}] = ${name}`;
}

/** Behind each statement that gives the name a value: it is a parameter of the function, which cannot be declared global. */
function mirrorings({ body, source }: ParsedModule, name: string): TextEdit[] {
  return body.filter((statement) => binds(statement, name)).map((statement) => {
    const end = source.offset(statement.end_lineno, Number.MAX_SAFE_INTEGER);
    return { start: end, end, text: `\n${INDENT}${mirror(name)}` };
  });
}

function binds(statement: Stmt, name: string): boolean {
  for (const node of walk(statement)) if (node.nodeType === 'Name' && node.id === name && node.ctx.nodeType === 'Store') return true;
  return false;
}
