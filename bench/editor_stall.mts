import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inHost } from './editor/in_host.mts';
import type { Lateness } from './editor/program.ts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';
import { writeJournals } from './write_journals.mts';

/** A backlog takes far less; what is measured does not change after a while. */
const SECONDS = 120;
const POINTS = 10_000_000;
const RUNS = 100;

/** All of it in milliseconds. */
export interface StallMeasured {
  /** with nothing to do */
  readonly calm: Lateness;
  /** while journals are read */
  readonly reading: Lateness;
  /** how long each request took that was made meanwhile */
  readonly requests: readonly number[];
}

/** Ten million points wait: what the extension host feels, and who asks the store, while they are read. */
export function editorStall(): Promise<Row[]> {
  return withScratch(async (scratch) => {
    const folder = join(scratch, 'folder');
    const backlog = join(scratch, 'backlog');
    mkdirSync(folder);
    writeJournals(backlog, { runs: RUNS, keys: 1, points: POINTS / RUNS, together: false });
    const env = { TRIALBOOK_BENCH_BACKLOG: backlog, TRIALBOOK_BENCH_SECONDS: String(SECONDS) };
    const { calm, reading, requests } = await inHost<StallMeasured>('bench/editor/stall_program.ts', folder, env);
    const sorted = requests.toSorted((one, other) => one - other);
    return [
      { what: '10 million points waiting: the longest work of the host at a time', unit: 'ms', budget: { most: 50 }, values: [reading.ownWorkMost] },
      { what: 'the latest its event loop came, other programs being at work too', unit: 'ms', values: [reading.lateMost] },
      { what: 'the same with nothing to read', unit: 'ms', values: [calm.lateMost] },
      { what: 'a request to the store meanwhile', unit: 'ms', values: requests },
      { what: 'that 19 of 20 stay below', unit: 'ms', values: sorted.slice(Math.floor(sorted.length * 0.95), Math.floor(sorted.length * 0.95) + 1) },
    ];
  });
}
