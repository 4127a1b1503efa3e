import type { ComparisonPageContract, ComparisonRow } from '../../src/protocol/comparison_page';
import { unpackSeries } from '../../src/protocol/packed_series';
import { SeriesBatches } from '../shared/chart/series_batches';
import type { Host } from '../shared/host';

/**
 * Of more runs than this each is asked for with fewer buckets: where so many lines cross no eye can follow one from pixel
 * to pixel, and no bucket hides an extreme, however wide it is.
 */
const runsAtFullWidth = 40;

/** The series of the runs that are drawn at the moment of asking. */
export function comparisonSeries(host: Pick<Host<ComparisonPageContract>, 'request'>, drawn: () => readonly ComparisonRow[]): SeriesBatches {
  return new SeriesBatches(async ({ keys, axis, range, px, only }) => {
    const runs = drawn().filter(({ runId }) => only === null || only.has(runId));
    if (runs.length === 0) return [];
    return unpackSeries(await host.request('series', {
      runs: runs.map(({ storeDir, runId, startMs }) => ({ run: { storeDir, runId }, startMs })),
      keys: [...keys], axis, px: Math.ceil(px / Math.max(1, runs.length / runsAtFullWidth)),
      range: range && { min: range.min, max: range.max },
    }));
  });
}
