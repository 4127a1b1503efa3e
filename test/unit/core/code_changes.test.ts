import { expect, it } from 'vitest';
import { summary } from '../../../src/core/code_changes';

it('says in few words how much differs', () => {
  expect(summary({ same: true, differing: 0, total: 2, files: [] })).toBe('same code');
  expect(summary({ same: false, differing: 1, total: 1, files: [] })).toBe('differs in 1 file');
  expect(summary({ same: false, differing: 3, total: 4, files: [] })).toBe('differs in 3 files');
});
