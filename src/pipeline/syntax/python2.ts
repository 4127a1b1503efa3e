import { outermost } from './logical_lines';
import type { TextFault, Token } from './token';

/** Keywords that can stand between two values: `print in names` is Python 3. */
const BETWEEN_VALUES = new Set(['in', 'is', 'and', 'or', 'if', 'else', 'for', 'async', 'not']);

/**
 * The first statement that only Python 2 understands. `print >>file, x` is among them: it parses, and never runs.
 * @param lines as `logicalLines` gives them
 */
export function python2Statement(lines: readonly (readonly Token[])[]): TextFault | undefined {
  for (const words of lines) {
    const message = reason(words);
    if (message !== undefined) return { message, offset: words[0]!.start, python2: true };
  }
  return undefined;
}

function reason(words: readonly Token[]): string | undefined {
  const [first, second, third] = words;
  if (first?.kind !== 'name' || !second) return undefined;
  switch (first.text) {
    case 'print':
      return second.text === '>>' || startsValue(second, third) ? '`print` is a function in Python 3: `print(…)`' : undefined;
    case 'exec':
      return startsValue(second, third) ? '`exec` is a function in Python 3: `exec(…)`' : undefined;
    case 'raise':
      return outermost(words).some(({ text }) => text === ',') ? '`raise Error, "text"` is written `raise Error("text")`' : undefined;
    case 'except': {
      const outer = outermost(words);
      const comma = outer.findIndex(({ text }) => text === ',');
      const last = outer.slice(comma + 1);
      return comma > 0 && last.length === 2 && last[0]!.kind === 'name' && last[1]!.text === ':' && /^[a-z_]/.test(last[0]!.text)
        ? '`except Error, name:` is written `except Error as name:`'
        : undefined;
    }
    default:
      return undefined;
  }
}

/** Whether a value begins here, which cannot follow a name; `not` can, as part of `not in`. */
function startsValue(token: Token, next: Token | undefined): boolean {
  if (token.kind === 'string' || token.kind === 'number') return true;
  return token.kind === 'name' && (!BETWEEN_VALUES.has(token.text) || (token.text === 'not' && next?.text !== 'in'));
}
