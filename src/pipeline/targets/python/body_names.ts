import type { ClassDef, Node, Stmt } from '../../syntax/ast';
import { walk } from '../../syntax/children';
import type { ParsedModule } from '../../syntax/parse';
import type { Scope, ScopeName } from '../../syntax/scope';
import { readBeforeBound, type Occurrences } from './read_before_bound';

/**
 * Names in text that ran as a module and is to run as the body of a function. What was a variable of the module becomes one of
 * the function; this tells where that makes a difference.
 */
export class BodyNames {
  /** become variables of the function: bound or deleted at the top level, or written by a function that declares them global */
  readonly bound: ReadonlySet<string>;
  /** of these, bound by such functions alone */
  readonly boundByFunctions: ReadonlySet<string>;
  /** read anywhere as a name of the module */
  readonly read: ReadonlySet<string>;
  /** every name that stands in the text, and every word of its strings */
  readonly mentioned: ReadonlySet<string>;
  private readonly nested: readonly Scope[];

  constructor(private readonly parsed: ParsedModule) {
    const root = parsed.scopes;
    const nested = descendants(root);
    this.nested = nested;
    const here = [...root.names.values()].filter(({ writes, deletes }) => writes.length > 0 || deletes.length > 0).map(({ name }) => name);
    const there = nested.flatMap(({ names }) => [...names.values()].filter(writesModule).map(({ name }) => name));
    this.bound = new Set([...here, ...there]);
    this.boundByFunctions = new Set(there.filter((name) => !here.includes(name)));
    this.read = new Set([root, ...nested].flatMap(({ names }) => [...names.values()].filter(readsModule).map(({ name }) => name)));
    this.mentioned = new Set(mentions(parsed.body));
    this.occurrences = (name) => ({
      name,
      reads: [root, ...nested].flatMap(({ names }) => {
        const found = names.get(name);
        return found && found.resolution === 'module' ? found.reads : [];
      }),
      writes: root.names.get(name)?.writes ?? [],
    });
  }

  private readonly occurrences: (name: string) => Occurrences;

  /** Of these names, those that may be read before the text binds them. */
  earlyReads(names: readonly string[]): ReadonlySet<string> {
    return readBeforeBound(this.parsed.body, names.map(this.occurrences));
  }

  /** Whether an import of this name is of use: one of many that `*` stands for only if the text reads it before binding it itself. */
  hasUse(name: string, isStar: boolean): boolean {
    if (!isStar) return this.mentioned.has(name);
    return this.read.has(name) && (!this.bound.has(name) || this.earlyReads([name]).has(name));
  }

  /**
   * Names that are looked for among a module's even from inside of a function: what a class reads in its body before binding it
   * there; what a function names in a string that is evaluated, `rows.query('price > @limit')`; what a function declares
   * global inside another one that has a variable of that name.
   */
  needsModule(): ReadonlySet<string> {
    return new Set(this.nested.flatMap((scope) => [...earlyInClass(scope), ...namedInStrings(scope), ...hiddenGlobals(scope)]));
  }
}

function descendants(scope: Scope): Scope[] {
  return scope.children.flatMap((child) => [child, ...descendants(child)]);
}

function writesModule({ declared, writes, deletes }: ScopeName): boolean {
  return declared === 'global' && (writes.length > 0 || deletes.length > 0);
}

function readsModule({ resolution, reads }: ScopeName): boolean {
  return resolution === 'module' && reads.length > 0;
}

/** @returns every name in the tree, and every word in its strings */
function* mentions(body: readonly Stmt[]): Generator<string> {
  for (const statement of body) {
    for (const node of walk(statement)) {
      if (node.nodeType === 'Name') yield node.id;
      else if (node.nodeType === 'Global' || node.nodeType === 'Nonlocal') yield* node.names;
      else if (node.nodeType === 'Constant' && node.type === 'str') yield* node.value.match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? [];
    }
  }
}

function earlyInClass(scope: Scope): ReadonlySet<string> {
  if (scope.kind !== 'class') return new Set();
  const names = [...scope.names.values()].filter(({ resolution, reads }) => resolution === 'local' && reads.length > 0);
  return readBeforeBound((scope.node as ClassDef).body, names);
}

/** Strings that are evaluated where they stand: behind `@` for pandas, all words for `eval` and `exec`. */
function namedInStrings(scope: Scope): string[] {
  if (scope.kind === 'class') return [];
  const found: string[] = [];
  for (const node of walk(scope.node)) {
    if (node.nodeType !== 'Call') continue;
    const method = node.func.nodeType === 'Attribute' && /^(query|eval)$/.test(node.func.attr);
    const builtin = node.func.nodeType === 'Name' && /^(eval|exec)$/.test(node.func.id);
    if (!method && !builtin) continue;
    for (const text of strings(node.args)) {
      const words = method ? text.matchAll(/@([\p{L}_][\p{L}\p{N}_]*)/gu) : text.matchAll(/([\p{L}_][\p{L}\p{N}_]*)/gu);
      // What the function itself has is found without help.
      for (const [, word = ''] of words) if (scope.names.get(word)?.resolution !== 'local') found.push(word);
    }
  }
  return found;
}

function* strings(nodes: readonly Node[]): Generator<string> {
  for (const root of nodes) for (const node of walk(root)) if (node.nodeType === 'Constant' && node.type === 'str') yield node.value;
}

function hiddenGlobals(scope: Scope): string[] {
  return [...scope.names.values()].filter(({ declared }) => declared === 'global').map(({ name }) => name).filter((name) => hidden(scope, name));
}

function hidden(scope: Scope, name: string): boolean {
  for (let around = scope.parent; around?.parent; around = around.parent) {
    if (around.kind !== 'class' && around.names.get(name)?.resolution === 'local') return true;
  }
  return false;
}

