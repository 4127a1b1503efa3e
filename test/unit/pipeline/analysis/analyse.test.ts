import { describe, expect, it } from 'vitest';
import { analyse } from '../../../../src/pipeline/analysis/analyse';
import type { Flow, Use } from '../../../../src/pipeline/analysis/flow';
import type { Options } from '../../../../src/pipeline/analysis/options';
import { codeCell, notebook, OPTIONS } from './notebook_flow';

function analysed(options: Partial<Options>, ...sources: readonly string[]): Flow {
  return analyse(sources.map((source, index) => codeCell(index, source)), { ...OPTIONS, ...options });
}

function use(flow: Flow, unit: number, subject: string): Use {
  const found = flow.units[unit]?.uses.find((one) => one.subject === subject);
  if (!found) throw new Error(`statement ${unit} does not need ${subject}`);
  return found;
}

describe('places', () => {
  it('of a statement are those of its cell, decorators included', () => {
    const { units } = notebook('a = [1]\n', 'import functools\n\n@functools.cache\ndef f():\n    pass');
    expect(units.map(({ cell, place }) => ({ ...place, cell }))).toEqual([
      { cell: 0, line: 1, column: 0, endLine: 1, endColumn: 7 },
      { cell: 1, line: 1, column: 0, endLine: 1, endColumn: 16 },
      { cell: 1, line: 3, column: 0, endLine: 5, endColumn: 8 },
    ]);
  });

  it('of a need is where the name is read', () => {
    expect(use(notebook('a = [1]', 'print("é", a)'), 1, 'a')).toEqual({
      subject: 'a',
      place: { cell: 1, line: 1, column: 11, endLine: 1, endColumn: 12 },
      through: [],
      optional: false,
    });
  });

  it('of a need through calls are the call, then the lines inside, outermost first', () => {
    const flow = notebook('def inner():\n    return rows\ndef outer():\n    return inner()', 'rows = [1]\nprint(outer())');
    expect(use(flow, 3, 'rows')).toMatchObject({
      place: { cell: 1, line: 2, column: 6 },
      through: [{ cell: 0, line: 4, column: 11 }, { cell: 0, line: 2, column: 11 }],
    });
  });

  it('of a need that is there twice is the one in the statement itself', () => {
    const flow = notebook('def f():\n    return rows', 'rows = [1]\nprint(f(), rows)');
    expect(use(flow, 2, 'rows').through).toEqual([]);
  });
});

describe('imports', () => {
  it('of all that a module has bind the names that it is told to have', () => {
    const flow = analysed({ stars: new Map([['math', ['pi', 'sqrt']]]) }, 'from math import *\nprint(sqrt(pi))');
    expect(flow.units[0]!.writes.map(({ subject }) => subject)).toEqual(['pi', 'sqrt']);
    expect(flow.units[0]!.role).toBe('import');
    expect(flow.problems).toEqual([]);
  });

  it('of all that an unknown module has are a problem where a name is missing', () => {
    expect(notebook('from unknown import *\nprint(a)').problems.map(({ code, severity }) => `${severity} ${code}`)).toEqual(['error star-import']);
  });

  it('of all that an unknown module has are none where no name is missing', () => {
    expect(notebook('from unknown import *\nprint(1)').problems).toEqual([]);
  });

  it('are told by their top-level modules, without those of Python itself', () => {
    expect(notebook('import os, sklearn.svm\nfrom pandas.plotting import scatter_matrix\nimport helpers').modules).toEqual(['sklearn', 'pandas', 'helpers']);
  });

  it('from a module beside the notebook give functions that may change what they are given', () => {
    const source = 'from helpers import clean\nrows = [1]\nresult = clean(rows)\nprint(rows, result)';
    const changed = (flow: Flow) => flow.units[2]!.writes.filter(({ how }) => how === 'mutate').map(({ subject }) => subject);
    expect(changed(analysed({ localModules: new Set(['helpers']) }, source))).toEqual(['rows']);
    expect(changed(notebook(source))).toEqual([]);
  });
});

describe('random numbers', () => {
  it('are noted once where nothing is seeded', () => {
    const { problems } = notebook('import numpy as np\na = np.random.rand()\nb = np.random.rand()');
    expect(problems.map(({ code, severity, place }) => `${severity} ${code} ${place.line}`)).toEqual(['note random 2']);
  });

  it('that change nothing of what is given are not noted', () => {
    const lines = ['from sklearn.datasets import load_digits', 'from sklearn.svm import SVC', 'd = load_digits()', 'SVC(C=1).fit(d.data, d.target).predict(d.data)'];
    expect(notebook(lines.join('\n')).problems).toEqual([]);
  });

  it('tie nothing together where each step is seeded', () => {
    const flow = analysed({ seedSteps: true }, 'import numpy as np\nnp.random.seed(0)\na = np.random.rand()');
    expect(flow.units.flatMap(({ uses, writes }) => [...uses, ...writes]).filter(({ subject }) => subject.startsWith('random:'))).toEqual([]);
  });
});

describe('statements that only show', () => {
  const shows = (...sources: readonly string[]) => notebook(...sources).units.map((unit) => unit.shows);

  it('print, draw or display', () => {
    expect(shows('a = [1]\nprint(a)', 'a')).toEqual([false, true, true]);
  });

  it('may make what only they use', () => {
    expect(shows('import matplotlib.pyplot as plt\nfig, ax = plt.subplots()\nax.plot([1])\nplt.show()')).toEqual([false, true, true, true]);
  });

  it('do not make what others need', () => {
    expect(shows('a = [1]\na.append(2)', 'print(a)')).toEqual([false, false, true]);
  });
});

describe('cells that cannot be read', () => {
  it('are a problem and no statements', () => {
    const flow = notebook('a = [1]', 'for', 'print(a)');
    expect(flow.units.map(({ cell }) => cell)).toEqual([0, 2]);
    expect(flow.problems).toMatchObject([{ code: 'syntax', severity: 'error', place: { cell: 1, line: 1 } }]);
  });

  it('in Python 2 are told so', () => {
    expect(notebook('print "a"').problems).toMatchObject([{ code: 'python2', place: { cell: 0, line: 1 } }]);
  });

  it('may define what others miss', () => {
    expect(notebook('def f(:\n    pass', 'f()').problems.map(({ code }) => code)).toEqual(['syntax']);
  });

  it('for awaiting at the top level are refused there', () => {
    const { problems } = notebook('import asyncio\nawait asyncio.sleep(0)');
    expect(problems).toMatchObject([{ code: 'await', severity: 'error', place: { cell: 0, line: 2, column: 0 } }]);
  });
});

describe('what is too much to follow', () => {
  it('is done by the rough: a function that nobody can follow to its end changes what it may', () => {
    const functions = Array.from({ length: 30 }, (_, n) => `def f${n}(x):\n    f${n + 1}(x)\n    f${n + 1}(x)`).join('\n');
    const flow = notebook(`${functions}\ndef f30(x):\n    x.append(1)\nrows = []\nf0(rows)\nprint(rows)`);
    expect(flow.units[32]!.writes).toMatchObject([{ subject: 'rows', how: 'mutate' }]);
  });

  it('is not a sum of thousands of terms', () => {
    const flow = notebook(`a = [1]\nb = ${'a[0] + '.repeat(3000)}1\nprint(b)`);
    expect(flow.problems).toEqual([]);
    expect(flow.units[1]).toMatchObject({ role: 'work', uses: [{ subject: 'a' }], writes: [{ subject: 'b', how: 'bind' }] });
  });

  it('is told where a statement is nested too deeply', () => {
    const { problems } = notebook(`a = ${'-'.repeat(20_000)}1`);
    expect(problems.every(({ severity }) => severity === 'error')).toBe(true);
    expect(problems).toHaveLength(1);
  });
});
