import { describe, expect, it } from 'vitest';
import type { CodeChanges, FileChange } from '../../../src/core/code_changes';
import { differenceText, leftOutGroups, operationText, submoduleText, uncommittedText } from '../../../src/core/snapshot_text';

const file = (path: string, parts: Partial<FileChange> = {}): FileChange => ({
  path, oldPath: null, kind: 'modified', binary: false, added: 1, removed: 0, functions: [], notebook: null, lineEndsOnly: false, ...parts,
});
const changes = (...files: readonly FileChange[]): CodeChanges => {
  const differing = files.filter(({ notebook }) => notebook !== 'outputs only').length;
  return { same: differing === 0, differing, total: files.length, files };
};
const outputs = file('explore.ipynb', { notebook: 'outputs only', added: 0 });

describe('the text of uncommitted changes', () => {
  it('counts files and their lines', () => {
    expect(uncommittedText(changes(file('a.py', { added: 12, removed: 3 }), file('b.py', { added: 0, removed: 1 })))).toBe('2 files changed, +12 −4');
  });

  it('has no lines where none are counted', () => {
    expect(uncommittedText(changes(file('a.png', { binary: true, added: null, removed: null })))).toBe('1 file changed');
  });

  it('says that outputs of notebooks are no other code', () => {
    expect(uncommittedText(changes(outputs))).toBe('1 file changed, the code is the same');
  });
});

describe('the text of a difference', () => {
  it('names the files whose code differs, and not those where only outputs do', () => {
    expect(differenceText(changes(file('a.py'), outputs, file('b.py')))).toBe('differs in 2 files: a.py, b.py');
  });

  it('names a few of many', () => {
    expect(differenceText(changes(...['a', 'b', 'c', 'd', 'e', 'f'].map((name) => file(name))))).toBe('differs in 6 files: a, b, c, d, e, …');
  });

  it('names what became another before what is new', () => {
    expect(differenceText(changes(file('a.txt', { kind: 'added' }), file('b.txt', { kind: 'deleted' }), file('train.py')))).toBe('differs in 3 files: train.py, b.txt, a.txt');
  });

  it('is short for the same code', () => {
    expect(differenceText(changes(outputs))).toBe('same code');
  });
});

describe('what a snapshot lacks', () => {
  it('is told by reason, secrets first, with the bytes of each together', () => {
    const files = [{ path: 'a.bin', size: 2_000_000, why: 'size' }, { path: '.env', size: 0, why: 'secret' }, { path: 'b.bin', size: 1_000_000, why: 'size' }] as const;
    const groups = leftOutGroups({ count: 3, bytes: 3_000_000, files });
    expect(groups.map(({ text, files: those }) => [text, those.map(({ path }) => path)])).toEqual([
      ['may hold a secret', ['.env']],
      ['too large, 3 MB', ['a.bin', 'b.bin']],
    ]);
  });

  it('includes changes inside of submodules', () => {
    expect(submoduleText({ path: 'libs/x', commit: '3f2c9a10b7d84e56', dirty: true })).toBe('libs/x at 3f2c9a1, with changes inside');
  });
});

it('an operation that a newer version may know is told by its name', () => {
  expect([operationText({ operation: 'merge' }), operationText({ operation: 'am' })]).toEqual(['a merge was under way', 'am was under way']);
});
