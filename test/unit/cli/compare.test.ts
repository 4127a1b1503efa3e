import { beforeEach, describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/core/csv';
import { Project } from './project';

const project = Project.forEachTest();

beforeEach(() => {
  const environment = (numpy: string) => ({
    python: '3.11.2', implementation: 'CPython', platform: 'Linux', hardware: {}, packages: { numpy, scipy: '1.14' }, variables: [],
  });
  project.run('calm-heron').params({ lr: '0.01', C: '1.0' }).metrics({ val_acc: 0.98123 }).record('environment', environment('2.0')).end();
  project.run('brave-otter').params({ lr: '0.1', C: '1' }).metrics({ val_acc: 0.98124 }).record('environment', environment('2.1')).end();
});

describe('compare', () => {
  it('shows what differs and nothing else, with the best marked', async () => {
    const { stdout } = await project.trialbook('compare', 'calm-heron', 'brave-otter');
    expect(stdout.trimEnd().split('\n').map((line) => line.trim().split(/\s{2,}/))).toEqual([
      ['calm-heron', 'brave-otter'],
      ['metrics'],
      ['val_acc', '0.98123', '★ 0.98124'],
      ['params'],
      ['lr', '0.01', '0.1'],
      ['packages'],
      ['numpy', '2.0', '2.1'],
    ]);
  });

  it('shows all when asked', async () => {
    expect((await project.trialbook('compare', 'calm-heron', 'brave-otter', '--all')).stdout).toMatch(/scipy\s+1\.14\s+1\.14/);
  });

  it('takes the runs that are like a query', async () => {
    const { runs } = await project.json<{ runs: { name: string }[] }>('compare', '-q', 'metrics.val_acc > 0.9');
    expect(runs.map(({ name }) => name)).toEqual(['calm-heron', 'brave-otter']);
  });

  it.each([['calm-heron'], ['calm-heron', 'calm-heron']])('of %j is refused', async (...args) => {
    expect((await project.trialbook('compare', ...args)).status).toBe(2);
  });

  it.each(['no-such-name', 'calm'])('cannot be of the runs that are like %s: there are not two', async (query) => {
    const { status, stderr } = await project.trialbook('compare', '-q', query);
    expect(status).toBe(1);
    expect(stderr).toMatch(/^trialbook: (no|only one) run is like that/);
  });
});

describe('compare --csv', () => {
  it('has every digit, and reads back', async () => {
    const { stdout } = await project.trialbook('compare', 'calm-heron', 'brave-otter', '--csv');
    expect(parseCsv(stdout, ',', 100).slice(0, 3)).toEqual([
      ['what', 'name', 'calm-heron', 'brave-otter'],
      ['metrics', 'val_acc', '0.98123', '0.98124'],
      ['params', 'lr', '0.01', '0.1'],
    ]);
  });
});

describe('compare --markdown', () => {
  it('is a table with the best in bold', async () => {
    const { stdout } = await project.trialbook('compare', 'calm-heron', 'brave-otter', '--markdown');
    expect(stdout.split('\n').slice(0, 4)).toEqual(['|  | calm-heron | brave-otter |', '| --- | ---: | ---: |', '| **metrics** |  |  |', '| val_acc | 0.98123 | **0.98124** |']);
  });

  it('keeps markup in a value from being any', async () => {
    project.run('evil').params({ lr: '<b>|`*_x_' }).end();
    const { stdout } = await project.trialbook('compare', 'calm-heron', 'evil', '--markdown');
    expect(stdout).toContain('| lr | 0.01 | &lt;b\\>\\|\\`\\*\\_x\\_ |');
  });
});
