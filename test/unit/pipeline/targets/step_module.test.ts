import { describe, expect, it } from 'vitest';
import { PipelineSketch, type NotebookSketch } from '../../../builders/pipeline_sketch';

const TEMPLATES = { runner: '# --- steps: begin\n# --- steps: end\n', shared: {}, probe: '' };

function written(sketch: NotebookSketch, path: string, options: { readonly probe?: boolean } = {}): string {
  return new PipelineSketch(sketch).files(TEMPLATES, options).get(path) ?? '';
}

/** The module of a step that is all of a notebook. */
function module(...cells: string[]): string {
  return written({ cells, steps: [{ id: 'step', cells: cells.map((_, index) => index) }] }, 'steps/step.py');
}

/** What stands before the function. */
function head(...cells: string[]): string {
  return module(...cells).split('\n\n\ndef ')[0]!.replace('"""step"""\n\n', '');
}

/** The body without markers and blank lines. */
function body(...cells: string[]): string[] {
  return module(...cells).split(/^def .*\n/m)[1]!.split('\n').filter((line) => line.trim() !== '' && !line.includes('# %% cell'));
}

const NOTEBOOK: NotebookSketch = {
  cells: [
    '# Everything that is needed\nimport os, json\nimport numpy as np\n\nfrom sklearn.metrics import accuracy_score, f1_score  # scores\nimport matplotlib.pyplot as plt\n%matplotlib inline',
    '# How it is trained\nRATE = 0.1  # found by trying\nROUNDS = 5\n\n# Rescales\n# all columns.\ndef scale(x):\n    """Scale."""\n    return x * RATE',
    'lr = 0.5\nsizes = (1, 2)',
    { markdown: '## Load the data\n\nIt is small.' },
    '# from disk\ntable = np.loadtxt("table.csv"); count = len(table)\n!wc -l table.csv\ntable[:5]  # the first ones',
    { markdown: '## Train\n\nIn rounds:\n\n1. fit\n2. score' },
    'query = """\n  select *\n\n\n  from t\n"""\n\n\n\nfor round in range(ROUNDS):\n\tprint(round,\n\t      accuracy_score(table, scale(table)))',
    'plt.plot(table)\nlr, sizes',
  ],
  shared: ['RATE', 'ROUNDS', 'scale'],
  steps: [
    { id: 'load_the_data', title: 'Load the data', cells: [3, 4], outputs: ['table', 'count'] },
    { id: 'train', title: 'Train', cells: [5, 6, 7], inputs: ['table', '?count'], parameters: ['lr', 'sizes'], definitions: ['ROUNDS', 'scale'], outputs: ['query', '?round'] },
  ],
};

describe('a step\'s module', () => {
  it('is the notebook\'s text as a function', () => {
    expect(written(NOTEBOOK, 'steps/train.py')).toBe(`"""Train"""

from sklearn.metrics import accuracy_score  # scores
import matplotlib.pyplot as plt

from steps.shared import storing
from steps.shared.definitions import ROUNDS, scale
from steps.shared.reporting import display, end_of_cell


def train(table, count, *, lr=0.5, sizes=(1, 2)):
    if count is storing.UNBOUND:
        del count

    # %% [markdown]
    # In rounds:
    #
    # 1. fit
    # 2. score

    # %% cell 7
    query = """
  select *


  from t
"""

    for round in range(ROUNDS):
    	print(round,
    	      accuracy_score(table, scale(table)))

    # %% cell 8
    plt.plot(table)
    display((lr, sizes))
    end_of_cell(7)

    return query, locals().get("round", storing.UNBOUND)
`);
  });

  it('has its title, a short paragraph, and what became of IPython\'s syntax', () => {
    expect(written(NOTEBOOK, 'steps/load_the_data.py')).toBe(`"""Load the data

It is small.
"""

import numpy as np

from steps.shared.reporting import display, shell


def load_the_data():
    # %% cell 5
    # from disk
    table = np.loadtxt("table.csv"); count = len(table)
    shell("wc -l table.csv")  # !wc -l table.csv
    display(table[:5])  # the first ones

    return table, count
`);
  });

  it('leaves to the shared module what several steps need, with its comments', () => {
    expect(written(NOTEBOOK, 'steps/shared/definitions.py')).toBe(`"""Constants, functions and classes of the notebook, which its steps share."""

# %% cell 2
# How it is trained
RATE = 0.1  # found by trying
ROUNDS = 5


# Rescales
# all columns.
def scale(x):
    """Scale."""
    return x * RATE
`);
  });

  it('writes long lists over several lines', () => {
    const names = Array.from({ length: 20 }, (_, index) => `variable_${index}`);
    const text = written(
      { cells: [names.map((name) => `${name} = 1`).join('\n'), 'x = 1'], steps: [{ id: 'a', cells: [0], outputs: names }, { id: 'b', cells: [1], inputs: names }] },
      'steps/a.py',
    );
    expect(text.split('\n').filter((line) => line.length > 88)).toEqual([]);
    expect(text).toContain('    return (\n        variable_0,');
  });

  it('repeats settings and functions of other steps\' cells, with their comments', () => {
    const sketch = { cells: ['# Style\nstyle("dark")  # dark\nx = 1', 'y = 2'], steps: [{ id: 'a', cells: [0] }, { id: 'b', cells: [1], repeats: ['style'] }] };
    expect(written(sketch, 'steps/b.py')).toContain('def b():\n    # %% cell 1\n    # Style\n    style("dark")  # dark\n\n    # %% cell 2\n    y = 2\n');
  });

  it('leaves no marker of a cell of which nothing is left', () => {
    expect(module('import os', 'x = 1', '%matplotlib inline')).not.toMatch(/cell [13]/);
  });

  it('lets Check look at the variables around each cell', () => {
    const sketch = { cells: ['x = 1', 'y = x\nz = 2'], steps: [{ id: 'a', cells: [0, 1] }] };
    const text = written(sketch, 'steps/a.py', { probe: true });
    expect(text).toContain('    # %% cell 2\n    probe.before(1)\n    y = x\n    z = 2\n    probe.after(1, locals(), ["y", "z"])\n');
    expect(text).toContain('from steps.shared import probe\n');
  });

  it('keeps any title and any Markdown inside of docstring and comments', () => {
    const title = 'A """quoted""" \\n title"';
    const sketch: NotebookSketch = { cells: [{ markdown: `# ${title}\n\nText """ and \\N{x} end\\` }, 'x = 1'], steps: [{ id: 'a', title, cells: [0, 1] }] };
    expect(written(sketch, 'steps/a.py')).toContain('"""A \\"\\"\\"quoted\\"\\"\\" \\\\n title\\"\n\nText \\"\\"\\" and \\\\N{x} end\\\\\n"""\n');
  });

  it('has no characters that Python does not read', () => {
    const sketch: NotebookSketch = { cells: [{ markdown: '# T\0\n\na\0b\u001b\n\n- c\0' }, 'x = 1'], steps: [{ id: 'a', title: 'T\0 x', cells: [0, 1] }] };
    expect(written(sketch, 'steps/a.py')).not.toMatch(/[\0\u001b]/);
  });

  it('does not keep pictures that stand in Markdown as text', () => {
    const sketch: NotebookSketch = { cells: [{ markdown: `![a](data:image/png;base64,${'A'.repeat(5000)})` }, 'x = 1'], steps: [{ id: 'a', cells: [0, 1] }] };
    expect(written(sketch, 'steps/a.py')).toContain('# ![a](data:image/png;base64,…)');
  });
});

describe('imports of a step', () => {
  it('are those in use, each once, in the notebook\'s order and groups', () => {
    expect(head('import os\n\nimport numpy as np, json as j\nfrom a import (b,  # one\n    c, d as e)', 'import numpy as np\nfrom a import e2, c', 'os, np, c, e'))
      .toBe('import os\n\nimport numpy as np\nfrom a import c, d as e\n\nfrom steps.shared.reporting import display');
  });

  it('are those that only a string mentions, too', () => {
    expect(head('import numexpr, os', 'frame.eval("numexpr")')).toContain('import numexpr\n');
  });

  it('from the future come first, whatever stands above them', () => {
    expect(head('import os', '# later\nfrom __future__ import annotations', 'os')).toMatch(/^# later\nfrom __future__ import annotations\n\nimport os\n/);
  });

  it('take their comments along where nothing of their paragraph stays', () => {
    expect(head('# Numbers\nimport numpy as np  # arrays', 'x = np')).toBe('# Numbers\nimport numpy as np  # arrays');
    expect(body('# Numbers\nimport numpy as np\nx = np')).toEqual(['    # Numbers', '    x = np']);
  });

  it('stand in the function where their names are its variables', () => {
    expect(module('import json\nfrom os import path', 'if json:\n    import json\nx = path')).toContain('from os import path\n\n\ndef step():\n    import json\n\n    # %% cell 2\n');
  });

  it('name what is used of a star import', () => {
    const sketch = { cells: ['from numpy import *  # all', 'sum = array([1])\nx = zeros(3), "ones"'], stars: { numpy: ['array', 'zeros', 'ones', 'sum'] }, steps: [{ id: 'step', cells: [0, 1] }] };
    expect(written(sketch, 'steps/step.py')).toMatch(/^from numpy import array, zeros {2}# all$/m);
  });

  it('have the pipeline\'s own display in place of IPython\'s', () => {
    expect(head('from IPython.display import display, HTML', 'display(HTML("a"))')).toBe('from IPython.display import HTML\n\nfrom steps.shared.reporting import display');
  });
});

describe('the last expression of a cell', () => {
  it.each([
    ['x', 'display(x)'],
    ['a, b', 'display((a, b))'],
    ['(a, b)', 'display((a, b))'],
    ['(a), (b)', 'display(((a), (b)))'],
    ['x  # note', 'display(x)  # note'],
    ['y = 1; x', 'y = 1; display(x)'],
    ['(x)', 'display((x))'],
    ['print(x)', 'print(x)'],
    ['x;', 'x;'],
  ])('%s becomes %s', (cell, line) => {
    expect(body(cell)).toEqual([`    ${line}`]);
  });

  it('may go over several lines', () => {
    expect(body('(table  # all\n  .head(),\n)[0]  # first')).toEqual(['    display((table  # all', '      .head(),', '    )[0])  # first']);
  });
});

describe('figures that a cell may leave open', () => {
  it.each([
    ['a cell that plots', ['import matplotlib.pyplot as plt', 'plt.plot([1])']],
    ['a cell that calls a function which plots', ['import seaborn as sns\ndef show(x):\n    sns.heatmap(x)\ndef all_of(x):\n    show(x)', 'all_of(1)']],
    ['a frame that plots', ['', 'table.plot.bar()']],
    ['an estimator that is drawn', ['from sklearn.metrics import RocCurveDisplay', 'RocCurveDisplay.from_estimator(a, b, c)']],
  ])('are shown at the end of %s', (_, cells) => {
    expect(module(...cells)).toContain('end_of_cell(1)');
  });

  it.each([
    ['a cell that computes', ['import matplotlib.pyplot as plt\nimport numpy as np', 'x = np.sin(1)']],
    ['a cell that defines how to plot', ['import matplotlib.pyplot as plt', 'def show(x):\n    plt.plot(x)\nx = 1']],
  ])('are not looked for after %s', (_, cells) => {
    expect(module(...cells)).not.toContain('end_of_cell');
  });
});
