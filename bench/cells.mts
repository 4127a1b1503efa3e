import { join } from 'node:path';
import { ensurePythonEnvironment } from '../scripts/setup/python_environment.mjs';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';
import { inNode } from './in_node.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

interface Compared { recorded_ms: number[]; bare_ms: number[] }
interface WithJournal extends Compared { journal_bytes: number[] }
interface Session { executions: number; first: Compared; last: Compared; journal_bytes: number }
interface Listed { total: number; syncMs: number; latestMs: number[]; allMs: number[]; changedMs: number[] }

const MB = 1e6;

/** What the recording of a notebook's cells costs the kernel, beside a kernel in which nothing is recorded. */
export async function cells(): Promise<Row[]> {
  const { cell } = await kernels<{ cell: Compared }>('cell');
  const { printed } = await kernels<{ printed: WithJournal }>('printed');
  const { progress } = await kernels<{ progress: WithJournal }>('progress');
  return [
    { what: 'a notebook cell that is recorded', unit: 'ms', values: cell.recorded_ms },
    { what: 'the same where nothing is recorded', unit: 'ms', values: cell.bare_ms },
    { what: 'the difference', unit: 'ms', budget: { most: 5 }, values: each(cell, (ours, bare) => ours - bare) },
    { what: 'a cell that prints 50 MB in lines', unit: 'ms', values: printed.recorded_ms },
    { what: 'the same where nothing is recorded', unit: 'ms', values: printed.bare_ms },
    { what: 'what is kept of it', unit: 'MB', values: printed.journal_bytes.map((bytes) => bytes / MB) },
    { what: 'a second of a progress bar that is rewritten 100 times, CPU of the kernel', unit: 'ms', values: progress.recorded_ms },
    { what: 'the same where nothing is recorded', unit: 'ms', values: progress.bare_ms },
  ];
}

/** A long session: whether recording becomes slower, and what the store makes of it. */
export async function session(): Promise<Row[]> {
  return withScratch(async (folder) => {
    const { executions, first, last, journal_bytes } = await jsonOf<Session>(await ensurePythonEnvironment(), [script, 'session', folder]);
    const listed = await inNode<Listed>('bench/store/cells_program.ts', [join(folder, '.trialbook')]);
    if (listed.total !== executions) throw new Error(`${listed.total} of ${executions} executions are in the store`);
    return [
      { what: 'what recording adds to a cell, in the first thousand executions of a session', unit: 'ms', values: each(first, (ours, bare) => ours - bare) },
      { what: 'the same in the last thousand of 10,000', unit: 'ms', budget: { most: 5 }, values: each(last, (ours, bare) => ours - bare) },
      { what: 'journal of 10,000 executions', unit: 'MB', values: [journal_bytes / MB] },
      { what: 'their ingest', unit: 'ms', values: [listed.syncMs] },
      { what: 'the latest 100 of them listed', unit: 'ms', budget: { most: 50 }, values: listed.latestMs },
      { what: 'all of them listed', unit: 'ms', values: listed.allMs },
      { what: 'what has changed in them, which is nothing', unit: 'ms', values: listed.changedMs },
    ];
  });
}

const script = join(root, 'python', 'bench', 'notebook_cells.py');

async function kernels<T>(part: string): Promise<T> {
  return jsonOf<T>(await ensurePythonEnvironment(), [script, part]);
}

function each({ recorded_ms, bare_ms }: Compared, compare: (ours: number, bare: number) => number): number[] {
  return recorded_ms.map((ours, round) => compare(ours, bare_ms[round] ?? NaN));
}
