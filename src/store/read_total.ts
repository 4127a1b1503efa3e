import type { Slice } from './ingest';
import type { SyncReply } from './service';

/** Adds up what several slices have read; a run counts once. */
export class ReadTotal {
  private readonly runs = new Set<number>();
  private sum = { points: 0, records: 0, skipped: 0, bytes: 0 };

  add({ runs, points, records, skipped, bytes }: Slice): void {
    for (const run of runs) this.runs.add(run);
    const { sum } = this;
    this.sum = { points: sum.points + points, records: sum.records + records, skipped: sum.skipped + skipped, bytes: sum.bytes + bytes };
  }

  get reply(): SyncReply {
    return { runs: this.runs.size, ...this.sum };
  }
}
