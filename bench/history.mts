import { join } from 'node:path';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';
import { mlflow } from './mlflow.mts';
import { prepareStore } from './prepared.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';
import { writeJournals } from './write_journals.mts';

const PLAN = { runs: 1, keys: 1, points: 100_000, together: false };

/** Reading a long metric in Python: from the store, and where no editor has ever been, from the journal. */
export function history(): Promise<Row[]> {
  return withScratch(async (folder) => {
    const { history_ms: theirs } = await mlflow<{ history_ms: number[] }>('history');
    const stored = await prepareStore(join(folder, 'stored'), PLAN);
    const fresh = join(folder, 'fresh', '.trialbook');
    const [runId = ''] = writeJournals(fresh, PLAN);
    return [
      { what: 'get_metric_history of 100,000 points in Python', unit: 'ms', values: await readMs(stored, runId), peer: { values: theirs } },
      { what: 'the same from a journal that no store has read', unit: 'ms', values: await readMs(fresh, runId) },
    ];
  });
}

async function readMs(dir: string, runId: string): Promise<number[]> {
  const python = await ensurePythonEnvironment();
  return jsonOf<number[]>(python, [join(root, 'python', 'bench', 'read_history.py'), runId, 'metric_0', String(PLAN.points)], { TRIALBOOK_DIR: dir });
}
