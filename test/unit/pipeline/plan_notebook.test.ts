import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { planNotebook, type PlannedNotebook, type PlanRequest } from '../../../src/pipeline/plan_notebook';
import { notebookFile, type CellText } from '../../builders/notebook_file';

const root = join(import.meta.dirname, '..', '..', '..');
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trialbook-plan-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function plan(cells: readonly CellText[], request: Partial<PlanRequest> = {}): Promise<PlannedNotebook> {
  return planNotebook(notebookFile(...cells), { folder, root, ...request });
}

/** `error out-of-order at 2`: what is said and at which cell, counted from 0. */
async function problems(cells: readonly CellText[], request: Partial<PlanRequest> = {}): Promise<string[]> {
  const planned = await plan(cells, request);
  return planned.plan.problems.map(({ severity, code, place }) => `${severity} ${code} at ${place.cell}`);
}

describe('from the text of a notebook', () => {
  it('come steps and what flows between them', async () => {
    const { plan: made } = await plan([{ markdown: '# Load' }, 'x = open("a.txt").read()', { markdown: '# Count' }, 'print(len(x))']);
    expect(made.steps.map(({ id, inputs, outputs }) => [id, inputs.map(({ name }) => name), outputs.map(({ name }) => name)])).toEqual([
      ['load', [], ['x']],
      ['count', ['x'], []],
    ]);
  });

  it('come parameters with their values', async () => {
    const { plan: made } = await plan([{ code: 'lr = 0.1  # rate\nname = "a=b"\nsizes: list = [1, 2]', tags: ['parameters'] }, 'print(lr, name, sizes)']);
    expect(made.parameters.map(({ name, literal }) => [name, literal])).toEqual([['lr', '0.1'], ['name', '"a=b"'], ['sizes', '[1, 2]']]);
  });

  it('come the requirements that it installs', async () => {
    expect((await plan(['%pip install rich==13.0', 'print(1)'])).plan.requirements).toEqual(['rich==13.0']);
  });

  it.each(['', 'x', '[]', '{"cells": 3}'])('that is none, %j, comes an error that says so', async (text) => {
    await expect(planNotebook(text, { folder, root })).rejects.toThrow(expect.objectContaining({ name: 'TrialbookError' }) as Error);
  });

  it('in another language comes nothing but that', async () => {
    const text = JSON.stringify({ nbformat: 4, metadata: { language_info: { name: 'R' } }, cells: [{ cell_type: 'code', source: 'x <- 1' }] });
    expect((await planNotebook(text, { folder, root })).plan.problems.map(({ code }) => code)).toEqual(['language']);
  });
});

describe('modules', () => {
  it('beside the notebook are read for what their star stands for', async () => {
    writeFileSync(join(folder, 'helpers.py'), 'def twice(x):\n    return 2 * x\n');
    expect(await problems(['from helpers import *', 'print(twice(2))'])).toEqual([]);
  });

  it('beside the notebook pass on the stars of others, which are asked for', async () => {
    writeFileSync(join(folder, 'helpers.py'), 'from math import *\n');
    const cells = ['from helpers import *', 'print(sqrt(2))'];
    expect([await problems(cells, { interpreter: 'python3' }), await problems(cells)]).toEqual([[], ['error star-import at 0']]);
  });

  it('elsewhere are asked of the interpreter', async () => {
    const cells = ['from math import *', 'print(sqrt(2))'];
    expect(await problems(cells, { interpreter: 'python3' })).toEqual([]);
  });

  it('that nobody can be asked for refuse the notebook at their import', async () => {
    expect(await problems(['from frobnicate import *', 'print(thing)'])).toEqual(['error star-import at 0']);
  });

  it('have no versions where the interpreter does not start, which is no error', async () => {
    const { plan: made, modules } = await plan(['import json', 'print(json)'], { interpreter: join(folder, 'python') });
    expect([made.status, modules.python, modules.failure]).toEqual(['ready', null, expect.stringContaining('cannot be started')]);
  });
});

describe('cells that ran in another order than they stand in', () => {
  const changing: CellText[] = [{ code: 'x = 1', count: 1 }, { code: 'x = x + 1', count: 3 }, { code: 'print(x)', count: 2 }];

  it('refuse the notebook where that changes what a cell gets', async () => {
    const { plan: made } = await plan(changing);
    expect([made.status, made.problems.map(({ message }) => message)]).toEqual([
      'refused',
      ['Cell 2 (In [3]) ran after cells that stand below, and it matters: cell 3 gets another `x` in that order. Choose the order of the document (--order document) or the one in which the cells ran (--order recorded).'],
    ]);
  });

  it.each([
    ['document', [0, 1, 2]],
    ['recorded', [0, 2, 1]],
  ] as const)('are taken in the order that a person chose: %s', async (order, cells) => {
    const planned = await plan(changing, { order });
    expect([planned.plan.problems, planned.cells.map(({ cell }) => cell.index), planned.plan.steps.flatMap((step) => step.cells)]).toEqual([[], cells, cells]);
  });

  it('are only noted where it makes no difference', async () => {
    expect(await problems([{ code: 'x = 1', count: 1 }, { code: 'y = 2', count: 3 }, { code: 'print(x)', count: 2 }])).toEqual(['note out-of-order at 1']);
  });

  it('refuse the notebook where one order does not run at all', async () => {
    expect(await problems([{ code: 'print(x)', count: 2 }, { code: 'x = 1', count: 1 }])).toContain('error out-of-order at 0');
  });

  it('refuse it where a file would be read before it is written', async () => {
    const cells = [{ code: 'print(open("a.txt").read())', count: 2 }, { code: 'with open("a.txt", "w") as f:\n    f.write("1")', count: 1 }];
    expect(await problems(cells)).toContain('error out-of-order at 0');
  });

  it('are a warning where they had run in their places before', async () => {
    expect(await problems([{ code: 'x = 1', count: 1 }, { code: 'x = x + 1', count: 9 }, { code: 'print(x)', count: 3 }])).toEqual(['warning out-of-order at 1']);
  });

  it('are left out of the recorded order where they never ran', async () => {
    const cells = [{ code: 'x = 1', count: 1 }, { code: 'x = 2', count: null }, { code: 'print(x)', count: 2 }];
    expect([await problems(cells), (await plan(cells, { order: 'recorded' })).cells.map(({ cell }) => cell.index)]).toEqual([['note out-of-order at 1'], [0, 2]]);
  });
});

describe('a cell that is left out', () => {
  it('does not count: neither what it defines nor what is wrong with it', async () => {
    expect(await problems(['x = 1', { code: 'input("?")\nx = 2', tags: ['skip'] }, 'print(x)'])).toEqual([]);
  });

  it('is missed by those that need it', async () => {
    expect(await problems(['x = 1', 'print(x)'], { layout: { steps: [], dropped: [0] } })).toEqual(['error undefined-name at 1']);
  });
});

describe('what refuses a notebook is said at its cell:', () => {
  it.each([
    ['a cell that does not parse', 'x = (', 'error syntax at 1'],
    ['Python 2', 'print "x"', 'error python2 at 1'],
    ['a name that nothing defines', 'print(nothing)', 'error undefined-name at 1'],
    ['a name of a later cell', 'print(later)', 'error undefined-name at 1'],
    ['a question to the person', 'name = input("?")', 'error input at 1'],
    ['the last result', 'print(_)', 'error ipython at 1'],
    ['a top-level await', 'await thing', 'error await at 1'],
    ['an exception that was saved', { code: 'y = 1', raised: 'ValueError' }, 'error raises at 1'],
    ['a tag that says so', { code: 'y = 1', tags: ['raises-exception'] }, 'error raises at 1'],
  ] as const)('%s', async (_, cell, problem) => {
    expect(await problems(['thing = 1', cell, 'later = 1\nprint(later)'])).toContain(problem);
  });
});
