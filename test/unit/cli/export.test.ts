import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { parseCsv } from '../../../src/core/csv';
import { Project } from './project';

const project = Project.forEachTest();
const file = (name: string): string => join(project.folder, name);
const rows = (name: string): string[][] => parseCsv(readFileSync(file(name), 'utf8'), ',', 10_000);

describe('export as CSV', () => {
  it('writes every point, in files that refer to each other by the run', async () => {
    const { runId } = project.run('calm-heron').params({ lr: '0.01' }).tags({ keep: 'yes' }).series('loss', [1, 0.1 + 0.2]).end();
    expect(await project.trialbook('export', '--out', 'out')).toMatchObject({ status: 0, stdout: `1 run written to ${file('out')}\n` });
    expect(rows('out/runs.csv')[1]?.slice(0, 2)).toEqual([runId, 'calm-heron']);
    expect(rows('out/params.csv')).toEqual([['run_id', 'name', 'value', 'source'], [runId, 'lr', '0.01', 'log']]);
    expect(rows('out/tags.csv')[1]).toEqual([runId, 'keep', 'yes']);
    expect(rows('out/metrics.csv').map(([, key, step, , value]) => [key, step, value])).toEqual([
      ['key', 'step', 'value'], ['loss', '0', '1'], ['loss', '1', '0.30000000000000004'],
    ]);
  });

  it('writes NaN and infinity as such', async () => {
    project.run('odd').series('loss', [NaN, -Infinity]).end();
    await project.trialbook('export', '--out', 'out');
    expect(rows('out/metrics.csv').slice(1).map((row) => row[4])).toEqual(['NaN', '-Infinity']);
  });

  it('keeps quotes, commas and lines of a value in its field', async () => {
    const value = 'a "b", c\nd';
    project.run('odd').params({ value }).end();
    await project.trialbook('export', '--out', 'out');
    expect(rows('out/params.csv')[1]?.[2]).toBe(value);
  });

  it('never writes over what is there, unless told to', async () => {
    project.run('a').end();
    await project.trialbook('export', '--out', 'out');
    writeFileSync(file('out/runs.csv'), 'mine');
    expect((await project.trialbook('export', '--out', 'out')).status).toBe(1);
    expect(readFileSync(file('out/runs.csv'), 'utf8')).toBe('mine');
    expect((await project.trialbook('export', '--out', 'out', '--force')).status).toBe(0);
  });

  it('leaves nothing half when it is interrupted', async () => {
    for (let run = 0; run < 300; run++) project.run(`run-${run}`).series('loss', [1, 2, 3]).end();
    await project.trialbook('sync');
    const exporting = project.start('export', '--out', 'out');
    while (!existsSync(file('out/runs.csv.part'))) await sleep(1);
    exporting.kill('SIGINT');
    expect(await exporting.finished).toMatchObject({ status: 130, stderr: 'trialbook: interrupted\n' });
    expect(readdirSync(file('out'))).toEqual([]);
  });

  it('leaves nothing half when it fails', async () => {
    project.run('a').end();
    await project.trialbook('export', '--out', 'out', '-q', 'oops >');
    expect(existsSync(file('out')) ? readdirSync(file('out')) : []).toEqual([]);
  });
});

describe('export as JSON', () => {
  it('holds each run with its params and its points', async () => {
    project.run('first', { startMs: Date.UTC(2026, 10, 22, 9) }).params({ lr: '0.01' }).series('loss', [1, NaN]).end();
    project.run('second', { startMs: Date.UTC(2026, 10, 22, 10) }).end();
    expect((await project.trialbook('export', '--format', 'json', '--out', 'runs.json')).status).toBe(0);
    const { runs } = JSON.parse(readFileSync(file('runs.json'), 'utf8')) as { runs: { name: string; params: object; metrics: Record<string, [number, number, unknown][]> }[] };
    expect(runs.map(({ name }) => name)).toEqual(['first', 'second']);
    expect(runs[0]?.params).toEqual({ lr: '0.01' });
    expect(runs[0]?.metrics.loss?.map(([step, , value]) => [step, value])).toEqual([[0, 1], [1, 'NaN']]);
  });

  it('names nothing twice', async () => {
    project.run('a').params({ lr: '1' }).tags({ keep: 'yes' }).series('loss', [1]).end();
    await project.trialbook('export', '--format', 'json', '--out', 'runs.json');
    const [, run = ''] = readFileSync(file('runs.json'), 'utf8').split('\n');
    for (const name of ['metrics', 'params', 'tags']) expect(run.match(new RegExp(`"${name}":`, 'g'))).toHaveLength(1);
  });

  it('is valid JSON where there is no run', async () => {
    project.run('a').end();
    await project.trialbook('export', '--format', 'json', '--out', 'runs.json', '-q', 'no-such-name');
    expect(JSON.parse(readFileSync(file('runs.json'), 'utf8'))).toEqual({ runs: [] });
  });
});
