import { describe, expect, it } from 'vitest';
import { folderTree } from '../../../src/core/folder_tree';

describe('files by their folders', () => {
  it('lists folders and files of each by name', () => {
    const tree = folderTree(['train.py', 'src/b.py', 'src/a.py', 'src/models/net.py', 'data/x/y.csv']);
    expect(Object.fromEntries(tree)).toEqual({
      '': { folders: ['data', 'src'], files: ['train.py'] },
      src: { folders: ['src/models'], files: ['src/a.py', 'src/b.py'] },
      'src/models': { folders: [], files: ['src/models/net.py'] },
      data: { folders: ['data/x'], files: [] },
      'data/x': { folders: [], files: ['data/x/y.csv'] },
    });
  });

  it('lists a file once that is named twice', () => {
    expect(folderTree(['a', 'a']).get('')?.files).toEqual(['a']);
  });

  it('has a top where there are no files', () => {
    expect(folderTree([]).get('')).toEqual({ folders: [], files: [] });
  });
});
