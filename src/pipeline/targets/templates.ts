import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Python files that are the same in every pipeline, but for the table of steps in the runner. */
export interface Templates {
  readonly runner: string;
  /** what the runner and the steps share: file name → text */
  readonly shared: Readonly<Record<string, string>>;
  /** what Check looks into a running pipeline with */
  readonly probe: string;
}

const SHARED = ['storing.py', 'generators.py', 'reporting.py', 'report.py', 'caching.py', 'ingredients.py', 'process.py', 'tracing.py', 'tracking.py'];

/** @param root the folder that the extension is installed in */
export async function readTemplates(root: string): Promise<Templates> {
  const read = (...path: string[]): Promise<string> => readFile(join(root, 'python', 'pipeline', ...path), 'utf8');
  const shared = async (name: string): Promise<[string, string]> => [name, await read(name)];
  const [runner, probe, files] = await Promise.all([read('pipeline.py'), read('check', 'probe.py'), Promise.all(SHARED.map(shared))]);
  return { runner, shared: Object.fromEntries(files), probe };
}
