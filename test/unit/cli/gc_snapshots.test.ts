import { utimesSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, it, vi } from 'vitest';
import { listKeptSnapshots } from '../../../src/git/kept_snapshots';
import { takeSnapshot } from '../../../src/git/snapshot';
import { readStoreId } from '../../../src/git/store_id';
import { GitRepository } from '../../builders/git_repository';
import { Project } from './project';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const project = Project.forEachTest();
let work: GitRepository;

beforeEach(async () => {
  work = new GitRepository(project.folder);
  work.git('init', '-q');
  work.write({ 'train.py': 'x' }).commit('First');
  project.run('kept').end();
  const storeId = await readStoreId(project.store);
  const { id } = await takeSnapshot(await work.write({ 'train.py': 'y' }).open(), storeId);
  utimesSync(join(project.folder, '.git/refs/trialbook', storeId, id), 0, 0);
});

async function kept(): Promise<number> {
  return (await listKeptSnapshots(await work.open(), await readStoreId(project.store))).length;
}

it('drops snapshots that no run uses, and says how many', async () => {
  const { stdout, status } = await project.trialbook('gc');
  expect(stdout).toContain('1 snapshot is no longer kept');
  expect([status, await kept()]).toEqual([0, 0]);
});

it('only says so with --dry-run', async () => {
  expect((await project.trialbook('gc', '--dry-run')).stdout).toContain('1 snapshot would be no longer kept');
  expect(await kept()).toBe(1);
});

it('has the number in its JSON', async () => {
  expect(JSON.parse((await project.trialbook('gc', '--json')).stdout)).toMatchObject({ snapshots: 1 });
});
