import { describe, expect, it } from 'vitest';
import { Project } from './project';

const project = Project.forEachTest();
const NINE = Date.UTC(2026, 10, 22, 9);
const HOUR = 3_600_000;

interface ListedRun {
  name: string;
  status: string;
  metrics: Record<string, { last: number | string; max: number | string }>;
  params: Record<string, string>;
}

function threeRuns(): void {
  project.run('calm-heron', { experiment: 'digits', startMs: NINE }).params({ lr: '0.01', C: '1' }).series('val_acc', [0.5, 0.981]).end();
  project.run('brave-otter', { experiment: 'digits', startMs: NINE + HOUR }).params({ lr: '0.1', C: '1' }).series('val_acc', [0.962]).end();
  project.run('keen-lynx', { experiment: 'digits', startMs: NINE + 2 * HOUR }).params({ lr: '1', C: '1' }).end('FAILED', { type: 'ValueError', message: 'too large' });
}

describe('the table', () => {
  it('has a run a line, the latest first, with its headline metric and the params that differ', async () => {
    threeRuns();
    const { status, stdout } = await project.trialbook('ls');
    const cells = stdout.trimEnd().split('\n').map((line) => line.trim().split(/\s{2,}/));
    expect(status).toBe(0);
    expect(cells.map(([sign, name]) => [sign, name])).toEqual([['name', 'val_acc'], ['✗', 'keen-lynx'], ['✓', 'brave-otter'], ['✓', 'calm-heron']]);
    expect(cells[0]).toEqual(['name', 'val_acc', 'lr', 'age', 'commit', 'error']);
    expect(cells[3]?.slice(1, 4)).toEqual(['calm-heron', '0.981', '0.01']);
    expect(cells[1]?.at(-1)).toBe('ValueError: too large');
  });

  it('takes no param for different that only runs of another experiment have', async () => {
    threeRuns();
    project.run('tall-crane', { experiment: 'trees' }).params({ depth: '3' }).end();
    expect((await project.trialbook('ls')).stdout.split('\n')[0]?.trim().split(/\s{2,}/)).toEqual(['name', 'experiment', 'val_acc', 'lr', 'age', 'commit', 'error']);
  });

  it('holds what was recorded a moment ago, without a sync by hand', async () => {
    project.run('first').end();
    await project.trialbook('ls');
    project.run('second').end();
    expect((await project.trialbook('ls')).stdout).toContain('second');
  });

  it('leaves out what waits in journals with --no-sync', async () => {
    project.run('first').end();
    await project.trialbook('ls');
    project.run('second').end();
    expect((await project.trialbook('ls', '--no-sync')).stdout).not.toContain('second');
  });

  it('never lets a name reach the terminal as a command', async () => {
    project.run('evil\u001b[2J\u009b31m\u202ename\nnext').end();
    const { stdout } = await project.trialbook('ls');
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
    expect(stdout).toContain('evil\\x1b[2J\\x9b31m\\u202ename\\nnext');
  });

  it('says how many are left where not all are shown', async () => {
    threeRuns();
    const { stdout, stderr } = await project.trialbook('ls', '--limit', '1');
    expect(stdout).not.toContain('calm-heron');
    expect(stderr).toContain('2 more');
  });

  it('shows the columns that were asked for', async () => {
    threeRuns();
    const { stdout } = await project.trialbook('ls', '--columns', 'name,max(metrics.val_acc),params.lr', '-q', 'calm');
    expect(stdout.split('\n').map((line) => line.trim().split(/\s{2,}/)).slice(0, 2)).toEqual([
      ['name', 'max val_acc', 'lr'],
      ['✓', 'calm-heron', '0.981', '0.01'],
    ]);
  });
});

it.each([
  ['params."a, b",metrics.val acc', ['a, b', 'val acc']],
  ["min(metrics.`val acc`), tags.'it''s'", ['min val acc', "it's"]],
])('the columns %s have keys as queries have them', async (columns, titles) => {
  project.run('odd').params({ 'a, b': '1' }).tags({ "it's": '2' }).metrics({ 'val acc': 3 }).end();
  const { stdout, stderr } = await project.trialbook('ls', '--columns', columns);
  expect({ titles: stdout.split('\n')[0]?.trim().split(/\s{2,}/), stderr }).toEqual({ titles, stderr: '' });
});

describe('the choice of runs', () => {
  const names = async (...args: string[]): Promise<string[]> => (await project.json<ListedRun[]>('ls', ...args)).map(({ name }) => name);

  it('follows a query', async () => {
    threeRuns();
    expect(await names('-q', 'metrics.val_acc > 0.97 or status = failed')).toEqual(['keen-lynx', 'calm-heron']);
  });

  it('can be of one experiment', async () => {
    threeRuns();
    project.run('elsewhere', { experiment: 'other' }).end();
    expect(await names('-e', 'other')).toEqual(['elsewhere']);
  });

  it('is sorted by a metric with the best first, and what has none last', async () => {
    threeRuns();
    expect(await names('--sort', 'metrics.val_acc')).toEqual(['calm-heron', 'brave-otter', 'keen-lynx']);
  });

  it('is sorted by a loss with the lowest first', async () => {
    project.run('high').metrics({ loss: 2 }).end();
    project.run('low').metrics({ loss: 1 }).end();
    expect(await names('--sort', 'metrics.loss')).toEqual(['low', 'high']);
  });

  it('is turned round by --reverse', async () => {
    threeRuns();
    expect(await names('--reverse')).toEqual(['calm-heron', 'brave-otter', 'keen-lynx']);
  });
});

it('gives programs NaN and infinity as texts', async () => {
  project.run('odd').series('loss', [Infinity, NaN]).end();
  expect((await project.json<ListedRun[]>('ls'))[0]?.metrics.loss).toMatchObject({ last: 'NaN', max: 'Infinity' });
});

it('shows where a query could not be read, with status 2', async () => {
  project.run('a').end();
  const { status, stderr, stdout } = await project.trialbook('ls', '-q', 'params.層 = 1 and params.x > > 2');
  expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  expect(stderr.split('\n')).toEqual([
    'trialbook: expected a value after >, at character 29 of the query',
    '  params.層 = 1 and params.x > > 2',
    '                               ^',
    '',
  ]);
});

describe('a name that no run has', () => {
  it.each([
    [['-q', 'metrics.val_ac > 0.9 or starred'], 'no run has a metric val_ac; did you mean val_acc?'],
    [['--sort', 'params.rl'], 'no run has a param rl; did you mean lr?'],
    [['--columns', 'tags.keep'], 'no run has a tag keep'],
    [['-e', 'digit'], 'there is no experiment digit; did you mean digits?'],
  ])('%j is told beside the result', async (args, sentence) => {
    threeRuns();
    const { status, stderr } = await project.trialbook('ls', ...args);
    expect(status).toBe(0);
    expect(stderr).toContain(`trialbook: ${sentence}\n`);
  });
});
