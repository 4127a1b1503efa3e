import { describe, expect, it } from 'vitest';
import { wayToRun } from '../../../src/commands/way_to_run';

describe('the way a file is run', () => {
  const place = { folder: '/work', inFileFolder: false };

  it('is from the workspace folder', () => {
    expect(wayToRun({ ...place, file: '/work/modell eins/schätzen.py' }, '')).toEqual({ cwd: '/work', target: ['modell eins/schätzen.py'] });
  });

  it('is from its own folder where the person said so', () => {
    expect(wayToRun({ ...place, file: '/work/a/train.py', inFileFolder: true }, '')).toEqual({ cwd: '/work/a', target: ['train.py'] });
  });

  it('is from its own folder outside the workspace', () => {
    expect(wayToRun({ ...place, file: '/other/train.py', folder: undefined }, '')).toEqual({ cwd: '/other', target: ['train.py'] });
  });

  it.each(['from .config import LR', 'import os\nfrom . import net', 'from ..data import load'])('is as a module where it begins with %j', (source) => {
    expect(wayToRun({ ...place, file: '/work/pkg/sub/train.py' }, source).target).toEqual(['-m', 'pkg.sub.train']);
  });

  it.each([
    ['an import that may fail', '/work/pkg/train.py', 'try:\n    from .config import LR\nexcept ImportError:\n    from config import LR\n'],
    ['a folder that is no package', '/work/my-pkg/train.py', 'from .config import LR\n'],
    ['no folder to import from', '/work/train.py', 'from .config import LR\n'],
  ])('is as a script with %s', (_, file, source) => {
    expect(wayToRun({ ...place, file }, source).target).toEqual([file.slice('/work/'.length)]);
  });
});
