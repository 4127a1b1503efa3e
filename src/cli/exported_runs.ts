import type { RunDetail } from '../core/run';
import type { Point } from '../core/series';
import type { StoreService } from '../store/service';

const ALL = 1_000_000_000;
const POINTS_AT_ONCE = 100_000;

export interface ExportedRun {
  readonly detail: RunDetail;
  /** every point of a series, without holding them all in memory */
  readonly points: (key: string) => Iterable<Point>;
}

/** The runs that are like the query, the first started first, one at a time. */
export function* exportedRuns(store: StoreService, query: string | undefined): Generator<ExportedRun> {
  const { rows } = store.runs({ sort: [{ by: 'started', descending: false }], limit: ALL, ...(query === undefined ? {} : { query }) });
  for (const { runId } of rows) yield { detail: store.detail(runId), points: (key) => pointsOf(store, runId, key) };
}

function* pointsOf(store: StoreService, runId: string, key: string): Generator<Point> {
  for (let offset = 0; ; offset += POINTS_AT_ONCE) {
    const points = store.points({ runId, key, offset, limit: POINTS_AT_ONCE });
    yield* points;
    if (points.length < POINTS_AT_ONCE) return;
  }
}
