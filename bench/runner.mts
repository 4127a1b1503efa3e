import { join } from 'node:path';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';
import type { Row } from './row.mts';

/** What the runner of a written pipeline costs besides what its steps do. */
export async function runner(): Promise<Row[]> {
  const script = join(root, 'python', 'bench', 'run_pipeline.py');
  const { step, bare, again } = await jsonOf<Record<'step' | 'bare' | 'again', number[]>>(await ensurePythonEnvironment(), [script], { TRIALBOOK_PIPELINE_UNTRACKED: '1' });
  return [
    { what: 'a step that does nothing, with its process and what is kept of it', unit: 'ms', values: step },
    { what: 'a Python that does nothing', unit: 'ms', values: bare },
    { what: 'a pipeline of ten steps, all up to date', unit: 'ms', values: again },
  ];
}
