import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { toPython } from '../../../../src/notebook/ipython/to_python';
import { cellOf } from '../../../builders/cell';
import { randomNumbers } from '../../../builders/random';

interface Case {
  readonly source: string[];
  /** names that the notebook mentions; without them none are known */
  readonly names?: string[];
  readonly text: string[];
  /** first line, last line, meaning */
  readonly specials?: [number, number, string][];
  readonly requirements?: string[];
  /** code, severity, line, column, last line, column behind it */
  readonly problems?: [string, string, number, number, number, number][];
  readonly silent?: boolean;
}

const FOLDER = join(import.meta.dirname, '../../../cases/notebook');
const topics = readdirSync(FOLDER).map((file) => {
  const { about, cells } = JSON.parse(readFileSync(join(FOLDER, file), 'utf8')) as { about: string; cells: Case[] };
  return { about, cells: cells.map((cell) => [cell.source.join(' ⏎ '), cell] as const) };
});

// python/tests/notebook asks IPython about the same cells.
describe.each(topics)('$about', ({ cells }) => {
  it.each(cells)('%s', (_name, { source, names, text, specials = [], requirements = [], problems = [], silent = false }) => {
    const python = toPython(cellOf(source.join('\n')), names && new Set(names));
    expect(python.text.split('\n')).toEqual(text);
    expect(python.specials.map(({ line, endLine, meaning }) => [line, endLine, meaning])).toEqual(specials);
    expect(python.requirements).toEqual(requirements);
    expect(python.problems.map(({ code, severity, place }) => [code, severity, place.line, place.column, place.endLine, place.endColumn])).toEqual(problems);
    expect(python.silent).toBe(silent);
  });
});

describe('a piece of IPython’s syntax', () => {
  const originals = (source: string) => toPython(cellOf(source)).specials.map(({ original }) => original);
  it('is kept as it was written', () => expect(originals('if x:\n    !echo one \\\n      two  \n')).toEqual(['!echo one \\\n      two']));
  it('is kept without the sign that was not there', () => expect(originals('cd data')).toEqual(['cd data']));
  it('is the whole cell under a cell magic that is not Python', () => expect(originals('%%bash\nls\n\n')).toEqual(['%%bash\nls']));
});

describe('a problem', () => {
  const messages = (source: string, names?: ReadonlySet<string>) => toPython(cellOf(source, { index: 7 }), names).problems;

  it.each([
    ['%run a.py', /^`%run` runs another file .* Import/],
    ['%foo', /^`%foo` is none of the magics .* Write what it does in Python/],
    ['x = 1\n%%time\ny', /^`%%time` can only stand in the first line/],
    ['%bash ls', /^`%bash` needs a second `%`/],
    ['%%foo\nx', /^`%%foo` is none of the magics/],
    ['%%cd data\nx', /^`%%cd` has no meaning for a whole cell. Write `%cd`/],
    ['%%R\nx', /^This cell is written in R \(`%%R`\)/],
    ['%R x', /^This line is written in R/],
    ['%time f(a,\n  b)', /put `%%time` above the cell/],
  ])('says what to do about %j', (source, message) => {
    expect(messages(source)).toMatchObject([{ severity: 'error', message: expect.stringMatching(message) as string, place: { cell: 7 } }]);
  });

  it('names the variable in which a cell’s output is captured', () => {
    expect(messages('%%capture shown\nx', new Set(['shown']))[0]?.message).toMatch(/`shown`, which is used elsewhere/);
  });

  it('stands where the person sees it, whatever was taken off before it', () => {
    expect(messages('    >>> x = 1\n    >>> %run a.py')[0]?.place).toEqual({ cell: 7, line: 2, column: 8, endLine: 2, endColumn: 17 });
  });
});

describe('whatever a cell holds', () => {
  const PIECES = [
    '%', '%%', '!', '!!', '?', '??', ',', ';', '/', '=', ' = ', '%time ', '%%time', '%%bash', '%%writefile a', '%%capture x', '!pip install ', '%cd ', '%env ', '%run',
    '"', "'", '"""', "'''", '\\', '\n', '\n', '\n', '\n    ', '\t', ' ', '(', ')', '[', ']', '{', '}', '{{', '}}', '$', '$x', '{x}', '{x!r}', '{x:', 'f"', "rb'",
    'x', 'é', '😀', '\ud83d', '\u2028', '\u0000', '#', '# no', '>>> ', '... ', 'In [1]: ', '1', '0x', '1e5', '.', '...', ':', 'if x:', 'lambda', 'ls', '--out', ' -q', '|', '&&', '>', '\f',
  ];

  it('may be nested without end', () => {
    for (const source of ['%time '.repeat(2000), '%%time\n'.repeat(2000), "f'{".repeat(2000), `%time ${'('.repeat(20_000)}`]) {
      expect(toPython(cellOf(source)).text.split('\n').length).toBe(source.split('\n').length);
    }
  });

  it('becomes text of as many lines, and never an exception', () => {
    const random = randomNumbers(7);
    for (let round = 0; round < 20_000; round += 1) {
      const source = Array.from({ length: 1 + Math.floor(random() * 14) }, () => PIECES[Math.floor(random() * PIECES.length)]).join('');
      const names = round % 2 ? new Set(['x']) : undefined;
      expect(toPython(cellOf(source), names).text.split('\n').length, JSON.stringify(source)).toBe(source.split('\n').length);
    }
  });
});
