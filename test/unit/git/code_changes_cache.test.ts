import { expect, it } from 'vitest';
import { CodeChangesCache } from '../../../src/git/code_changes_cache';
import { GitRepository } from '../../builders/git_repository';

async function twoVersions() {
  const made = GitRepository.make({ 'a.py': 'x = 1\n' });
  const from = made.git('rev-parse', 'HEAD');
  return { made, from, to: made.write({ 'a.py': 'x = 2\n' }).commit('Second'), repository: await made.open() };
}

it('knows a comparison the next time, for other commits of the same files too', async () => {
  const { made, from, to, repository } = await twoVersions();
  made.git('commit', '-q', '--allow-empty', '-m', 'Nothing');
  const cache = new CodeChangesCache();
  const first = await cache.codeChanges(repository, from, to);
  expect(first.files).toMatchObject([{ path: 'a.py' }]);
  expect(await cache.codeChanges(repository, from, made.git('rev-parse', 'HEAD'))).toBe(first);
});

it('tells functions though it was asked for files alone before, and not the other way round', async () => {
  const { from, to, repository } = await twoVersions();
  const cache = new CodeChangesCache();
  expect((await cache.codeChanges(repository, from, to, undefined, 'files')).files[0]!.functions).toEqual([]);
  const whole = await cache.codeChanges(repository, from, to);
  expect(whole.files[0]!.functions).toEqual(['']);
  expect(await cache.codeChanges(repository, from, to, undefined, 'files')).toBe(whole);
});

it('tells one way from the other', async () => {
  const { from, to, repository } = await twoVersions();
  const cache = new CodeChangesCache();
  await cache.codeChanges(repository, from, to);
  expect((await cache.codeChanges(repository, to, from)).files).toHaveLength(1);
  expect((await cache.codeChanges(repository, to, to)).same).toBe(true);
});

it('forgets what was not asked for the longest', async () => {
  const { from, to, repository } = await twoVersions();
  const cache = new CodeChangesCache(1);
  const first = await cache.codeChanges(repository, from, to);
  await cache.codeChanges(repository, to, from);
  const again = await cache.codeChanges(repository, from, to);
  expect(again).toEqual(first);
  expect(again).not.toBe(first);
});
