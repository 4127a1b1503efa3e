import { walk } from '../../syntax/children';
import { parsePython, type ParsedModule } from '../../syntax/parse';
import { BodyNames } from './body_names';
import { fromClause, importText } from './import_head';
import { applyEdits, type TextEdit } from './text_edit';

/**
 * `from x import *` is for modules alone: in a function it names what is used of it. Importing is done in any case, for what it
 * may do besides.
 * @param namesOf what the import statement `from x` stands for, where that is known
 * @param outputs names that are used although the text does not mention them
 */
export function withoutStarImports(parsed: ParsedModule, namesOf: (clause: string) => ReadonlySet<string>, outputs: readonly string[]): ParsedModule {
  const edits: TextEdit[] = [];
  let mentioned: ReadonlySet<string> | undefined;
  for (const statement of parsed.body) {
    for (const node of walk(statement)) {
      if (node.nodeType !== 'ImportFrom' || node.names[0]?.name !== '*') continue;
      mentioned ??= new Set([...new BodyNames(parsed).mentioned, ...outputs]);
      const clause = fromClause(node);
      const used = [...namesOf(clause)].filter((name) => mentioned!.has(name));
      const text = used.length > 0 ? importText(clause, used.map((name) => ({ name, asname: undefined }))) : `__import__("${node.module ?? ''}")`;
      // Whatever indentation the statement has, inside parentheses any other will do.
      edits.push({ ...parsed.source.range(node), text });
    }
  }
  if (edits.length === 0) return parsed;
  const edited = parsePython(applyEdits(parsed.source.text, edits));
  return edited.ok ? edited : parsed;
}
