import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Python files that are the same in every pipeline, but for the table of steps in the runner. */
export interface Templates {
  readonly runner: string;
  readonly storing: string;
  readonly reporting: string;
  /** what Check looks into a running pipeline with */
  readonly probe: string;
}

/** @param root the folder that the extension is installed in */
export async function readTemplates(root: string): Promise<Templates> {
  const read = (...path: string[]): Promise<string> => readFile(join(root, 'python', 'pipeline', ...path), 'utf8');
  const [runner, storing, reporting, probe] = await Promise.all([
    read('pipeline.py'), read('storing.py'), read('reporting.py'), read('check', 'probe.py'),
  ]);
  return { runner, storing, reporting, probe };
}
