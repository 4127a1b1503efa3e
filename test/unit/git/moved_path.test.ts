import { describe, expect, it } from 'vitest';
import { movedPath } from '../../../src/git/moved_path';

describe('the place of a path in another work tree', () => {
  it.each([
    ['/w/src/train.py', '/v/src/train.py'],
    ['/w', '/v'],
    ['/w/..data/x', '/v/..data/x'],
    ['/wide/x', null],
    ['/data/x', null],
  ])('of %s is %s', (path, moved) => {
    expect(movedPath(path, '/w', '/v')).toBe(moved);
  });
});
