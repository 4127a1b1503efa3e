import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();

interface Buckets {
  total: number;
  raw: boolean;
  buckets: { count: number; min: number | string; max: number | string; last: number | string; xMax: number }[];
}

/** Long enough to be thinned, with one spike. */
function spiked(): void {
  project.run('spiked').series('loss', Array.from({ length: 5000 }, (_, step) => (step === 3217 ? 100 : 1))).end();
}

describe('series', () => {
  it('draws the curve from its lowest to its highest value', async () => {
    project.run('rising').series('acc', [0, 0.5, 1]).end();
    const { stdout } = await project.trialbook('series', '@last', 'acc');
    const chart = stdout.split('\n');
    expect(chart[0]).toBe('acc  3 points');
    expect(chart[1]).toMatch(/^1 ┤ +•$/);
    expect(chart[12]).toBe('0 ┤•');
  });

  it('never hides a spike', async () => {
    spiked();
    const { stdout } = await project.trialbook('series', '@last', 'loss', '--px', '40');
    expect(stdout.split('\n')[1]).toMatch(/^100 ┤ +│+$/);
  });

  it('gives the exact envelope to programs', async () => {
    spiked();
    const { total, raw, buckets } = await project.json<Buckets>('series', '@last', 'loss', '--px', '40');
    expect({ total, raw, count: buckets.reduce((sum, { count }) => sum + count, 0) }).toEqual({ total: 5000, raw: false, count: 5000 });
    expect(buckets.filter(({ max }) => max === 100).map(({ xMax }) => xMax)).toEqual([3217]);
  });

  it('gives NaN as text to programs', async () => {
    project.run('odd').series('loss', [1, NaN]).end();
    expect((await project.json<Buckets>('series', '@last', 'loss')).buckets.map(({ last }) => last)).toEqual([1, 'NaN']);
  });

  it('is a table of its points when asked', async () => {
    project.run('short').series('acc', [0.5, 0.25]).end();
    const { stdout } = await project.trialbook('series', '@last', 'acc', '--table');
    expect(stdout.trim().split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([['acc', '2 points'], ['step', 'value'], ['0', '0.5'], ['1', '0.25']]);
  });

  it('names the metrics there are when it is asked for another', async () => {
    project.run('a').metrics({ loss: 1 }).end();
    expect(await project.trialbook('series', '@last', 'acc')).toMatchObject({ status: 1, stderr: 'trialbook: the run has no metric acc; it has loss\n' });
  });
});
