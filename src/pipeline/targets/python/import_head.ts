import type { Alias, ImportFrom } from '../../syntax/ast';
import type { Statement } from './cell_text';
import { filledList } from './filled_list';

/** An import statement for the head of a module. */
export interface ImportSource {
  readonly statement: Statement;
  /** the statement with its comments, as it stands in the notebook */
  readonly text: string;
  /** a blank line sets it apart from what stands before it in its cell */
  readonly isApart: boolean;
}

/** An import at the head of a module, or at the start of its function. */
export interface HeadImport {
  readonly text: string;
  /** what it binds, as far as it is in use */
  readonly names: readonly string[];
  /** a blank line stands before it */
  readonly isApart: boolean;
  /** changes how the text after it is read, and comes before everything else */
  readonly isFuture: boolean;
}

/**
 * Imports for one module in the notebook's order: each name once, and those alone that are in use there.
 * @param isUsedElsewhere whether names that the text has no use for are imported for the sake of other modules' text, and not for
 *   what importing does
 * @param isUsed whether the module's text has use for a name, also for one of all those that `*` stands for
 */
export function headImports(sources: readonly ImportSource[], isUsed: (name: string, isStar: boolean) => boolean, isUsedElsewhere: (names: readonly string[]) => boolean): HeadImport[] {
  const seen = new Set<string>();
  const found: HeadImport[] = [];
  let apart = false;
  const add = (text: string, names: readonly string[], isFuture = false): void => {
    found.push({ text, names, isApart: apart, isFuture });
    apart = false;
  };
  for (const { statement, text, isApart } of sources) {
    apart ||= isApart;
    const { node, unit } = statement;
    const writes = unit?.writes.filter(({ how }) => how !== 'delete').map(({ subject }) => subject) ?? [];
    if (node.nodeType !== 'Import' && node.nodeType !== 'ImportFrom') {
      if (!seen.has(text)) add(text, writes);
      seen.add(text);
      continue;
    }
    const from = node.nodeType === 'ImportFrom' ? fromClause(node) : undefined;
    const all = node.names.flatMap((alias) => (alias.name === '*' ? starAliases(writes) : [alias])).filter((alias) => !isBrought(from, alias));
    if (all.length === 0 && node.names[0]!.name !== '*') continue;
    const fresh = all.filter((alias) => !seen.has(keyOf(from, alias)));
    const isStar = node.names[0]!.name === '*';
    const hasUse = (alias: NamedImport): boolean => isUsed(boundName(alias), isStar);
    const used = isStar || all.some(hasUse) || isUsedElsewhere(all.map(boundName)) ? fresh.filter(hasUse) : fresh;
    for (const alias of used) seen.add(keyOf(from, alias));
    const names = used.map(boundName);
    if (isStar && writes.length === 0) add(text, []);
    else if (used.length === node.names.length && !isStar) add(text, names, isFutureImport(statement));
    else if (used.length > 0) add(withStatement(text, importText(from, used)), names, isFutureImport(statement));
  }
  return found;
}

/** Imports below each other, in the groups that the notebook has them in. */
export function importLines(imports: readonly HeadImport[]): string {
  return imports.map(({ text, isApart }, index) => (isApart && index > 0 ? `\n${text}` : text)).join('\n');
}

type NamedImport = Pick<Alias, 'name' | 'asname'>;

/** `from x import ` with the names that are asked for, in place of all that `*` stands for. */
export function importText(from: string | undefined, aliases: readonly NamedImport[]): string {
  const items = aliases.map(({ name, asname }) => (asname === undefined ? name : `${name} as ${asname}`));
  return from === undefined ? `import ${items.join(', ')}` : filledList(`${from} import `, items, '', { loose: true });
}

/** `from .x` as far as the word `import`. */
export function fromClause({ level, module = '' }: ImportFrom): string {
  return `from ${'.'.repeat(level)}${module}`;
}

export function isFutureImport({ node }: Statement): boolean {
  return node.nodeType === 'ImportFrom' && node.module === '__future__';
}


/** IPython's `display`, outside of IPython, prints only: pipelines bring their own. */
export function isBrought(from: string | undefined, { name, asname }: NamedImport): boolean {
  return name === 'display' && (asname === undefined || asname === name) && /^from IPython\.(core\.)?display\w*$/.test(from ?? '');
}

function starAliases(names: readonly string[]): NamedImport[] {
  return names.map((name) => ({ name, asname: undefined }));
}

function boundName({ name, asname }: NamedImport): string {
  return asname ?? name.split('.', 1)[0]!;
}

function keyOf(from: string | undefined, { name, asname }: NamedImport): string {
  return `${from ?? ''} import ${name} as ${asname ?? ''}`;
}

/** The comments of an import stay with it when its list of names becomes shorter. */
function withStatement(text: string, statement: string): string {
  const lines = text.split('\n');
  const above = lines.slice(0, lines.findIndex((line) => !line.startsWith('#')));
  const behind = /#.*$/.exec(lines.at(-1)!)?.[0];
  return [...above, behind === undefined ? statement : `${statement}  ${behind}`].join('\n');
}
