import { pythonStringAt } from './python_string';

/** A simple statement of a cell, without comments. */
export interface Statement {
  readonly text: string;
  /** it stands at the beginning of its line, so it is in no block; a statement behind a block's colon is not told apart */
  readonly top: boolean;
}

/** Magics of a whole cell whose body is still the Python of this kernel. */
const PYTHON_MAGIC = /^%%(?:time|timeit|capture|prun|memit|mprun)\b[^\n]*\n/;

/** The statements of a cell's source, in order. Magics, shell lines and what does not end are left out; other languages give none. */
export function statementsOf(source: string): Statement[] {
  const text = source.replace(/^\s+(?=%%)/, '').replace(PYTHON_MAGIC, '');
  if (text.startsWith('%%')) return [];
  const statements: Statement[] = [];
  let at = 0;
  let top = true;
  while (at < text.length) {
    const atStart = at === 0 || text[at - 1] === '\n';
    if (atStart) top = !/[ \t]/.test(text[at] ?? '');
    if (atStart && /[%!?]/.test(text[at] ?? '')) {
      at = behindLine(text, at);
      continue;
    }
    const { end, code } = statementAt(text, at);
    if (code.trim() !== '') statements.push({ text: code.trim(), top });
    at = end + 1;
  }
  return statements;
}

function behindLine(text: string, at: number): number {
  const end = text.indexOf('\n', at);
  return end < 0 ? text.length : end + 1;
}

/** Up to the newline or semicolon that is in no bracket and no string. */
function statementAt(text: string, from: number): { end: number; code: string } {
  let code = '';
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text[at] ?? '';
    if (char === '#') {
      const end = text.indexOf('\n', at);
      at = end < 0 ? text.length : end;
      continue;
    }
    const string = char === '"' || char === "'" ? pythonStringAt(text, at) : null;
    if (string) {
      code += text.slice(at, string.end);
      at = string.end;
      continue;
    }
    if (char === '\\' && /^\\\r?\n/.test(text.slice(at, at + 3))) {
      code += ' ';
      at = text.indexOf('\n', at) + 1;
      continue;
    }
    if ('([{'.includes(char)) depth++;
    else if (')]}'.includes(char)) depth = Math.max(0, depth - 1);
    else if (depth === 0 && (char === '\n' || char === ';')) break;
    code += char;
    at++;
  }
  return { end: at, code };
}
