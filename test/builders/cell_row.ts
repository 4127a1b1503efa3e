import type { CellRow } from '../../src/core/cell';

let rows = 0;

/** An execution of a notebook cell that went well a while ago, with what is told of it here. */
export function cellRow(fields: Partial<CellRow> = {}): CellRow {
  const id = ++rows;
  return {
    ...{ id, runId: 'a'.repeat(32), runs: [], notebook: '/work/explore.ipynb', cellId: 'one', handle: null, index: 0, tags: [], language: 'python' },
    ...{ count: id, source: 'x = 1', startMs: id * 1000, endMs: id * 1000 + 500, status: 'ok', error: null, names: null, by: 'kernel' },
    ...{ cpuMs: null, memory: null, metrics: [], found: [], outputCount: 0, redactedMs: null },
    ...fields,
  };
}
