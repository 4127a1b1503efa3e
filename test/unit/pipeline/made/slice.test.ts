import { describe, expect, it } from 'vitest';
import { executedCells } from '../../../../src/pipeline/made/executed_cell';
import type { Slice } from '../../../../src/pipeline/made/execution';
import { sliceCells } from '../../../../src/pipeline/made/slice';
import { executions, failed, type Ran } from '../../../builders/executions';

/** Of what leads to the last cell. */
function sliceOf(...ran: readonly Ran[]): Slice {
  return sliceCells(executedCells(executions(...ran)), new Set([ran.length]), { stars: new Map(), localModules: new Set() });
}

/** Numbers of the cells that lead to the last one. */
function kept(...ran: readonly Ran[]): number[] {
  return sliceOf(...ran).kept.map(({ id }) => id);
}

function notes(...ran: readonly Ran[]): string[] {
  return sliceOf(...ran).notes.map(({ kind, executions: about, names }) => `${kind} ${about.join(' ')} ${names.join(' ')}`.trim());
}

describe('what leads to a number', () => {
  it('is the cell that made it, where that needs nothing', () => {
    expect(kept('a = 1', 'b = 2', 'print(3)')).toEqual([3]);
  });

  it('are the cells that made what it reads, and what those read', () => {
    expect(kept('a = 1', 'x = 5', 'b = a + 1', 'y = x', 'print(b)')).toEqual([1, 3, 5]);
  });

  it('is the execution that bound a variable last, not those before', () => {
    expect(kept('a = 1', 'a = 2', 'a = 3', 'print(a)')).toEqual([3, 4]);
  });

  it('is what a variable was then, although it is bound anew later', () => {
    expect(kept('a = 1', 'b = a', 'a = 2', 'print(b)')).toEqual([1, 2, 4]);
  });

  it('are all changes in place, and those by another name', () => {
    expect(kept('a = [1]', 'b = a', 'b.append(2)', 'c = [3]', 'c.append(4)', 'a.append(5)', 'print(a)')).toEqual([1, 2, 3, 6, 7]);
  });

  it('is the function as it was defined then, with what it reads when it is called', () => {
    expect(kept('def f(x):\n    return x + k', 'k = 1', 'def f(x):\n    return x * k', 'k = 2', 'z = 7', 'print(f(3))')).toEqual([3, 4, 6]);
  });

  it('is what was bound in a branch together with what was there before', () => {
    expect(kept('a = 1', 'if len("x"):\n    a = 2', 'print(a)')).toEqual([1, 2, 3]);
  });

  it('is a variable that was deleted since', () => {
    expect(kept('a = 1', 'b = a', 'del a', 'print(b)')).toEqual([1, 2, 4]);
  });

  it('is the deletion of what hid something of Python', () => {
    expect(kept('len = 3', 'del len', 'print(len("x"))')).toEqual([1, 2, 3]);
  });

  it('is the last import of a name', () => {
    expect(kept('import numpy as np', 'import numpy as np\nimport pandas as pd', 'x = np.zeros(3)', 'print(x)')).toEqual([2, 3, 4]);
  });

  it('are imports of parts of a package, although the package is imported again', () => {
    expect(kept('import sklearn.metrics', 'import sklearn', 'import os', 'print(sklearn.metrics)')).toEqual([1, 2, 4]);
  });

  it('is the same cell as often as it ran', () => {
    expect(kept('n = [0]', 'n.append(1)', 'n.append(1)', 'print(n)')).toEqual([1, 2, 3, 4]);
  });

  it('are no cells that only show', () => {
    expect(kept('import pandas as pd', 'df = pd.DataFrame({"a": [1]})', 'df.head()', 'df.describe()', 'print(df.a.sum())')).toEqual([1, 2, 5]);
  });
});

describe('random numbers', () => {
  it('lead on from each cell that draws behind a seed', () => {
    expect(kept('import numpy as np', 'np.random.seed(0)', 'a = np.random.rand(3)', 'b = 3', 'c = np.random.rand(2)', 'print(c)')).toEqual([1, 2, 3, 5, 6]);
  });

  it('begin anew with each seed', () => {
    expect(kept('import numpy as np', 'np.random.seed(0)', 'a = np.random.rand(3)', 'np.random.seed(1)', 'c = np.random.rand(2)', 'print(c)')).toEqual([1, 4, 5, 6]);
  });

  it('are said to be chance where nothing has seeded them', () => {
    expect(notes('import numpy as np', 'c = np.random.rand(2)', 'print(c)')).toEqual(['random 2']);
  });

  it('of generators of their own are their objects', () => {
    expect(kept('import numpy as np\nrng = np.random.default_rng(0)', 'a = rng.random()', 'other = np.random.default_rng(1)', 'b = other.random()', 'c = rng.random()', 'print(c)')).toEqual([1, 2, 5, 6]);
  });
});

describe('files', () => {
  const pandas = 'import pandas as pd';
  it('lead from the cell that reads one to the cell that wrote it', () => {
    expect(kept(pandas, 'a = pd.DataFrame({"x": [1]})', 'b = pd.DataFrame({"x": [2]})', 'a.to_csv("a.csv")', 'b.to_csv("b.csv")', 'c = pd.read_csv("a.csv")', 'print(c)')).toEqual([1, 2, 4, 6, 7]);
  });

  it('that were written anew were as written last', () => {
    expect(kept(pandas, 'a = pd.DataFrame({"x": [1]})', 'a.to_csv("a.csv")', 'a = a * 2', 'a.to_csv("a.csv")', 'c = pd.read_csv("a.csv")', 'print(c)')).toEqual([1, 2, 4, 5, 6, 7]);
    expect(kept(pandas, 'a = pd.DataFrame({"x": [1]})', 'a.to_csv("a.csv")', 'a = pd.DataFrame({"x": [2]})', 'a.to_csv("a.csv")', 'c = pd.read_csv("a.csv")', 'print(c)')).toEqual([1, 4, 5, 6, 7]);
  });

  it('that are written and not read lead nowhere', () => {
    expect(kept(pandas, 'a = pd.DataFrame({"x": [1]})', 'a.to_csv("a.csv")', 'a.to_csv("a.csv")', 'print(a)')).toEqual([1, 2, 5]);
  });

  it('that a command of the shell may have made lead to that', () => {
    expect(kept(pandas, '!curl -o a.csv https://example.org/a.csv', 'c = pd.read_csv("a.csv")', 'print(c)')).toEqual([1, 2, 3, 4]);
  });

  it('of modules count as they were when these were loaded again', () => {
    expect(kept('%%writefile helper.py\nk = 1', 'import helper, importlib', '%%writefile helper.py\nk = 2', 'importlib.reload(helper)', '%%writefile other.py\nk = 3', 'print(helper.k)')).toEqual([1, 2, 3, 4, 6]);
    expect(kept('%load_ext autoreload\n%autoreload 2', '%%writefile helper.py\nk = 1', 'from helper import k', '%%writefile helper.py\nk = 2', 'print(k)')).toEqual([1, 2, 3, 4, 5]);
  });

  it('from outside are told', () => {
    expect(sliceOf(pandas, 'c = pd.read_csv("data/a.csv")', 'd = pd.read_csv("other.csv")', 'print(c)').files).toEqual(['data/a.csv']);
  });

  it('bring along the folder that was made for them', () => {
    expect(kept('import os, numpy as np', 'os.makedirs("out")', 'x = np.zeros(2)', 'np.save("out/x.npy", x)', 'print(np.load("out/x.npy"))')).toEqual([1, 2, 3, 4, 5]);
  });
});

describe('settings', () => {
  it('are kept, and those that say it again are not', () => {
    expect(kept('import pandas as pd', 'pd.set_option("mode.copy_on_write", True)', 'pd.set_option("mode.copy_on_write", True)', 'print(1)')).toEqual([1, 2, 4]);
  });

  it('of the folder and the environment are kept each time', () => {
    expect(kept('%cd data', '%env A=1', '%cd data', 'print(1)')).toEqual([1, 2, 3, 4]);
  });

  it('of how things look do not keep the cell that trains', () => {
    expect(kept('import matplotlib.pyplot as plt, numpy as np', 'plt.style.use("ggplot")\nx = np.zeros(3)', 'plt.style.use("ggplot")', 'print(1)')).toEqual([1, 3, 4]);
  });

  it('that imports make by themselves are kept', () => {
    expect(kept('import hvplot.pandas', 'import os', 'print(1)')).toEqual([1, 3]);
  });

  it('of packages that are used later by calls of which nothing is known are kept', () => {
    expect(kept('import mylib, other', 'mylib.add(3)', 'other.add(3)', 'print(mylib.total())')).toEqual([1, 2, 4]);
  });

  it('are not what records runs', () => {
    expect(kept('import trialbook', 'trialbook.log_metric("a", 1)', 'trialbook.log_metric("b", 1)')).toEqual([1, 3]);
  });
});

describe('cells that failed', () => {
  it('count where a part of them may have changed something', () => {
    const slice = sliceOf('a = [1]', failed('a.append(2)\nraise ValueError'), 'print(a)');
    expect(slice.kept.map(({ id, raises }) => [id, raises])).toEqual([[1, false], [2, true], [3, false]]);
  });

  it('do not hide what was there before', () => {
    expect(kept('a = 1', failed('b = 1 / 0\na = 2'), 'print(a)')).toEqual([1, 2, 3]);
  });

  it('do not count where all they may have done was done anew', () => {
    expect(kept('a = 1', failed('a = open("none").read()'), 'a = 2', 'print(a)')).toEqual([3, 4]);
  });

  it('do not count where they never began', () => {
    expect(kept('a = 1', failed('a = (', 'SyntaxError: never closed'), 'print(a)')).toEqual([1, 3]);
  });

  it('and cells that were interrupted, or of which the end is not known, are told of', () => {
    expect(notes('a = [1]', { source: 'a.append(2)', status: 'interrupted' }, { source: 'a.append(3)', status: 'unknown' }, 'print(a)')).toEqual(['interrupted 2', 'unfinished 3']);
  });
});

describe('what cannot be followed', () => {
  it('is kept with all before it, and told', () => {
    expect(kept('a = 1', 'b = 2', 'exec(open("x.py").read())', 'c = 3', 'd = 4', 'print(d)')).toEqual([1, 2, 3, 5, 6]);
    expect(notes('a = 1', 'exec(open("x.py").read())', 'print(2)')).toEqual(['unfollowed 2']);
  });

  it.each(['%run other.py', '%%R\nx <- 1', '%no_such_magic', 'print(Out[2])', 'f = globals()["a"]', '%store -r a'])('is %j', (source) => {
    expect(kept('a = 1', source, 'print(3)')).toEqual([1, 2, 3]);
  });

  it('is a function that looks for variables by name, in the cell that calls it', () => {
    expect(kept('def f(t):\n    return eval(t)', 'a = 1', 'print(f(input))')).toEqual([1, 2, 3]);
  });

  it.each(['%load other.py', '%matplotlib inline', '%%javascript\nalert(1)', '%timeit 1', '!ls', '# nothing'])('is not %j', (source) => {
    expect(kept('a = 1', source, 'a = 3', 'print(a)').filter((id) => id === 1)).toEqual([]);
  });

  it('is what would take too long', () => {
    const cells = executedCells(executions('a = [1]', 'b = 2', 'a.append(3)', 'd = 4', 'print(d)'));
    const slice = sliceCells(cells, new Set([5]), { stars: new Map(), localModules: new Set(), visitsAtMost: 0 });
    expect(slice.kept.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
  });

  it('is what was taken out', () => {
    expect(kept('a = 1', { source: '', redactedMs: 1 }, 'print(3)')).toEqual([1, 2, 3]);
    expect(notes('a = 1', { source: '', redactedMs: 1 }, 'print(3)')).toEqual(['redacted 2']);
  });

  it('is a cell in another language', () => {
    expect(notes('a = 1', { source: 'SELECT 1', language: 'sql' }, 'print(3)')).toEqual(['language 2']);
  });

  it('is a star of a module of which nothing is known', () => {
    expect(kept('from somewhere import *', 'print(3)')).toEqual([1, 2]);
  });
});

describe('what the kernel told', () => {
  it('adds variables that the text does not show', () => {
    const names = { defined: ['a'], read: [], deleted: [] };
    expect(kept({ source: 'inject()', names }, 'print(a)')).toEqual([1, 2]);
  });

  it('never takes away what the text shows', () => {
    const names = { defined: [], read: [], deleted: [] };
    expect(kept({ source: 'a = 1', names }, { source: 'print(a)', names })).toEqual([1, 2]);
  });
});

describe('it is told', () => {
  it('why a cell is kept', () => {
    expect(sliceOf('a = 1', 'b = a', 'print(b)').kept.map(({ why }) => why)).toEqual([
      [{ kind: 'name', subject: 'a', to: 2 }],
      [{ kind: 'name', subject: 'b', to: 3 }],
      [{ kind: 'target', subject: null, to: null }],
    ]);
  });

  it('which variables nothing recorded defines', () => {
    expect(notes('b = a + 1', 'print(b)')).toEqual(['undefined 1 a']);
  });

  it('that somebody was asked', () => {
    expect(notes('b = input()', 'print(b)')).toEqual(['input 1']);
  });

  it('that outputs are taken by numbers, which change', () => {
    expect(notes('1 + 1', 'b = Out[1]', 'print(b)')).toEqual(['unfollowed 2', 'history 2']);
  });

  it('what was installed on the way', () => {
    expect(notes('%pip install rich', 'print(1)')).toEqual(['install 1 rich']);
  });
});

describe('several targets', () => {
  it('are all kept, with what leads to each', () => {
    const ran = executions('a = 1', 'b = 2', 'print(a)', 'c = 3', 'print(b)', 'print(c)');
    const slice = sliceCells(executedCells(ran), new Set([3, 5]), { stars: new Map(), localModules: new Set() });
    expect(slice.kept.map(({ id }) => id)).toEqual([1, 2, 3, 5]);
    expect(slice.left).toEqual([4]);
  });
});
