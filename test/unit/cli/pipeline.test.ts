import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { notebookFile, type CellText } from '../../builders/notebook_file';
import { PYTHON } from '../../builders/run_steps';
import type { Finished } from '../../builders/command_line';
import { Project } from './project';

// Each run starts a Node and a Python.
vi.setConfig({ testTimeout: 30_000 });
const project = Project.forEachTest();

const LOADING: readonly CellText[] = [
  { code: 'lr = 0.1', tags: ['parameters'] },
  { markdown: '# Load' },
  'rows = [1, 2, 3]',
  { markdown: '# Train' },
  'total = sum(rows) * lr',
  'print(total)',
];

/** Runs `trialbook pipeline study.ipynb …` in a project with such a notebook. */
function pipeline(cells: readonly CellText[], ...args: readonly string[]): Promise<Finished> {
  writeFileSync(join(project.folder, 'study.ipynb'), notebookFile(...cells));
  return project.trialbook('pipeline', 'study.ipynb', ...args);
}

const inFolder = (...path: string[]): string => join(project.folder, ...path);
const read = (...path: string[]): string => readFileSync(inFolder(...path), 'utf8');

describe('a notebook', () => {
  it('is written as a pipeline beside it, and the steps are told', async () => {
    const { status, stdout } = await pipeline(LOADING);
    expect([status, existsSync(inFolder('study_pipeline', 'steps', 'train.py'))]).toEqual([0, true]);
    expect(stdout.split('\n').slice(0, 3)).toEqual([
      'step   cells  inputs    outputs',
      'load   2–3              rows',
      'train  4–6    lr, rows',
    ]);
    expect(stdout).toContain('study_pipeline/pipeline.py');
  });

  it('is written where it is said', async () => {
    await pipeline(LOADING, '--out', 'deep/er');
    expect(existsSync(inFolder('deep', 'er', 'pipeline.py'))).toBe(true);
  });

  it('is written once more over what was written, but not over what a person changed', async () => {
    await pipeline(LOADING);
    expect((await pipeline(LOADING)).status).toBe(0);
    writeFileSync(inFolder('study_pipeline', 'steps', 'load.py'), '# mine');
    const { status, stderr } = await pipeline(LOADING);
    expect([status, read('study_pipeline', 'steps', 'load.py')]).toEqual([1, '# mine']);
    expect(stderr).toContain('steps/load.py');
    expect((await pipeline(LOADING, '--force')).status).toBe(0);
  });

  it('tells programs what was done', async () => {
    const done = JSON.parse((await pipeline(LOADING, '--json')).stdout) as { status: string; out: string; steps: { id: string }[]; written: string[] };
    expect([done.status, done.out, done.steps.map(({ id }) => id)]).toEqual(['exported', inFolder('study_pipeline'), ['load', 'train']]);
    expect(done.written).toContain('steps/load.py');
  });
});

describe('--plan', () => {
  it('writes nothing and prints steps, flows with their lines, parameters and problems', async () => {
    const { status, stdout } = await pipeline(LOADING, '--plan');
    expect([status, existsSync(inFolder('study_pipeline'))]).toEqual([0, false]);
    expect(JSON.parse(stdout)).toMatchObject({
      status: 'ready',
      steps: [
        { id: 'load', title: 'Load', cells: [1, 2], parameters: [], inputs: [], outputs: [{ name: 'rows', certain: true, group: 'rows' }], random: [], after: [], report: false },
        { id: 'train', parameters: ['lr'], inputs: [{ name: 'rows', from: 'load', optional: false }], outputs: [] },
      ],
      flows: [
        { from: 'load', to: 'train', subject: 'rows', causes: [{ made: { cell: 2, line: 1, source: 'rows = [1, 2, 3]' }, used: { cell: 4, line: 1, source: 'total = sum(rows) * lr' }, through: [] }] },
      ],
      parameters: [{ name: 'lr', literal: '0.1', cell: 0, line: 1 }],
      problems: [],
    });
  });

  it('of a notebook that is refused says why, with status 3', async () => {
    const { status, stdout } = await pipeline(['x = 1', 'print(y)'], '--plan');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'refused', problems: [{ code: 'undefined-name', severity: 'error', cell: 1, line: 1, source: 'print(y)' }] });
  });
});

describe('a notebook that is refused', () => {
  const refused: readonly CellText[] = [{ code: 'x = 1', count: 4 }, { code: '# once more\nprint(y)', count: 12 }];

  it('ends with status 3, writes nothing, and says why at the cell and line', async () => {
    const { status, stdout, stderr } = await pipeline(refused);
    expect([status, existsSync(inFolder('study_pipeline'))]).toEqual([3, false]);
    expect(stdout).toMatch(/^cell 2 \(In \[12\]\), line 2: .*`y`.*\n {4}print\(y\)\n$/);
    expect(stderr).toBe('trialbook: study.ipynb cannot become a pipeline as it is: 1 problem\n');
  });

  it('says so to programs', async () => {
    const { status, stdout } = await pipeline(refused, '--json');
    expect([status, (JSON.parse(stdout) as { status: string }).status]).toEqual([3, 'refused']);
  });

  it('never lets its text reach the terminal as a command', async () => {
    const { stdout } = await pipeline(['print(y)  # \u001b[2J']);
    expect(stdout).toContain('\\x1b[2J');
  });
});

describe('a file that is no notebook', () => {
  it.each([
    ['is not there', undefined],
    ['is empty', ''],
    ['is something else', 'import numpy'],
    ['is another JSON', '{"a": 1}'],
  ])('%s: one line, status 1', async (_, text) => {
    if (text !== undefined) writeFileSync(inFolder('study.ipynb'), text);
    const { status, stderr } = await project.trialbook('pipeline', 'study.ipynb');
    expect([status, stderr.trimEnd().split('\n').length]).toEqual([1, 1]);
    expect(stderr).toMatch(/^trialbook: /);
  });
});

describe('--set', () => {
  it.each([
    ['lr=0.5', 0.5],
    ['lr=1e-3', 0.001],
    ['lr=[1, 2]', [1, 2]],
    ['lr=fast', 'fast'],
    ['lr=a=b', 'a=b'],
    ['lr="0.5"', '0.5'],
  ])('%s gives the parameter that value', async (given, value) => {
    await pipeline(LOADING, '--set', given);
    expect(JSON.parse(read('study_pipeline', 'parameters.json'))).toEqual({ lr: value });
  });

  it.each([
    ['rate=1', 'rate is no parameter: there are lr'],
    ['lr', '--set is NAME=VALUE, not lr'],
  ])('%s was typed wrongly', async (given, message) => {
    const { status, stderr } = await pipeline(LOADING, '--set', given);
    expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
  });
});

describe('--check', () => {
  it('runs the notebook and the pipeline, and says that they give the same', { timeout: 120_000 }, async () => {
    const { status, stdout } = await pipeline(LOADING, '--check', '--python', PYTHON);
    expect([status, stdout]).toEqual([0, expect.stringContaining('The pipeline gives what the notebook gives')]);
    expect(existsSync(inFolder('study_pipeline', 'pipeline.py'))).toBe(true);
  });

  it('writes nothing where the pipeline gives something else', { timeout: 120_000 }, async () => {
    // The number of the process is nothing that one cell hands to another.
    const differing: readonly CellText[] = [{ markdown: '# Begin' }, 'import os\nfirst = os.getpid()', { markdown: '# Look' }, 'print(os.getpid() == first)'];
    const { status, stdout, stderr } = await pipeline(differing, '--check', '--python', PYTHON);
    expect([status, stderr]).toEqual([1, 'trialbook: the pipeline does not give what the notebook gives; nothing was written\n']);
    expect(stdout).toMatch(/Cell 4: differs\n {2}what is shown\n {4}notebook True\n {4}pipeline False/);
    expect(existsSync(inFolder('study_pipeline'))).toBe(false);
  });

  it('does not begin where a person changed what was written', async () => {
    await pipeline(LOADING);
    writeFileSync(inFolder('study_pipeline', 'steps', 'load.py'), '# mine');
    const { status, stdout, stderr } = await pipeline(LOADING, '--check', '--python', PYTHON);
    expect([status, stdout, stderr]).toEqual([1, '', expect.stringContaining('steps/load.py')]);
  });

  it('ends with status 1 where the notebook itself does not run', { timeout: 120_000 }, async () => {
    const { status, stdout, stderr } = await pipeline(['x = 1', 'print(x / 0)'], '--check', '--python', PYTHON);
    expect([status, stderr]).toEqual([1, 'trialbook: the check failed; nothing was written\n']);
    expect(stdout).toContain('The notebook itself stops at cell 2');
  });
});

describe('--order', () => {
  const changing: readonly CellText[] = [{ code: 'x = 1', count: 1 }, { code: 'x = x + 1', count: 3 }, { code: 'print(x)', count: 2 }];

  it.each([
    [[], 3],
    [['--order', 'document'], 0],
    [['--order', 'recorded'], 0],
    [['--order', 'random'], 2],
  ])('of a notebook that was saved out of order: %j ends with %i', async (args, status) => {
    expect((await pipeline(changing, ...args)).status).toBe(status);
  });
});

describe('--layout', () => {
  it('makes the steps that its file says', async () => {
    writeFileSync(inFolder('layout.json'), JSON.stringify({ steps: [{ title: 'Everything', cells: [2, 4] }], dropped: [5] }));
    const plan = JSON.parse((await pipeline(LOADING, '--plan', '--layout', 'layout.json')).stdout) as { steps: { title: string; cells: number[] }[] };
    expect(plan.steps.map(({ title, cells }) => [title, cells])).toEqual([['Everything', [2, 4]]]);
  });

  it.each(['{', '{"steps": 3}', '{"steps": [{"title": "A", "cells": [-1]}]}'])('in a file with %s says what a layout is', async (text) => {
    writeFileSync(inFolder('layout.json'), text);
    const { status, stderr } = await pipeline(LOADING, '--layout', 'layout.json');
    expect([status, stderr]).toEqual([1, expect.stringContaining('a layout is {"steps"')]);
  });
});

describe('the Python', () => {
  it('that is named must run', async () => {
    const { status, stderr } = await pipeline(LOADING, '--python', './nothing/python');
    expect([status, stderr]).toEqual([1, expect.stringContaining('nothing/python cannot be started')]);
  });

  it('of an environment beside the notebook is taken before that of PATH', async () => {
    mkdirSync(inFolder('.venv', 'bin'), { recursive: true });
    symlinkSync(join(project.folder, 'none'), inFolder('.venv', 'bin', 'python'));
    writeFileSync(inFolder('none'), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { status, stderr } = await pipeline(['import json', 'print(json)']);
    expect([status, stderr]).toEqual([0, expect.stringContaining('.venv/bin/python gave no answer')]);
  });

  it('may be missing: then versions are', async () => {
    writeFileSync(inFolder('study.ipynb'), notebookFile(...LOADING));
    const { status, stderr } = await project.trialbookIn(project.folder, { PATH: '/nowhere' }, 'pipeline', 'study.ipynb');
    expect([status, stderr]).toEqual([0, 'no Python was found: requirements.txt is without versions; name a Python with --python\n']);
  });
});

it.each([
  [[], 'expected one NOTEBOOK'],
  [['a.ipynb', 'b.ipynb'], 'unexpected b.ipynb'],
  [['a.ipynb', '--target', 'airflow'], '--target is python, not airflow'],
  [['a.ipynb', '--plan', '--check'], '--plan and --check exclude each other'],
])('%j was typed wrongly', async (args, message) => {
  const { status, stderr } = await project.trialbook('pipeline', ...args);
  expect([status, stderr]).toEqual([2, expect.stringContaining(message)]);
});
