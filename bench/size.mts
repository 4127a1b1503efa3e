import { join } from 'node:path';
import { inNode } from './in_node.mts';
import { mlflow } from './mlflow.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';
import { writeJournals, type JournalPlan } from './write_journals.mts';

interface Sizes {
  readonly points: number;
  readonly seconds: number;
  readonly journalBytes: number;
  readonly compressedBytes: number;
  readonly storeBytes: number;
}

/** What ten million points need on disk; sizes do not vary, so each is measured once. */
export async function size(): Promise<Row[]> {
  const { bytes_per_point: theirs } = await mlflow<{ bytes_per_point: number[] }>('history');
  const one = await sizes({ runs: 1, keys: 1, points: 10_000_000, together: false });
  const hundred = await sizes({ runs: 1, keys: 100, points: 100_000, together: false });
  const row = (what: string, bytes: number, { points }: Sizes): Row => ({ what, unit: 'bytes/point', values: [bytes / points] });
  return [
    { ...row('store, 10 million points of one series', one.storeBytes, one), budget: { most: 36 }, peer: { how: 'of 100,000', values: theirs } },
    { ...row('store, 10 million points of 100 interleaved series', hundred.storeBytes, hundred), budget: { most: 36 } },
    row('journals of these, until they are compressed', hundred.journalBytes, hundred),
    row('journals of these, compressed, until they are dropped', hundred.compressedBytes, hundred),
    { what: 'ingest of 10 million points of one series', unit: 'points/s', budget: { least: 250_000 }, values: [one.points / one.seconds] },
    { what: 'ingest of 10 million points of 100 interleaved series', unit: 'points/s', budget: { least: 250_000 }, values: [hundred.points / hundred.seconds] },
  ];
}

function sizes(plan: JournalPlan): Promise<Sizes> {
  return withScratch(async (folder) => {
    const dir = join(folder, '.trialbook');
    writeJournals(dir, plan);
    const measured = await inNode<Sizes>('bench/store/size_program.ts', [dir]);
    if (measured.points !== plan.runs * plan.keys * plan.points) throw new Error(`Read ${measured.points} points, which are not all`);
    return measured;
  });
}
