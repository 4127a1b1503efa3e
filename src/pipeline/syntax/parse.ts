import { parse } from 'py-ast';
import type { Await, Comprehension, AsyncFor, AsyncWith, Module, Stmt } from './ast';
import type { SyntaxFault } from './fault';
import { SourceText } from './source_text';
import { typedTree } from './typed_tree';

/** Python source that parses, and that CPython would compile. */
export interface ParsedModule {
  readonly ok: true;
  readonly source: SourceText;
  readonly module: Module;
  /** the module's statements */
  readonly body: readonly Stmt[];
  /** `await`, `async for` and `async with` outside of functions, which notebooks allow and modules do not; in order of appearance */
  readonly topLevelAwaits: readonly (Await | AsyncFor | AsyncWith | Comprehension)[];
  readonly hasTopLevelAwait: boolean;
}

/** Parses Python 3, of any version up to 3.14. Never throws. */
export function parsePython(text: string): ParsedModule | SyntaxFault {
  const source = new SourceText(text);
  try {
    const module = typedTree(parse(text), source);
    return { ok: true, source, module, body: module.body, topLevelAwaits: [], hasTopLevelAwait: false };
  } catch (error) {
    const { lineno = 1, col_offset = 0, message } = error as Error & { lineno?: number; col_offset?: number };
    return { ok: false, message, line: lineno, column: source.column(lineno, col_offset), python2: false };
  }
}
