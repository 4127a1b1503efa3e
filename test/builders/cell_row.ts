import type { CellRow } from '../../src/core/cell';

/** An execution that went well, with what a test cares about. */
export function cellRow(parts: Partial<CellRow> = {}): CellRow {
  return {
    id: 1, runId: 'a'.repeat(32), runs: [], notebook: '/work/explore.ipynb', cellId: null, handle: null, index: null, tags: [], language: 'python',
    count: 1, source: '', startMs: 1_000, endMs: 2_000, status: 'ok', error: null, names: null, by: 'kernel', cpuMs: null, memory: null,
    metrics: [], found: [], outputCount: 0, redactedMs: null, ...parts,
  };
}
