import { describe, expect, it } from 'vitest';
import type { CodeChanges, FileChange } from '../../../../src/core/code_changes';
import type { CodeDifference } from '../../../../webview/comparison/code_differences';
import { canBeOpened, codeRow, longText } from '../../../../webview/comparison/code_row';

const file = (path: string, parts: Partial<FileChange> = {}): FileChange => ({
  path, oldPath: null, kind: 'modified', binary: false, added: 2, removed: 1, functions: [], notebook: null, lineEndsOnly: false, ...parts,
});
const compared = (...files: readonly FileChange[]): CodeDifference => {
  const differing = files.filter(({ notebook }) => notebook !== 'outputs only').length;
  const changes: CodeChanges = { same: differing === 0, differing, total: files.length, files };
  return { state: 'compared', changes };
};

describe('the row of files', () => {
  it('says of each run how its code differs from the base', () => {
    const row = codeRow(['b', 'b', 'x', null, 'y'], 0, [{ state: 'base' }, { state: 'same' }, compared(file('train.py')), { state: 'none' }, { state: 'asked' }]);
    expect(row?.values).toEqual(['base', 'same code', 'differs in 1 file: train.py', null, '…']);
  });

  it('is among what differs as soon as the snapshots do, so that it does not vanish while it is looked at', () => {
    const rows = [codeRow(['b', 'x'], 0, [{ state: 'base' }, { state: 'asked' }]), codeRow(['b', 'b'], 0, [{ state: 'base' }, { state: 'same' }])];
    expect(rows.map((row) => row?.differs)).toEqual([true, false]);
  });

  it('is not there where the base has none', () => {
    expect(codeRow([null, 'x'], 0, [{ state: 'base' }, { state: 'none' }])).toBeUndefined();
  });
});

describe('the details of a difference', () => {
  it('are its files with their functions, those that are no other code last', () => {
    const outputs = file('explore.ipynb', { notebook: 'outputs only', added: 0, removed: 0 });
    expect(longText(compared(outputs, file('train.py', { functions: ['', 'Model.forward'] })))).toBe('train.py  +2 −1 · module level, Model.forward\nexplore.ipynb  outputs only');
  });

  it('can be opened where there is one', () => {
    expect([compared(file('a')), compared(), { state: 'same' } as const].map(canBeOpened)).toEqual([true, false, false]);
  });
});
