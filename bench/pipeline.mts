import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { inNode } from './in_node.mts';
import type { Row } from './row.mts';

const ROUNDS = 5;

/** From a notebook's text to its plan, in a process that has not planned anything before: the first time a person asks. */
export async function pipeline(): Promise<Row[]> {
  const python = await ensurePythonEnvironment();
  return [
    { what: 'plan of a 200-cell notebook', unit: 'ms', values: await planned('200'), budget: { most: 500 } },
    { what: 'the same, with a Python that is asked for its modules', unit: 'ms', values: await planned('200', python) },
    { what: 'plan of an 800-cell notebook', unit: 'ms', values: await planned('800') },
  ];
}

async function planned(...args: readonly string[]): Promise<number[]> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) values.push((await inNode<{ ms: number }>('bench/pipeline/plan_large_notebook.ts', args)).ms);
  return values;
}
