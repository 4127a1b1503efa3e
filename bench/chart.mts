import { buildOnce } from '../scripts/build.mjs';
import { ensureBrowserEditor } from '../scripts/setup/editor.mjs';
import { chartOnScreen } from './chart_on_screen.mts';
import { bundledWorker, inNode } from './in_node.mts';
import { prepareStore } from './prepared.mts';
import type { Row } from './row.mts';
import { withScratch } from './scratch.mts';

const ROUNDS = 5;
const PLAN = { runs: 100, keys: 1, points: 100_000, together: false };

interface Asked {
  readonly points: number;
  readonly first: number;
  readonly zooms: readonly number[];
}

/** A chart of ten million points: what the store and the host do for it, and then all of it in a real editor. */
export function chart(): Promise<Row[]> {
  return withScratch(async (folder) => {
    const dir = await prepareStore(folder, PLAN);
    const worker = await bundledWorker();
    const asked: Asked[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const one = await inNode<Asked>('bench/store/chart_program.ts', [dir, worker]);
      if (one.points !== PLAN.runs * PLAN.points) throw new Error(`The chart stands for ${one.points} points, which are not all`);
      asked.push(one);
    }
    await ensureBrowserEditor();
    await buildOnce({ production: true });
    const { whole, redrawn, exact } = await chartOnScreen(folder, ROUNDS);
    const what = 'chart of 100 runs × 100,000 points';
    return [
      { what: `${what}, asked for until the host has it, first in its process`, unit: 'ms', values: asked.map(({ first }) => first) },
      { what: 'the same of a tenth of it', unit: 'ms', values: asked.flatMap(({ zooms }) => zooms) },
      { what: `${what}, asked for until it is on the screen`, unit: 'ms', budget: { most: 300 }, values: whole },
      { what: 'zoom, from what the page holds', unit: 'ms', budget: { most: 50 }, values: redrawn },
      { what: 'zoom, exactly', unit: 'ms', budget: { most: 300 }, values: exact },
    ];
  });
}
