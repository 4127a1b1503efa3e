import { inHost } from './editor/in_host.mts';
import { prepareStore } from './prepared.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

const RUNS = 100_000;

/** Milliseconds of each round. */
export interface ManyRunsMeasured {
  readonly explorer: readonly number[];
  readonly requests: Readonly<Record<string, readonly number[]>>;
}

/** The explorer and what the table asks for, in a folder with very many runs. */
export function editorManyRuns(): Promise<Row[]> {
  return withScratch(async (folder) => {
    await prepareStore(folder, { runs: RUNS, keys: 2, points: 3, together: true });
    const { explorer, requests } = await inHost<ManyRunsMeasured>('bench/editor/many_runs_program.ts', folder, {});
    const row = (what: string, values: readonly number[]): Row => ({ what: `100,000 runs: ${what}`, unit: 'ms', budget: { most: 100 }, values });
    return [row('explorer opened', explorer), ...Object.entries(requests).map(([what, values]) => row(`table, ${what}`, values))];
  });
}
