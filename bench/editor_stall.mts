import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inHost } from './editor/in_host.mts';
import { writeJournals } from './write_journals.ts';

/** Milliseconds. */
export interface Spread {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly max: number;
}

export interface StallMeasured {
  /** the host's event loop, delayed by so many milliseconds: with nothing to do, and while journals are read */
  readonly calm: { readonly p99: number; readonly max: number };
  readonly reading: { readonly p99: number; readonly max: number };
  readonly requests: Readonly<Record<string, Spread>>;
  readonly seconds: number;
  readonly pendingBytes: number;
  readonly experiments: number;
}

/** Ten million points wait: what the extension host, and who asks the store, feel while they are read. */
export async function measureStall(seconds = 60): Promise<StallMeasured> {
  const scratch = mkdtempSync(join(tmpdir(), 'trialbook-bench-'));
  try {
    const folder = join(scratch, 'folder');
    mkdirSync(folder);
    const backlog = join(scratch, 'backlog');
    writeJournals(backlog, { runs: 100, keys: 1, points: 100_000, together: false });
    return await inHost<StallMeasured>('bench/editor/stall_program.ts', folder, { TRIALBOOK_BENCH_BACKLOG: backlog, TRIALBOOK_BENCH_SECONDS: String(seconds) });
  } finally {
    rmSync(scratch, { recursive: true, force: true, maxRetries: 3 });
  }
}
