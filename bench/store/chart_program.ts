import { Worker } from 'node:worker_threads';
import { packSeries } from '../../src/protocol/packed_series';
import { connectStore } from '../../src/store/remote';
import type { SeriesRequest } from '../../src/store/service';

/** Asks the store's thread for the series of all runs, then for tenths of them, and prints how long each took until it could be sent to a page. */
const [dir = '', worker = ''] = process.argv.slice(2);

/** Width of the chart. */
const PX = 800;

async function measure(): Promise<void> {
  const store = connectStore(new Worker(worker, { workerData: { dir, journalKeepDays: 30 } }));
  const { rows } = await store.service.runs({});
  const runIds = rows.map(({ runId }) => runId);
  const whole: SeriesRequest = { runIds, keys: ['metric_0'], x: 'step', px: PX };
  const ask = async (request: SeriesRequest) => {
    const begun = performance.now();
    const packed = packSeries(await store.service.series(request));
    return { ms: performance.now() - begun, points: packed.heads.reduce((sum, { count }) => sum + count, 0), packed };
  };
  const first = await ask(whole);
  const last = Math.max(...first.packed.heads.map(({ total }) => total));
  const zooms: number[] = [];
  for (const share of [0.1, 0.3, 0.5, 0.7, 0.9]) zooms.push((await ask({ ...whole, from: share * last, to: (share + 0.1) * last })).ms);
  store.close();
  console.log(JSON.stringify({ points: first.points, first: first.ms, zooms }));
}

void measure();
