import { describe, expect, it } from 'vitest';
import type { CodeChanges } from '../../../../src/core/code_changes';
import type { RunAddress } from '../../../../src/protocol/comparison_page';
import { CodeDifferences, type ComparedRun } from '../../../../webview/comparison/code_differences';

const changes: CodeChanges = { same: false, differing: 3, total: 3, files: [] };
const run = (runId: string, snapshot: string | null): ComparedRun => ({ address: { storeDir: '/w/.trialbook', runId }, snapshot });
const base = run('base', 'b');

/** Answers when it is told to. */
class Desk {
  readonly asked: string[] = [];
  found = 0;
  private readonly waiting: ((answer: CodeChanges | Error) => void)[] = [];
  readonly differences = new CodeDifferences(
    (_: RunAddress, { runId }: RunAddress) => {
      this.asked.push(runId);
      return new Promise((resolve, reject) => this.waiting.push((answer) => (answer instanceof Error ? reject(answer) : resolve(answer))));
    },
    () => this.found++,
  );

  async answer(answer: CodeChanges | Error = changes): Promise<void> {
    this.waiting.shift()?.(answer);
    await new Promise((resolve) => setImmediate(resolve));
  }

  states(...runs: readonly ComparedRun[]): string[] {
    return this.differences.between(base, runs).map(({ state }) => state);
  }
}

describe('the code of runs beside the base', () => {
  it('needs nobody to be asked where the snapshots are equal, or none was kept', () => {
    const desk = new Desk();
    expect([desk.states(base, run('equal', 'b'), run('lost', null)), desk.asked]).toEqual([['base', 'same', 'none'], []]);
  });

  it('is asked for two runs at a time', async () => {
    const desk = new Desk();
    desk.states(run('1', 'x'), run('2', 'y'), run('3', 'z'));
    expect(desk.asked).toEqual(['1', '2']);
    await desk.answer();
    expect(desk.asked).toEqual(['1', '2', '3']);
  });

  it('is asked once for all runs of one snapshot', async () => {
    const desk = new Desk();
    desk.states(run('1', 'x'), run('2', 'x'));
    await desk.answer();
    expect([desk.states(run('1', 'x'), run('2', 'x'), run('3', 'x')), desk.asked]).toEqual([['compared', 'compared', 'compared'], ['1']]);
  });

  it('tells of each answer', async () => {
    const desk = new Desk();
    desk.states(run('1', 'x'), run('2', 'y'));
    await desk.answer();
    expect([desk.found, desk.states(run('1', 'x'), run('2', 'y'))]).toEqual([1, ['compared', 'asked']]);
  });

  it('is not asked any more for runs that nobody sees', async () => {
    const desk = new Desk();
    desk.states(run('1', 'x'), run('2', 'y'), run('3', 'z'));
    desk.differences.rest();
    await desk.answer();
    await desk.answer();
    expect(desk.asked).toEqual(['1', '2']);
  });

  it('that cannot be had says why, and does not hold up the others', async () => {
    const desk = new Desk();
    desk.states(run('1', 'x'), run('2', 'y'), run('3', 'z'));
    await desk.answer(new Error('It is gone.'));
    expect(desk.differences.between(base, [run('1', 'x')])).toEqual([{ state: 'failed', message: 'It is gone.' }]);
    expect(desk.asked).toEqual(['1', '2', '3']);
  });
});
