import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { localModule } from '../../../../src/pipeline/interpreter/local_module';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trialbook-local-'));
});

afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}

function namesIn(text: string): string[] | null {
  write('helpers.py', text);
  return localModule(folder, 'helpers')!.names?.toSorted() ?? null;
}

describe('a module beside the notebook', () => {
  test('is found as a file, a package, a module of a package, a folder with modules', () => {
    write('helpers.py', '');
    write('package/__init__.py', '');
    write('package/inner.py', '');
    write('loose/inner.py', '');
    const files = ['helpers', 'package', 'package.inner', 'loose', 'loose.inner'].map((module) => localModule(folder, module)?.file);
    expect(files).toEqual(['helpers.py', 'package/__init__.py', 'package/inner.py', 'loose', 'loose/inner.py'].map((file) => join(folder, file)));
  });

  test('is none where there is nothing, only data, or no name', () => {
    write('datasets/rows.csv', '');
    write('secret.py', '');
    expect(['absent', 'datasets', 'datasets.rows', '', '..secret', '../secret', 'a.b.c'].map((module) => localModule(folder, module))).toEqual(Array(7).fill(null));
  });
});

describe('its public names', () => {
  test('are what it binds, imports among them, but for what begins with an underscore', () => {
    const text = 'import os.path, numpy as np\nfrom math import pi as π, e\ndef f(): inner = 1\nclass A: attribute = 1\nx = y = 1\n(a, *b), c.d = 1\n_hidden = 1\nfor i in x: pass\nif x:\n    deep = 1\nprint(read := 1)\n';
    expect(namesIn(text)).toEqual(['os', 'np', 'π', 'e', 'f', 'A', 'x', 'y', 'a', 'b', 'i', 'deep', 'read'].toSorted());
  });

  test('are not those that it deletes, annotates only, or binds when it is run as a program', () => {
    const text = 'x = 1\ndel x\nz: int\ntry: pass\nexcept E as error: pass\nif __name__ == "__main__":\n    main = 1\nelse:\n    imported = 1\n';
    expect(namesIn(text)).toEqual(['imported']);
  });

  test.each([
    ['__all__ = ["a", "_b"]\nc = 1', ['_b', 'a']],
    ['__all__ = ("a",)\n__all__ += ["b"]\n__all__.extend(["c"])\n__all__.append("d")\n__all__.remove("a")', ['b', 'c', 'd']],
    ['__all__: list = ["a"] + ["b"]', ['a', 'b']],
  ])('are those that __all__ lists: %j', (text, names) => {
    expect(namesIn(text)).toEqual(names);
  });

  test.each(['__all__ = [name for name in dir()]', '__all__ = ["a"] + other.__all__', '__all__ = []\nfor n in x: __all__.append(n)', '__all__ = a = []\na.append("b"); print(__all__)', 'def f(:'])(
    'cannot be told without running it: %j',
    (text) => {
      expect(namesIn(text)).toBeNull();
    },
  );

  test('are also those of the modules beside it whose names it takes all of', () => {
    write('package/__init__.py', 'from .one import *\nfrom package.two import *\nfrom . import three\nfrom .four import x\n');
    write('package/one.py', 'one = 1\nfrom ..outside import *\n');
    write('package/two.py', '__all__ = ["two"]\nother = 1\n');
    write('package/three.py', '');
    write('package/four.py', '');
    write('outside.py', 'outside = 1\n');
    expect(localModule(folder, 'package')!.names!.toSorted()).toEqual(['four', 'one', 'three', 'two', 'x', 'outside'].toSorted());
  });

  test('come with the modules from elsewhere whose names it takes all of', () => {
    write('helpers.py', 'from other import *\nfrom math import *\n');
    write('other.py', 'from numpy import *\nown = 1\n');
    expect(localModule(folder, 'helpers')).toMatchObject({ names: ['own'], stars: ['numpy', 'math'] });
  });

  test('are told of modules that take each other’s', () => {
    write('one.py', 'from two import *\na = 1\n');
    write('two.py', 'from one import *\nb = 1\n');
    expect(localModule(folder, 'one')!.names!.toSorted()).toEqual(['a', 'b']);
  });
});
