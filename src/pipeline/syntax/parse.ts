import { parse } from 'py-ast';
import type { AsyncFor, AsyncWith, Await, Comprehension, Module, Stmt } from './ast';
import { checkModule } from './checks/check_module';
import type { SyntaxFault } from './fault';
import { logicalLines } from './logical_lines';
import { faultOf } from './parser_fault';
import { PatchedText } from './patched_text';
import { python2Statement } from './python2';
import { findRepairs } from './repairs';
import { resolveScopes } from './resolve_scopes';
import type { ModuleScope } from './scope';
import { SourceText } from './source_text';
import type { TextFault } from './token';
import { tokenize } from './tokenize';
import { typedTree } from './typed_tree';

/** Python source that parses, and that CPython would compile. */
export interface ParsedModule {
  readonly ok: true;
  readonly source: SourceText;
  readonly module: Module;
  /** the module's statements */
  readonly body: readonly Stmt[];
  readonly scopes: ModuleScope;
  /** `await`, `async for` and `async with` outside of functions, which notebooks allow and modules do not; in order of appearance */
  readonly topLevelAwaits: readonly TopLevelAwait[];
  readonly hasTopLevelAwait: boolean;
}

export type TopLevelAwait = Await | AsyncFor | AsyncWith | Comprehension;

/** Parses Python 3, of any version up to 3.14. Never throws. */
export function parsePython(text: string): ParsedModule | SyntaxFault {
  const source = new SourceText(text);
  const tokens = tokenize(text);
  const lines = logicalLines(tokens.tokens);
  const fault = python2Statement(lines) ?? tokens.fault;
  if (fault) return faultAt(source, fault);
  const repairs = findRepairs(source, tokens, lines);
  const patched = new PatchedText(source, repairs.patches);
  try {
    const tree = parse(patched.text);
    if (repairs.patches.length > 0) {
      patched.restorePositions(tree);
      repairs.restore(tree);
    }
    const module = typedTree(tree, source);
    const scopes = resolveScopes(module);
    const topLevelAwaits = checkModule(module, scopes, source);
    return { ok: true, source, module, body: module.body, scopes, topLevelAwaits, hasTopLevelAwait: topLevelAwaits.length > 0 };
  } catch (error) {
    return faultAt(source, faultOf(error, source, patched));
  }
}

function faultAt(source: SourceText, { message, offset, python2 }: TextFault): SyntaxFault {
  const line = source.lineAt(offset);
  const { column } = source.placeOf(0, { start: offset, end: offset });
  return { ok: false, message: python2 ? `this is Python 2: ${message}` : message, line, column, python2 };
}
