import { readLogicalLine } from './logical_line';
import { without, type SourceLine } from './source_line';

/** What IPython takes off a cell before it looks for anything else: the indentation common to all lines, and pasted prompts. */
export function cleanUp(lines: readonly SourceLine[]): SourceLine[] {
  return withoutIPythonPrompts(withoutPythonPrompts(dedent(lines)));
}

/** As textwrap.dedent: a line of blanks alone becomes empty, in a long string too. */
function dedent(lines: readonly SourceLine[]): SourceLine[] {
  const filled = lines.map((line) => (/^[ \t]+$/.test(line.text) ? { ...line, text: '' } : line));
  let margin: string | null = null;
  for (const { text } of filled) {
    if (text === '') continue;
    const indent = /^[ \t]*/.exec(text)?.[0] ?? '';
    margin = margin === null ? indent : common(margin, indent);
    if (margin === '') return filled;
  }
  return filled.map((line) => (line.text === '' ? line : without(line, margin?.length ?? 0)));
}

function common(one: string, other: string): string {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return one.slice(0, length);
}

const PYTHON_PROMPT = /^[ \t]*(?:>>>|\.\.\.)[ \t]?/;

/** `>>> ` and `... `, of which the first never begins a line of Python. */
function withoutPythonPrompts(lines: SourceLine[]): SourceLine[] {
  if (!lines.some(({ text }) => /^\s*>>>/.test(text)) || !beginsWithPrompt(lines)) return lines;
  return dedent(lines.map((line) => without(line, PYTHON_PROMPT.exec(line.text)?.[0].length ?? 0)));
}

/** Whether a statement begins with `>>>`, and not only a line of a long string. */
function beginsWithPrompt(lines: readonly SourceLine[]): boolean {
  const texts = lines.map(({ text }) => text);
  if (/^%%(?!\w+\?)/.test(texts.find((text) => text !== '') ?? '')) return false;
  for (let first = 0; first < texts.length; ) {
    const { tokens, last } = readLogicalLine(texts, first);
    if (tokens[0]?.text === '>>' && texts[first]?.trimStart().startsWith('>>>')) return true;
    first = last + 1;
  }
  return false;
}

const IPYTHON_PROMPT = /^(?:(?:(?:\[nav\]|\[ins\])? )?In \[\d+\]: |\s*\.{3,}: ?)/;

function withoutIPythonPrompts(lines: SourceLine[]): SourceLine[] {
  const first = lines.findIndex(({ text }) => text !== '');
  const there = lines.slice(first, first + 2).some(({ text }) => IPYTHON_PROMPT.test(text));
  if (first < 0 || !there) return lines;
  return lines.map((line) => without(line, IPYTHON_PROMPT.exec(line.text)?.[0].length ?? 0));
}
