import { stringEnd } from './ipython/string_end';

/**
 * Whether two sources of a cell are the same to its kernel. Of Python what no execution can tell apart does not count: comments, blank
 * lines, spaces between words. Of other languages, and of cells that a magic takes whole, only line ends and blank ends are left out.
 */
export function sameCode(a: string, b: string, language: string | null): boolean {
  return a === b || codeOf(a, language) === codeOf(b, language);
}

function codeOf(source: string, language: string | null): string {
  const lines = source.split(/\r\n?|\n/).map((line) => line.trimEnd());
  const magic = lines.find((line) => line !== '')?.startsWith('%%') ?? false;
  return language !== 'python' || magic ? lines.join('\n').trim() : pythonCode(lines);
}

function pythonCode(lines: readonly string[]): string {
  let code = '';
  let line = 0;
  let column = 0;
  while (line < lines.length) {
    const text = lines[line] ?? '';
    if (column === 0) {
      const indent = /^\s*/.exec(text)?.[0] ?? '';
      // IPython's own lines are not Python: a `#` in them may be anything.
      if (/^\s*[%!?]/.test(text)) {
        code += `${text}\n`;
        line += 1;
        continue;
      }
      code += indent;
      column = indent.length;
    }
    const rest = text.slice(column);
    const string = /^\w*("|')/.exec(rest) ? stringEnd(lines, { line, column }) : null;
    if (string) {
      const words = string.line === line ? text.slice(column, string.column) : [rest, ...lines.slice(line + 1, string.line), (lines[string.line] ?? '').slice(0, string.column)].join('\n');
      code += words;
      ({ line, column } = string);
      // A string that ends where the next line begins would be taken for an indent.
      if (column === 0) column = 1;
      continue;
    }
    if (rest === '' || rest.startsWith('#')) {
      code = `${code.trimEnd()}\n`;
      line += 1;
      column = 0;
      continue;
    }
    const [word = ''] = /^(\w+|\s+|.)/u.exec(rest) ?? [];
    if (word.trim() !== '') code += word;
    // A space matters only between two words, as in `not x`.
    else if (/\w$/.test(code) && /^\w/.test(text.slice(column + word.length))) code += ' ';
    column += word.length;
  }
  return code.replace(/\n+/g, '\n').trim();
}
