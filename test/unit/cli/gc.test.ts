import { beforeEach, expect, it } from 'vitest';
import { Store } from '../../../src/store/store';
import { Project } from './project';

const project = Project.forEachTest();

beforeEach(async () => {
  project.run('kept').end();
  const { runId } = project.run('binned').end();
  await project.trialbook('sync');
  const store = Store.open(project.store);
  store.edit({ op: 'bin', runIds: [runId], binned: true });
  store.close();
});

const isThere = async (name: string): Promise<boolean> => (await project.trialbook('show', name)).status === 0;

it('deletes what is in the bin for longer than was said', async () => {
  const { stdout } = await project.trialbook('gc', '--bin-days', '0');
  expect(stdout).toMatch(/^1 run \(.*\) and \d+ journals? deleted/);
  expect([await isThere('binned'), await isThere('kept')]).toEqual([false, true]);
});

it('leaves what was put there since', async () => {
  await project.trialbook('gc', '--bin-days', '1');
  expect(await isThere('binned')).toBe(true);
});

it('says so where there is nothing to delete', async () => {
  expect((await project.trialbook('gc', '--bin-days', '1')).stdout).toBe('Nothing to delete.\n');
});

it('only says what would go with --dry-run', async () => {
  expect((await project.trialbook('gc', '--bin-days', '0', '--dry-run')).stdout).toMatch(/^1 run .* would be deleted/);
  expect(await isThere('binned')).toBe(true);
});
