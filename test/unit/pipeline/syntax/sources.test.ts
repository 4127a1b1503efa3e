import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parsePython } from '../../../../src/pipeline/syntax/parse';
import { pythonCases } from './python_cases';

interface Sources {
  readonly refused: readonly string[];
  readonly python2: readonly string[];
  readonly accepted: readonly string[];
}

/** Python itself is asked about the same sources by python/tests/pipeline_cases. */
const sources = JSON.parse(readFileSync(join(import.meta.dirname, '..', '..', '..', 'cases', 'python_syntax', 'sources.json'), 'utf8')) as Sources;

describe('what CPython compiles, and what it does not', () => {
  test.each(sources.accepted)('%j is Python', (source) => {
    expect(parsePython(source)).toMatchObject({ ok: true });
  });

  test.each(sources.refused)('%j is not Python', (source) => {
    expect(parsePython(source)).toMatchObject({ ok: false });
  });

  test.each(sources.python2)('%j is Python 2, and said to be', (source) => {
    expect(parsePython(source)).toMatchObject({ ok: false, python2: true, message: expect.stringMatching(/^this is Python 2: /) as string });
  });
});

describe('a fault', () => {
  test.each([
    ['x = 1\nwhile x: print x\n', 2, 9, 'this is Python 2: `print` is a function in Python 3: `print(…)`'],
    ['a = (1,\nb = 2\n', 1, 4, "'(' was never closed"],
    ['if a:\n    b\n  c\n', 3, 2, 'unindent does not match any outer indentation level'],
    ['if a:\n\tb\n        c\n', 3, 8, 'inconsistent use of tabs and spaces in indentation'],
    ['"🐍é" + + $', 1, 10, 'invalid syntax: `$`'],
    ['é = "🐍"; x y', 1, 12, 'invalid syntax'],
    ['é = """\n', 1, 4, 'unterminated triple-quoted string literal'],
    ['x = “a”', 1, 4, "invalid character '“' (U+201C)"],
    ['é = 1; return é', 1, 7, "'return' outside function"],
    ['match a, b:\n  case c, d e: pass', 2, 12, "expected ')' after tuple pattern"],
  ])('in %j is told where it is, in characters', (source, line, column, message) => {
    expect(parsePython(source)).toEqual({ ok: false, line, column, message, python2: message.startsWith('this is Python 2') });
  });
});

describe('await outside of functions', () => {
  test.each(['await x', 'async with a: pass', 'async for a in b: pass', 'x = [a async for a in b]', 'if x:\n    y = f(await z)'])('%j is taken, and told of', (source) => {
    expect(parsePython(source)).toMatchObject({ ok: true, hasTopLevelAwait: true });
  });

  test.each(['async def f():\n    await x', 'x = (a async for a in b)', 'x = (a for a in b if await c)', 'x = 1'])('%j has none', (source) => {
    expect(parsePython(source)).toMatchObject({ ok: true, hasTopLevelAwait: false });
  });
});

describe('nothing makes the parser throw', () => {
  const texts = pythonCases('python_trees').map(({ source }) => source);

  test('a source cut off anywhere', () => {
    for (const text of texts) for (let end = 0; end < text.length; end += 11) expect(typeof parsePython(text.slice(0, end)).ok).toBe('boolean');
  });

  test('a source that begins anywhere', () => {
    for (const text of texts) for (let start = 0; start < text.length; start += 11) expect(typeof parsePython(text.slice(start)).ok).toBe('boolean');
  });

  test('brackets thousands deep', () => {
    expect(parsePython('('.repeat(20_000) + ')'.repeat(20_000))).toMatchObject({ ok: false });
  });

  test('f-strings in f-strings thousands deep', () => {
    expect(parsePython(`${"f'{".repeat(20_000)}1${"}'".repeat(20_000)}`)).toMatchObject({ ok: false });
  });

  test('a sum of thousands of terms, which is Python', () => {
    expect(parsePython(`x = ${'a + '.repeat(20_000)}b`)).toMatchObject({ ok: true });
  });

  test('thousands of elif, which are Python', () => {
    expect(parsePython(`if a: pass\n${'elif a: pass\n'.repeat(2_000)}`)).toMatchObject({ ok: true });
  });
});
