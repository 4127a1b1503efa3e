import { describe, expect, test } from 'vitest';
import { walk } from '../../../../src/pipeline/syntax/children';
import { parsed } from './python_cases';

/** The texts of all names in a source, cut out by their positions. */
function names(source: string): string[] {
  const module = parsed(source);
  return [...walk(module.module)].flatMap((node) => (node.nodeType === 'Name' ? [module.source.segment(node)] : []));
}

describe('a node’s place', () => {
  test('counts characters as the editor does, behind letters and pictures of more bytes', () => {
    const { body, source } = parsed('x = "é🐍"; größe = 1');
    expect(source.place(7, body[1]!)).toEqual({ cell: 7, line: 1, column: 11, endLine: 1, endColumn: 20 });
  });

  test('of a function begins at its first decorator', () => {
    const { body, source } = parsed('x = 1\n@ (one)\n@two\ndef f():\n    pass\n');
    expect(source.place(0, body[1]!)).toEqual({ cell: 0, line: 2, column: 0, endLine: 5, endColumn: 8 });
  });

  test('of a statement does not reach to the semicolon or the comment behind it', () => {
    const { body, source } = parsed('a = (1,\n 2) ; b  # note\n');
    expect(body.map((statement) => source.segment(statement))).toEqual(['a = (1,\n 2)', 'b']);
  });

  test('is right behind a byte order mark and with any ends of lines', () => {
    const { body, source } = parsed('\ufeffa\r\nb\rc\n');
    expect(body.map((statement) => source.segment(statement))).toEqual(['a', 'b', 'c']);
  });

  test('is right behind what had to be written differently for the parser', () => {
    const source = '\f  \fif a: b\nmatch c, 𝑑:\n    case *e, 𝒇 if g: (h, i)\nj = {k async for l in m}; f"{"{"}{n}{"}"}{o # é\n}"; del p, ; q\n';
    expect(names(source)).toEqual(['a', 'b', 'c', '𝑑', 'g', 'h', 'i', 'j', 'k', 'l', 'm', 'n', 'o', 'p', 'q']);
  });
});

test('names are compared as Python compares them', () => {
  const { body } = parsed('µ = μ; 𝑥 = ﬁle.ﬂag(𝑎=1)');
  const ids = body.flatMap((statement) => [...walk(statement)].flatMap((node) => ('id' in node ? [node.id] : 'attr' in node ? [node.attr] : node.nodeType === 'Keyword' ? [node.arg] : [])));
  expect(ids).toEqual(['μ', 'μ', 'x', 'flag', 'file', 'a']);
});
