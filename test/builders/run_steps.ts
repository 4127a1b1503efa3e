import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { PythonCell } from '../../src/notebook/python_cell';
import type { Step } from '../../src/pipeline/plan';

const root = join(import.meta.dirname, '..', '..');

/** The Python that tests may use: the project's own environment, where there is one. */
export const PYTHON = [join(root, '.venv', 'bin', 'python')].find(existsSync) ?? 'python3';

/** What running something printed, which variables it left, by their `repr`, and what it raised. */
export interface Observed {
  readonly values: Readonly<Record<string, string>>;
  readonly printed: string;
  readonly error: string | null;
}

export interface Runnable {
  /** by path */
  readonly files: ReadonlyMap<string, string>;
  /** in the order in which they run */
  readonly cells: readonly { readonly python: PythonCell }[];
  readonly steps: readonly Step[];
}

/**
 * Runs the steps of pipelines, and the cells they are made of one after the other, by a real Python: one process for all.
 * The variables told are the outputs of the last step.
 */
export function runSteps(all: readonly Runnable[]): { notebook: Observed; pipeline: Observed }[] {
  const cases = all.map(({ files, cells, steps }) => ({
    files: Object.fromEntries(files),
    cells: cells.map(({ python }) => [python.text, python.silent]),
    steps: steps.map(({ id, inputs, outputs }) => ({ id, inputs: inputs.map(({ name }) => name), outputs: outputs.map(({ name }) => name) })),
    names: steps.at(-1)?.outputs.map(({ name }) => name) ?? [],
  }));
  const { stdout, stderr, status } = spawnSync(PYTHON, [join(import.meta.dirname, 'run_steps.py')], { input: JSON.stringify(cases), encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as { notebook: Observed; pipeline: Observed }[];
}
