import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { CommandLine } from '../builders/command_line';
import { randomNumbers } from '../builders/random';
import { RecordingProcess } from './recording_process';
import { it } from './workbench_test';

type Points = [step: number, value: number][];

let trialbook: CommandLine;
beforeAll(async () => {
  trialbook = await CommandLine.build();
});
afterAll(() => trialbook[Symbol.asyncDispose]());

/** All points of `loss` in the store, by the run's name, as anybody gets them out of it. */
async function exportedPoints(folder: string): Promise<Map<string, Points>> {
  const file = join(folder, 'exported.json');
  const { status, stderr } = await trialbook.run(['export', '--format', 'json', '--out', file, '--force'], folder);
  expect([status, stderr.replace(/^\d+ runs? written.*\n/, '')]).toEqual([0, '']);
  const { runs } = JSON.parse(readFileSync(file, 'utf8')) as { runs: { name: string; metrics: { loss?: [number, number, number][] } }[] };
  return new Map(runs.map(({ name, metrics }) => [name, (metrics.loss ?? []).map(([step, , value]) => [step, value])]));
}

/** `trialbook sync` over and over until all is done. @returns what a sync that failed said */
async function keepSyncing(folder: string, done: () => boolean): Promise<string[]> {
  const complaints: string[] = [];
  while (!done()) {
    const { status, stderr } = await trialbook.run(['sync'], folder);
    if (status !== 0 || stderr !== '') complaints.push(`${status}: ${stderr}`);
  }
  return complaints;
}

/** As `keepSyncing`, but each is killed at some moment, and it goes on until some had not ended before. */
async function keepKillingSyncs(folder: string, done: () => boolean, random: () => number): Promise<void> {
  for (let killed = 0; !done() || killed < 5; ) {
    const sync = trialbook.start(['sync'], folder);
    await Promise.race([sync.finished, wait(random() * 500)]);
    sync.kill('SIGKILL');
    if ((await sync.finished).status === null) killed++;
  }
}

describe('what a log call came back for', () => {
  it('is in the store once when 64 processes log at the same time and who reads their journals is killed again and again', async ({ scratch }) => {
    const go = join(scratch, 'go');
    const processes = Array.from({ length: 64 }, (_, number) => new RecordingProcess(scratch, { name: `p${number}`, first: number * 1000, count: 600, go }));
    let done = false;
    const others = Promise.all([keepSyncing(scratch, () => done), keepKillingSyncs(scratch, () => done, randomNumbers(64))]);
    writeFileSync(go, '');
    const endings = await Promise.all(processes.map(({ ended }) => ended));
    done = true;
    const [complaints] = await others;

    expect(endings.filter((ending) => ending !== 0)).toEqual([]);
    expect(processes.map(({ stderr }) => stderr).join('')).toBe('');
    expect(complaints).toEqual([]);
    const stored = await exportedPoints(scratch);
    expect(stored).toEqual(new Map(processes.map(({ options, acknowledged }) => [options.name, acknowledged])));
  });

  it('outlives the process that logged it, killed at any moment, and the run is shown as crashed', async ({ scratch }) => {
    const random = randomNumbers(20);
    const killed: RecordingProcess[] = [];
    for (let number = 0; number < 20; number++) {
      const process = new RecordingProcess(scratch, { name: `p${number}`, first: number * 1_000_000, count: 1_000_000 });
      killed.push(process);
      await process.hasLogged();
      await wait(random() * 200);
      process.kill();
      expect(await process.ended).toBe('SIGKILL');
    }

    const stored = await exportedPoints(scratch);
    for (const { options, acknowledged } of killed) {
      const points = stored.get(options.name) ?? [];
      // Of the call that was killed nobody knows whether it came back.
      expect(points.slice(0, acknowledged.length)).toEqual(acknowledged);
      expect(points.length - acknowledged.length).toBeLessThanOrEqual(1);
    }
    const runs = JSON.parse((await trialbook.run(['ls', '--json'], scratch)).stdout) as { status: string }[];
    expect(runs.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 'CRASHED'));
  });
});
