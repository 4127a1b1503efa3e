import { setImmediate } from 'node:timers/promises';
import type { CellNames, CellRow } from '../../core/cell';
import { cellNames } from '../../pipeline/cell_names';

/** Sources whose names are kept in memory. */
const KEPT = 5000;
/** Whoever types waits no longer than this. */
const SLICE_MS = 10;
/** Reading longer ones for their names would be felt. */
const LONGEST = 100_000;

/** The names of variables that executions bound and needed: as the kernel told them, else as their sources tell, each read once. */
export class InferredNames {
  private readonly kept = new Map<string, CellNames | null>();

  /** Reads the sources of executions beforehand, leaving room for others in between. */
  async read(rows: readonly CellRow[]): Promise<void> {
    let began = performance.now();
    for (const row of rows.slice(-KEPT)) {
      this.of(row);
      if (performance.now() - began < SLICE_MS) continue;
      await setImmediate();
      began = performance.now();
    }
  }

  of({ names, source, language }: CellRow): { readonly names: CellNames | null; readonly inferred: boolean } {
    if (names !== null) return { names, inferred: false };
    const key = `${language ?? ''}\n${source}`;
    let found = this.kept.get(key);
    if (found === undefined) {
      found = source.length > LONGEST ? null : cellNames(source, language);
      if (this.kept.size >= KEPT) this.kept.clear();
      this.kept.set(key, found);
    }
    return { names: found, inferred: true };
  }
}
