import { join } from 'node:path';
import { inNode } from './in_node.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';
import { writeJournals, type JournalPlan } from './write_journals.mts';

const ROUNDS = 5;

/** How fast a backlog of a million points is read, by the way in which it was logged. */
export async function ingest(): Promise<Row[]> {
  return [
    { what: 'ingest, one metric a record', unit: 'points/s', budget: { least: 250_000 }, values: await rates({ runs: 10, keys: 1, points: 100_000, together: false }) },
    { what: 'ingest, ten metrics a record', unit: 'points/s', budget: { least: 250_000 }, values: await rates({ runs: 10, keys: 10, points: 10_000, together: true }) },
  ];
}

function rates(plan: JournalPlan): Promise<number[]> {
  return withScratch(async (folder) => {
    const values: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const dir = join(folder, String(round));
      writeJournals(dir, plan);
      const { points, seconds } = await inNode<{ points: number; seconds: number }>('bench/store/ingest_program.ts', [dir]);
      if (points !== plan.runs * plan.keys * plan.points) throw new Error(`Read ${points} points, which are not all`);
      values.push(points / seconds);
    }
    return values;
  });
}
