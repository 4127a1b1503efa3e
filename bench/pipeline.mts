import { inNode } from './in_node.mts';
import type { Row } from './row.mts';

const ROUNDS = 5;

/** From a notebook's text to its plan, in a process that has not planned anything before: the first time a person asks. */
export async function pipeline(): Promise<Row[]> {
  const values: number[] = [];
  for (let round = 0; round < ROUNDS; round++) values.push((await inNode<{ ms: number }>('bench/pipeline/plan_large_notebook.ts', [])).ms);
  return [{ what: 'plan of a 200-cell notebook', unit: 'ms', values, budget: { most: 500 } }];
}
