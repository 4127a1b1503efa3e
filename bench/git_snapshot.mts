import { join } from 'node:path';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

interface Taken { read_ms: number[]; whole_ms: number[]; bytes: number }

const taken = (...options: string[]) =>
  withScratch(async (folder) => jsonOf<Taken>(await ensurePythonEnvironment(), [join(root, 'python', 'bench', 'git_snapshot.py'), folder, ...options]));

/** What a start of a run in a dirty repository waits for, and how long the rest of its snapshot takes. */
export async function gitSnapshot(): Promise<Row[]> {
  const usual = await taken();
  const large = await taken('--files', '100000', '--changed', '1000', '--untracked', '500', '--sparse-bytes', String(2 * 1024 ** 3), '--rounds', '3');
  const name = 'git snapshot of a 10,000-file dirty repository';
  const largeName = 'of 100,000 files, 1,500 of them changed or new, 2 GB untracked';
  return [
    { what: `${name}: changed files read`, unit: 'ms', budget: { most: 200 }, values: usual.read_ms },
    { what: `${name}: the whole`, unit: 'ms', budget: { most: 1_000 }, values: usual.whole_ms },
    { what: `${largeName}: changed files read`, unit: 'ms', budget: { most: 2_000 }, values: large.read_ms },
    { what: `${largeName}: the whole`, unit: 'ms', budget: { most: 5_000 }, values: large.whole_ms },
    { what: `${largeName}: what the repository grows by`, unit: 'MB', budget: { most: 200 }, values: [large.bytes / 1024 ** 2] },
  ];
}
