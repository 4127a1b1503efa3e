import { describe, expect, it } from 'vitest';
import { movedPath } from '../../../src/git/moved_path';

describe('the place of a path in another work tree', () => {
  it.each([
    ['/w/src/train.py', '/v/src/train.py'],
    ['/w', '/v'],
    ['/w/..data/x', '/v/..data/x'],
    ['/wide/x', null],
    ['/data/x', null],
    ['train.py', null],
  ])('of %s is %s', (path, moved) => {
    expect(movedPath(path, '/w', '/v')).toBe(moved);
  });

  it('does not depend on the folder that this program is in', () => {
    expect(movedPath('train.py', process.cwd(), '/v')).toBeNull();
  });
});
