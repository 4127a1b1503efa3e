import { basename, dirname, relative, resolve } from 'node:path';
import type { PlannedNotebook } from './plan_notebook';
import type { GeneratedFile } from './targets/generated_file';
import { writePython } from './targets/python/write_python';
import { readTemplates } from './targets/templates';
import { writeFolder, type WrittenFolder } from './targets/write_folder';

export interface ExportRequest {
  /** a plan that is ready */
  readonly planned: PlannedNotebook;
  readonly target: 'python';
  /** the folder of the pipeline */
  readonly out: string;
  /** the notebook's file */
  readonly notebook: string;
  /** the folder that Trialbook is installed in */
  readonly root: string;
  /** by name of parameter, JSON: in place of the notebook's values */
  readonly parameters?: ReadonlyMap<string, string>;
  /** what each step seeds the generators with, where their states are not handed on */
  readonly seed?: number;
  /** with calls by which Check looks at the variables */
  readonly probe?: boolean;
  /** overwrite what a person changed, and write into a folder that is not a pipeline's */
  readonly force?: boolean;
}

/**
 * The files of a pipeline, for its folder.
 * @throws TrialbookError `pipeline-unwritable` where a step cannot be a function
 */
export async function generatePipeline(request: ExportRequest): Promise<GeneratedFile[]> {
  const { planned, notebook, out, seed } = request;
  const folder = resolve(out);
  return writePython({
    ...{ notebook: planned.notebook, cells: planned.cells, plan: planned.plan, versions: planned.modules.versions },
    name: basename(notebook).replace(/\.ipynb$/i, ''),
    path: portable(relative(folder, resolve(notebook))),
    work: portable(relative(folder, dirname(resolve(notebook)))) || '.',
    templates: await readTemplates(request.root),
    probe: request.probe ?? false,
    ...(request.parameters ? { parameters: request.parameters } : {}),
    ...(seed === undefined ? {} : { seed }),
  });
}

/**
 * Writes a pipeline into its folder.
 * @throws TrialbookError as `generatePipeline` and `writeFolder` do
 */
export async function exportPipeline(request: ExportRequest): Promise<WrittenFolder> {
  return writeFolder(resolve(request.out), await generatePipeline(request), { force: request.force ?? false });
}

function portable(path: string): string {
  return path.replaceAll('\\', '/');
}
