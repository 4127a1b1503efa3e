import { unpackSeries } from '../../src/protocol/packed_series';
import type { RunPageContract } from '../../src/protocol/run_page';
import { SeriesBatches } from '../shared/chart/series_batches';
import type { Host } from '../shared/host';

/** The series of the page's run. */
export function runSeries(host: Pick<Host<RunPageContract>, 'request'>, startMs: () => number): SeriesBatches {
  return new SeriesBatches(async ({ keys, axis, range, px }) => {
    const shift = axis === 'relative' ? startMs() : 0;
    const stretch = range ? { from: range.min + shift, to: range.max + shift } : {};
    return unpackSeries(await host.request('series', { keys: [...keys], x: axis === 'step' ? 'step' : 'time', px, ...stretch }));
  });
}
