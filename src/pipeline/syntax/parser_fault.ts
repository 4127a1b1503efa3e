import { Interruption } from './interruption';
import type { PatchedText } from './patched_text';
import type { SourceText } from './source_text';
import type { TextFault } from './token';

/** The parser's messages that say less to people than Python's own. */
const PLAINER: Readonly<Record<string, string>> = {
  'Unexpected token in expression': 'invalid syntax',
  'Expected indented block': 'expected an indented block',
  'Expected newline': 'invalid syntax',
};

/** Whatever was thrown while a source was parsed and checked, as a fault of the source. */
export function faultOf(error: unknown, source: SourceText, patched: PatchedText): TextFault {
  if (error instanceof Interruption) return error.fault;
  if (error instanceof RangeError) return { message: 'too many nested parentheses or blocks', offset: 0, python2: false };
  const { message, lineno, col_offset } = error as { message?: string; lineno?: number; col_offset?: number };
  const said = (message ?? 'invalid syntax').replace(/ at line \d+(, column \d+)?$/, '');
  const line = lineno ?? Number(/at line (\d+)/.exec(message ?? '')?.[1] ?? 1);
  const offset = source.offset(line, col_offset === undefined ? 0 : patched.original(line, col_offset, 'start'));
  return { message: PLAINER[said] ?? said.charAt(0).toLowerCase() + said.slice(1), offset, python2: false };
}
