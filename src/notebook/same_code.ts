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
  const code: string[] = [];
  let line = 0;
  let column = 0;
  // What the line has so far: a long text that is looked at again and again would be copied each time.
  let now = '';
  const endLine = (): void => {
    if (now.trim() !== '') code.push(now.trimEnd());
    now = '';
    line += 1;
    column = 0;
  };
  while (line < lines.length) {
    const text = lines[line] ?? '';
    if (column === 0 && now === '') {
      now = /^\s*/.exec(text)?.[0] ?? '';
      column = now.length;
      // IPython's own lines are not Python: a `#` in them may be anything.
      if (/^[%!?]/.test(text.slice(column))) {
        now = text;
        endLine();
        continue;
      }
    }
    const rest = text.slice(column);
    if (rest === '' || rest.startsWith('#')) {
      endLine();
      continue;
    }
    // Up to the next string no character but `#` is more than it seems.
    const plain = /^[^#"']*?(?=(?:\b\w+)?["']|#|$)/.exec(rest)?.[0] ?? '';
    if (plain !== '') {
      const before = /\w$/.test(now) && /^\s+\w/.test(plain) ? ' ' : '';
      const after = /\w\s+$/.test(plain) && /^\w/.test(rest.slice(plain.length)) ? ' ' : '';
      now += before + plain.trim().replace(/(\w)\s+(?=\w)|\s+/g, (_, word?: string) => (word === undefined ? '' : `${word} `)) + after;
      column += plain.length;
      continue;
    }
    const end = stringEnd(lines, { line, column });
    if (end === null) {
      now += rest;
      endLine();
      continue;
    }
    now += end.line === line ? text.slice(column, end.column) : [rest, ...lines.slice(line + 1, end.line), (lines[end.line] ?? '').slice(0, end.column)].join('\n');
    ({ line, column } = end);
  }
  return code.join('\n').trim();
}
