import { describe, expect, it } from 'vitest';
import { OneAtATime } from '../../../../webview/shared/one_at_a_time';

/** Rounds that end when they are told to. */
class Rounds {
  begun = 0;
  failures: unknown[] = [];
  private end: (more: boolean) => void = () => undefined;
  private break: (error: unknown) => void = () => undefined;
  readonly work = new OneAtATime(() => new Promise((resolve, reject) => {
    this.begun += 1;
    this.end = resolve;
    this.break = reject;
  }), (error) => this.failures.push(error));

  async finish(more = false): Promise<void> {
    this.end(more);
    await new Promise(setImmediate);
  }

  async fail(error: unknown): Promise<void> {
    this.break(error);
    await new Promise(setImmediate);
  }
}

describe('work that is done one round at a time', () => {
  it('is done once more when it was wanted meanwhile, however often', async () => {
    const rounds = new Rounds();
    for (let time = 0; time < 5; time++) rounds.work.want();
    expect(rounds.begun).toBe(1);
    await rounds.finish();
    expect(rounds.begun).toBe(2);
    await rounds.finish();
    expect(rounds.begun).toBe(2);
  });

  it('goes on by itself while there is more', async () => {
    const rounds = new Rounds();
    rounds.work.want();
    await rounds.finish(true);
    await rounds.finish(true);
    await rounds.finish();
    expect(rounds.begun).toBe(3);
  });

  it('tells what failed and begins again when it is wanted', async () => {
    const rounds = new Rounds();
    rounds.work.want();
    await rounds.fail('store gone');
    expect(rounds.failures).toEqual(['store gone']);
    rounds.work.want();
    expect(rounds.begun).toBe(2);
  });
});
