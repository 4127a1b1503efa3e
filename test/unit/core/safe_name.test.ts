import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { safeName } from '../../../src/core/safe_name';

describe('a name as a part of a branch or a folder', () => {
  it.each([
    ['brave-otter-12', 'brave-otter-12'],
    ['lr=0.1, C=2', 'lr-0.1-C-2'],
    ['größer als je', 'größer-als-je'],
    ['../../etc', 'etc'],
    ['a..b', 'a.b'],
    ['x.lock', 'x'],
    ['  ', 'run'],
  ])('makes %j %j', (name, expected) => {
    expect(safeName(name)).toBe(expected);
  });

  it('is always taken by git', () => {
    for (const name of ['~^:?*[\\', '@{', '-x', '.hidden', 'end.', 'a\u0000b', 'x.lock.lock', `${'y'.repeat(78)}.lock`, '@']) {
      execFileSync('git', ['check-ref-format', `refs/heads/trialbook/${safeName(name)}`]);
    }
  });
});
