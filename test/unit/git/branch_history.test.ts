import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { branchHistory } from '../../../src/git/branch_history';
import { openRepository } from '../../../src/git/open_repository';
import { GitRepository } from '../../builders/git_repository';

/** main: first ─ base ─ later; try, checked out: base ─ mine. */
function parted(): { made: GitRepository; first: string; base: string; later: string; mine: string } {
  const made = GitRepository.make({ 'train.py': '1' });
  const first = made.git('rev-parse', 'HEAD');
  const base = made.write({ 'train.py': '2' }).commit('Base');
  const later = made.write({ 'train.py': '3' }).commit('Later');
  made.git('checkout', '-q', '-b', 'try', base);
  const mine = made.write({ 'train.py': '4' }).commit('Mine');
  return { made, first, base, later, mine };
}

/** A clone as CI makes it, of the branch that is checked out. */
async function cloneOf(made: GitRepository, ...options: string[]) {
  const path = join(made.root, '..', 'clone');
  made.git('clone', '-q', ...options, `file://${made.root}`, path);
  const repository = await openRepository(path);
  if (!repository) throw new Error('no clone');
  return repository;
}

describe('the history of HEAD beside another branch', () => {
  it('is what only HEAD has, and what the other has from where they part', async () => {
    const { made, first, base, later, mine } = parted();
    expect(await branchHistory(await made.open(), 'main')).toEqual({
      head: mine, branch: 'try', against: later, mergeBase: base, own: new Set([mine]), theirs: [base, first, later],
    });
  });

  it('has nothing of its own beside itself', async () => {
    const { made, mine } = parted();
    const history = await branchHistory(await made.open(), 'HEAD');
    expect([history.own.size, history.mergeBase]).toEqual([0, mine]);
  });

  it('has no branch where a commit is checked out', async () => {
    const { made } = parted();
    made.git('checkout', '-q', '--detach');
    expect((await branchHistory(await made.open(), 'main')).branch).toBeNull();
  });

  it.each(['no-such-branch', '--all', '-h', 'a b', 'main:train.py', ''])('takes no %j for a revision', async (revision) => {
    const { made } = parted();
    await expect(branchHistory(await made.open(), revision)).rejects.toMatchObject({ code: 'git-revision' });
  });

  it('says that only the remote has such a branch', async () => {
    const { made } = parted();
    await expect(branchHistory(await cloneOf(made), 'main')).rejects.toThrow('origin/main');
  });

  it('needs a commit', async () => {
    await expect(branchHistory(await GitRepository.make().open(), 'HEAD')).rejects.toMatchObject({ code: 'git-revision' });
  });

  it('needs a commit in common', async () => {
    const { made } = parted();
    made.git('checkout', '-q', '--orphan', 'other');
    rmSync(join(made.root, 'train.py'));
    made.write({ 'other.py': '' }).commit('Other');
    await expect(branchHistory(await made.open(), 'main')).rejects.toMatchObject({ code: 'git-unrelated' });
  });
});

describe('a shallow clone', () => {
  it.each([
    ['of one branch, which lacks the other', ['--depth', '1'], 'origin/main'],
    ['of all branches, which lacks where they part', ['--depth', '1', '--no-single-branch'], 'origin/main'],
  ])('%s is refused with the way out', async (_, options, revision) => {
    const { made } = parted();
    const refused = branchHistory(await cloneOf(made, ...options), revision);
    await expect(refused).rejects.toMatchObject({ code: 'git-shallow', message: expect.stringContaining('fetch-depth: 0') as string });
  });

  it('that reaches to where they part will do', async () => {
    const { made, base, mine } = parted();
    const history = await branchHistory(await cloneOf(made, '--depth', '2', '--no-single-branch'), 'origin/main');
    expect([history.mergeBase, [...history.own]]).toEqual([base, [mine]]);
  });
});
