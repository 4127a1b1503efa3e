import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PYTHON } from '../../../builders/run_steps';
import { notebook } from './notebook_flow';

const folder = join(import.meta.dirname, 'differential');
const COUNT = 60;

/** What the program prints, as JSON. */
function python(program: string, args: readonly string[], input = ''): unknown {
  const { stdout, stderr, status } = spawnSync(PYTHON, [join(folder, program), ...args], { input, encoding: 'utf8', maxBuffer: 1 << 28 });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('notebooks made by chance', () => {
  it('run in pieces as they run whole, with nothing passed on but what the flow names', () => {
    const notebooks = python('random_notebooks.py', [String(COUNT), '2026']) as string[][][];
    const cases = notebooks.map((cells) => ({ cells, flow: notebook(...cells.map((statements) => statements.join('\n'))) }));
    const wrong = python('replay.py', [], JSON.stringify(cases)) as string[][];
    expect(wrong.flatMap((found, index) => found.map((sentence) => `${sentence} in\n${notebooks[index]!.flat().join('\n')}`))).toEqual([]);
    expect(wrong).toHaveLength(COUNT);
  }, 120_000);
});
