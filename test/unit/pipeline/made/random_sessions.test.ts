import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { executedCells } from '../../../../src/pipeline/made/executed_cell';
import { sliceCells } from '../../../../src/pipeline/made/slice';
import { executions } from '../../../builders/executions';
import { randomSession } from '../../../builders/random_session';
import { PYTHON } from '../../../builders/run_steps';

const COUNT = 300;
const PROGRAM = join(import.meta.dirname, '..', '..', '..', 'builders', 'run_cells.py');

interface RanCells {
  readonly statuses: readonly ('ok' | 'error')[];
  readonly printed: string;
}

interface Replay {
  readonly cells: readonly string[];
  readonly kept: readonly string[];
  readonly all: RanCells;
  readonly sliced: RanCells;
}

const replays: Replay[] = [];

function run(programs: readonly (readonly string[])[]): RanCells[] {
  return JSON.parse(execFileSync(PYTHON, [PROGRAM], { input: JSON.stringify(programs), encoding: 'utf8', maxBuffer: 1 << 28 })) as RanCells[];
}

beforeAll(() => {
  const sessions = Array.from({ length: COUNT }, (_, seed) => randomSession(seed));
  const all = run(sessions);
  const kept = sessions.map((cells, at) => {
    const ran = executions(...cells.map((source, index) => ({ source, status: all[at]!.statuses[index]! })));
    const slice = sliceCells(executedCells(ran), new Set([cells.length]), { stars: new Map(), localModules: new Set() });
    return slice.kept.map(({ id }) => cells[id - 1]!);
  });
  for (const [at, sliced] of run(kept).entries()) replays.push({ cells: sessions[at]!, kept: kept[at]!, all: all[at]!, sliced });
}, 300_000);

describe('cells that were made up', () => {
  it('print the same at the end when only those that lead there are run', () => {
    const different = replays.filter(({ all, sliced }) => all.printed !== sliced.printed);
    expect(different.slice(0, 3).map(({ cells, kept, all, sliced }) => ({ cells: cells.join('\n# --\n'), left: cells.filter((cell) => !kept.includes(cell)), all: all.printed, sliced: sliced.printed }))).toEqual([]);
  });

  it('are many, and a good part of them is left', () => {
    const total = replays.reduce((sum, { cells }) => sum + cells.length, 0);
    const kept = replays.reduce((sum, replay) => sum + replay.kept.length, 0);
    expect(total).toBeGreaterThan(COUNT * 10);
    expect(kept / total).toBeLessThan(0.8);
  });
});
