import { describe, expect, it } from 'vitest';
import { cellNames } from '../../../src/pipeline/cell_names';

/** `defined | read | deleted` */
function names(source: string): string {
  const found = cellNames(source, 'python');
  return found === null ? 'unknown' : [found.defined, found.read, found.deleted].map((list) => list.join(' ')).join(' | ');
}

describe('the names of a cell are', () => {
  it.each([
    ['what it binds and what it needs', 'b = a + 1', 'b | a | '],
    ['not those that it has bound itself before', 'a = 1\nb = a', 'a b |  | '],
    ['needed where the old value makes the new one', 'a = a + 1', 'a | a | '],
    ['needed where they are changed in place', 'a += 1\nd["x"] = 2', 'a | a d | '],
    ['needed where only a branch has bound them', 'if c:\n    a = 1\nprint(a)', 'a | a c | '],
    ['not needed where the same branch has bound them', 'if c:\n    a = 1\n    print(a)', 'a | c | '],
    ['needed by functions that are defined', 'def f(x):\n    return x + y', 'f | y | '],
    ['not needed by functions where the cell binds them', 'def f():\n    return y\ny = 1\nf()', 'f y |  | '],
    ['bound by functions that say global', 'def f():\n    global n\n    n = 1', 'f n |  | '],
    ['none of those inside of comprehensions', 'r = [i * k for i in rows]', 'r | k rows | '],
    ['bound by imports', 'import numpy as np, os.path\nfrom a import b as c', 'c np os |  | '],
    ['bound by with, for and :=', 'with open(p) as f:\n    t = f.read()\nfor i in t:\n    (n := i)', 'f i n t | p | '],
    ['unbound by del', 'del a\nb = 1\ndel b', ' |  | a b'],
    ['bound again behind del', 'del a\na = 1', 'a |  | '],
    ['none of Python and IPython', 'print(len(In), display)', ' |  | '],
    ['those behind magics', '%time b = f(a)\n%matplotlib inline', 'b | a f | '],
    ['those in a command of the shell', 'x = 1\n!echo {y}', 'x | y | '],
  ])('%s', (_what, source, expected) => {
    expect(names(source)).toBe(expected);
  });

  it.each([
    ['a cell in another language', '%%R\nx <- 1'],
    ['what does not parse', 'a = ('],
    ['a magic that runs a file', '%run other.py'],
  ])('not known of %s', (_what, source) => {
    expect(names(source)).toBe('unknown');
  });

  it('not known of cells that are not Python', () => {
    expect(cellNames('x <- 1', 'r')).toBeNull();
  });
});
