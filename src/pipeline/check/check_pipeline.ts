import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cell } from '../../notebook/notebook';
import type { PythonCell } from '../../notebook/python_cell';
import type { Plan } from '../plan';
import type { GeneratedFile } from '../targets/generated_file';
import { runCheckProgram, type CheckProgress } from './check_program';
import type { CheckReport } from './check_report';
import { checkedCells } from './checked_cells';

export interface CheckRequest {
  /** the notebook's file; what stands beside it is copied, up to a gigabyte */
  readonly notebook: string;
  /** as `planNotebook` gave them */
  readonly cells: readonly { readonly cell: Cell; readonly python: PythonCell }[];
  readonly plan: Plan;
  /** the pipeline, written with `probe: true` */
  readonly files: readonly GeneratedFile[];
  /** where those files belong, relative to the notebook's folder, with `/` */
  readonly pipelineFolder: string;
  /** the interpreter that runs both; it needs nbclient and ipykernel */
  readonly python: string;
  /** the folder that the extension is installed in */
  readonly root: string;
  /** parameters with other values than the notebook's, as `--set` takes them: JSON, or else a text */
  readonly parameters?: ReadonlyMap<string, string>;
  readonly onProgress?: (progress: CheckProgress) => void;
}

/**
 * Runs the notebook and its pipeline in clean copies of the notebook's folder, and compares what they hold and show after
 * each cell. Nothing of the person's is written to.
 * @throws TrialbookError `packages` where nbclient or ipykernel is missing, `too-large` where the folder is, `no-python`
 * where the interpreter cannot be started; the signal's reason when it was aborted. That the notebook or the pipeline fails is
 * no exception but the report's `failure`.
 */
export async function checkPipeline(request: CheckRequest, signal?: AbortSignal): Promise<CheckReport> {
  signal?.throwIfAborted();
  const folder = await mkdtemp(join(tmpdir(), 'trialbook-check-'));
  try {
    const file = join(folder, 'request.json');
    await writeFile(file, JSON.stringify(programRequest(request, join(folder, 'runs'))));
    const program = join(request.root, 'python', 'pipeline', 'check', 'main.py');
    return await runCheckProgram({ python: request.python, program, request: file, folder }, request.onProgress ?? (() => {}), signal);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

function programRequest(request: CheckRequest, folder: string): unknown {
  const given = request.parameters ?? new Map<string, string>();
  return {
    notebook: request.notebook,
    folder,
    name: request.pipelineFolder,
    files: request.files,
    cells: checkedCells(request.cells, request.plan),
    chance: request.plan.problems.find(({ code }) => code === 'random')?.place.cell ?? null,
    parameters: request.plan.parameters.flatMap(({ name, place }) => {
      const value = given.get(name);
      return value === undefined ? [] : [{ name, cell: place.cell, given: value }];
    }),
  };
}
