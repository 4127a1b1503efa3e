import { describe, expect, it } from 'vitest';
import type { Artifact } from '../../../../src/core/run';
import { artifactLines } from '../../../../webview/run/artifact_tree';

const file = (path: string, size = 1): Artifact => ({ path, size, kind: 'file', sha256: null, step: null, timeMs: 0 });
const outline = (paths: readonly string[], folded: readonly string[] = []) =>
  artifactLines(paths.map((path) => file(path)), new Set(folded)).map(({ depth, name }) => '  '.repeat(depth) + name);

describe('the list of artifacts', () => {
  it('shows folders before files, each in the order in which people count', () => {
    expect(outline(['z.txt', 'epoch-10/w.pt', 'epoch-9/w.pt', 'a.txt'])).toEqual(['epoch-9', '  w.pt', 'epoch-10', '  w.pt', 'a.txt', 'z.txt']);
  });

  it('leaves out what is in a folded folder', () => {
    expect(outline(['a/b/c.txt', 'a/d.txt'], ['a/b'])).toEqual(['a', '  b', '  d.txt']);
  });

  it('sums up what is below a folder', () => {
    expect(artifactLines([file('a/b/c', 5), file('a/d', 7)], new Set())[0]).toMatchObject({ name: 'a', count: 2, size: 12 });
  });

  it('has a file that was logged again once, as it was last', () => {
    expect(artifactLines([file('a', 1), file('a', 2)], new Set()).map(({ size }) => size)).toEqual([2]);
  });

  it('takes names of objects for names', () => {
    expect(outline(['__proto__/constructor', 'toString'])).toEqual(['__proto__', '  constructor', 'toString']);
  });
});
