import { describe, expect, it } from 'vitest';
import type { FileChange } from '../../../src/core/code_changes';
import { changeText, summary } from '../../../src/core/code_text';

const change = (parts: Partial<FileChange>): FileChange => ({
  path: 'train.py', oldPath: null, kind: 'modified', binary: false, added: 0, removed: 0, functions: [], notebook: null, lineEndsOnly: false, ...parts,
});

describe('what changed in a file, on one line', () => {
  it.each<[string, Partial<FileChange>]>([
    ['+3 −1 · train, Model.forward', { added: 3, removed: 1, functions: ['train', 'Model.forward'] }],
    ['+1 · module level, train', { added: 1, functions: ['', 'train'] }],
    ['+1', { added: 1, functions: [''] }],
    ['+7 · a, b, c, d, e, f and 1 more', { added: 7, functions: ['a', 'b', 'c', 'd', 'e', 'f', 'g'] }],
    ['was old.py · −2', { kind: 'renamed', oldPath: 'old.py', removed: 2 }],
    ['binary', { binary: true, added: null, removed: null }],
    ['outputs only', { notebook: 'outputs only' }],
    ['ends of lines only', { lineEndsOnly: true }],
    ['submodule', { kind: 'submodule', added: null, removed: null }],
  ])('%s', (text, parts) => {
    expect(changeText(change(parts))).toBe(text);
  });
});

it('says in few words how much differs', () => {
  expect(summary({ same: true, differing: 0, total: 2, files: [] })).toBe('same code');
  expect(summary({ same: false, differing: 1, total: 1, files: [] })).toBe('differs in 1 file');
  expect(summary({ same: false, differing: 3, total: 4, files: [] })).toBe('differs in 3 files');
});
