import type { LogicalLine, Token } from './logical_line';

/** A piece of IPython's own syntax: where it is, and its text in one line. */
export interface SpecialSyntax {
  /** `escaped` has the whole line, `assigned` stands behind `name =`, `help` asks for help by a `?` at the end */
  readonly kind: 'escaped' | 'assigned' | 'help';
  readonly line: number;
  readonly column: number;
  readonly lastLine: number;
  /** beginning with its escape, lines that end with a backslash joined; for `help` the whole line */
  readonly text: string;
}

const ESCAPES = new Set(['!', '?', '%', ',', ';', '/']);
const ASKS_FOR_HELP = /%{0,2}(?!\d)[\p{L}\p{N}_*]+(?:\.(?!\d)[\p{L}\p{N}_*]+|\[-?[0-9]+\])*\?\??$/u;

/** Finds IPython's syntax in a logical line, as IPython does: by its tokens, so that nothing inside a string or brackets is taken for it. */
export function specialSyntax(lines: readonly string[], { tokens, last }: LogicalLine): SpecialSyntax | null {
  const [start] = tokens;
  if (start === undefined) return null;
  if (tokens.length > 1 && tokens.at(-1)?.text === '?') {
    const text = [lines[start.line]?.slice(start.column), ...lines.slice(start.line + 1, last + 1)].join('\n').trimEnd();
    if (ASKS_FOR_HELP.test(text)) return { kind: 'help', line: start.line, column: start.column, lastLine: last, text };
  }
  // Only a slash needs something to call.
  if (ESCAPES.has(start.text) && !/^\/( |$)/.test(lines[start.line]?.slice(start.column) ?? '')) return continued(lines, 'escaped', start);
  const assigned = assignedEscape(lines, tokens);
  return assigned ? continued(lines, 'assigned', assigned) : null;
}

/** The `%` or `!` that is assigned in `x = %magic` or `x = !command`. */
function assignedEscape(lines: readonly string[], tokens: readonly Token[]): Token | null {
  let depth = 0;
  for (const [index, token] of tokens.entries()) {
    if (token.text === '=' && depth === 0) {
      const [escape, name] = tokens.slice(index + 1, index + 3);
      if (escape?.text === '%' && name?.kind === 'name') return escape;
      const startsLine = lines[token.line]?.trimStart().startsWith('=');
      return escape?.text === '!' && !startsLine ? escape : null;
    }
    if ('([{'.includes(token.text)) depth += 1;
    else if (')]}'.includes(token.text)) depth = Math.max(0, depth - 1);
  }
  return null;
}

function continued(lines: readonly string[], kind: 'escaped' | 'assigned', { line, column }: Token): SpecialSyntax {
  let lastLine = line;
  while (lines[lastLine]?.endsWith('\\') && lastLine + 1 < lines.length) lastLine += 1;
  const parts = [lines[line]?.slice(column) ?? '', ...lines.slice(line + 1, lastLine + 1)];
  const text = parts.map((part, index) => (index < parts.length - 1 ? part.trimEnd().slice(0, -1) : part.trimEnd())).join(' ');
  return { kind, line, column, lastLine, text };
}
