import { describe, expect, it } from 'vitest';
import { sameCode } from '../../../src/notebook/same_code';

const same = (a: string, b: string, language = 'python') => sameCode(a, b, language);

describe('the code of a cell', () => {
  it.each([
    ['x = 1', 'x = 1  # one'],
    ['x = 1', '# one\n\nx = 1\n'],
    ['f(a,b)', 'f( a, b )'],
    ['if x:\n    y = 1\n\n    z = 2', 'if x:\n    y = 1\n    z = 2  # two\r\n'],
    ['print("a")\nprint("b")', 'print("a")\n\n\n# then\nprint("b")'],
  ])('is the same in %j and %j', (a, b) => {
    expect(same(a, b)).toBe(true);
  });

  it.each([
    ['x = "a # b"', 'x = "a # c"'],
    ['x = """\n# a\n"""', 'x = """\n# b\n"""'],
    ['x = "a b"', 'x = "ab"'],
    ['not x', 'notx'],
    ['if x:\n    y = 1\nz = 2', 'if x:\n    y = 1\n    z = 2'],
    ['a\nb', 'a b'],
    ['!ls #1', '!ls #2'],
    ['%%bash\necho a # b', '%%bash\necho a # c'],
    ['f"{x # 1}"', 'f"{x # 2}"'],
  ])('is another in %j and %j', (a, b) => {
    expect(same(a, b)).toBe(false);
  });

  it('has comments that count in languages whose strings are not known here', () => {
    expect(same('x <- 1 # one', 'x <- 1', 'r')).toBe(false);
    expect(same('x <- 1\r\n', 'x <- 1', 'r')).toBe(true);
  });

  it('may be broken off in a string', () => {
    expect(same('x = "abc', 'x = "abd')).toBe(false);
  });
});
