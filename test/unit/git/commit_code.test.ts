import { chmodSync, existsSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { commitCode } from '../../../src/git/commit_code';
import { takeSnapshot } from '../../../src/git/snapshot';
import { recordFolder } from '../../builders/folder_record';
import { GitRepository } from '../../builders/git_repository';

afterEach(() => vi.unstubAllEnvs());

const STORE = '0123456789abcdef';

async function run(made: GitRepository) {
  made.git('config', 'user.name', 'Grace');
  made.git('config', 'user.email', 'grace@example.org');
  for (const name of ['GIT_CONFIG_GLOBAL', 'GIT_CONFIG_SYSTEM']) vi.stubEnv(name, '/dev/null');
  const repository = await made.open();
  const { id: snapshot } = await takeSnapshot(repository, STORE);
  return { made, repository, snapshot, wanted: { snapshot, branch: 'kept', message: 'Best so far\n\nval_acc 0.98' } };
}

describe('commitCode', () => {
  it('makes one commit of the snapshot\'s files on the run\'s commit, in the person\'s name', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n', 'gone.py': 'x' }).write({ 'train.py': 'lr = 0.01\n', 'sub/ü.py': 'new' });
    rmSync(join(made.root, 'gone.py'));
    chmodSync(join(made.root, 'sub/ü.py'), 0o755);
    symlinkSync('train.py', join(made.root, 'link'));
    const { repository, snapshot, wanted } = await run(made);
    const { commit, created } = await commitCode(repository, wanted);
    expect(created).toBe(true);
    expect(made.git('rev-parse', 'kept', 'kept^', 'kept^{tree}').split('\n')).toEqual([commit, made.git('rev-parse', 'HEAD'), made.git('rev-parse', `${snapshot}^{tree}`)]);
    expect(made.git('log', '-1', '--format=%an <%ae> %cn%n%B', 'kept')).toBe('Grace <grace@example.org> Grace\nBest so far\n\nval_acc 0.98');
  });

  it('touches neither HEAD nor the index nor the work tree nor other branches, and runs no hook', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n' }).write({ 'train.py': 'lr = 0.01\n' });
    for (const hook of ['pre-commit', 'commit-msg', 'post-commit', 'reference-transaction']) {
      made.write({ [`.git/hooks/${hook}`]: '#!/bin/sh\ntouch ran\n' });
      chmodSync(join(made.root, '.git/hooks', hook), 0o755);
    }
    const { repository, wanted } = await run(made);
    const before = recordFolder(made.root);
    await commitCode(repository, wanted);
    const after = Object.entries(recordFolder(made.root)).filter(([path]) => path in before || !/^\.git\/(logs\/)?refs\/heads\/kept$/.test(path));
    expect(Object.fromEntries(after)).toEqual(before);
  });

  it('puts the branch at the run\'s commit where nothing was uncommitted', async () => {
    const { made, repository, wanted } = await run(GitRepository.make({ 'a.py': 'x' }));
    expect(await commitCode(repository, wanted)).toEqual({ commit: made.git('rev-parse', 'HEAD'), created: false });
    expect(made.git('rev-parse', 'kept')).toBe(made.git('rev-parse', 'HEAD'));
  });

  it('makes a first commit where there was none', async () => {
    const { made, repository, wanted } = await run(GitRepository.make().write({ 'a.py': 'x' }));
    await commitCode(repository, wanted);
    expect(made.git('log', '--format=%P|%s', 'kept')).toBe('|Best so far');
  });

  it('puts files in as `git add` would: ends of lines, and filters', async () => {
    const made = GitRepository.make({ '.gitattributes': '*.txt text\n*.big filter=big\n', 'a.txt': '1\n' });
    made.git('config', 'filter.big.clean', 'tr a-z A-Z');
    made.write({ 'a.txt': '1\r\n2\r\n', 'new.txt': '1\r\n', 'model.big': 'weights' });
    const { repository, wanted } = await run(made);
    await commitCode(repository, wanted);
    expect([made.git('show', 'kept:a.txt'), made.git('show', 'kept:new.txt'), made.git('show', 'kept:model.big')]).toEqual(['1\n2', '1', 'WEIGHTS']);
  });

  it('goes by the attributes that the run had', async () => {
    const made = GitRepository.make({ 'a.txt': '1\n' }).write({ '.gitattributes': '*.txt text\n', 'a.txt': '1\r\n2\r\n' });
    const { repository, wanted } = await run(made);
    rmSync(join(made.root, '.gitattributes'));
    await commitCode(repository, wanted);
    expect(made.git('show', 'kept:a.txt')).toBe('1\n2');
  });

  it('finds nothing to commit where git would put in what is there', async () => {
    const made = GitRepository.make({ '.gitattributes': '*.txt text\n', 'a.txt': '1\n' }).write({ 'a.txt': '1\r\n' });
    const { repository, snapshot, wanted } = await run(made);
    expect(snapshot).not.toBe(made.git('rev-parse', 'HEAD'));
    expect(await commitCode(repository, wanted)).toEqual({ commit: made.git('rev-parse', 'HEAD'), created: false });
  });

  it('signs where the person signs all commits', async () => {
    const made = GitRepository.make({ 'a.py': 'x' }).write({ 'a.py': 'y', '../sign': '#!/bin/sh\ncat > /dev/null\necho "[GNUPG:] SIG_CREATED " >&2\necho "SIGNED BY GRACE"\n' });
    chmodSync(join(dirname(made.root), 'sign'), 0o755);
    made.git('config', 'gpg.program', join(dirname(made.root), 'sign'));
    const { repository, wanted } = await run(made);
    await commitCode(repository, { ...wanted, branch: 'unsigned' });
    made.git('config', 'commit.gpgSign', 'true');
    await commitCode(repository, wanted);
    expect(made.git('cat-file', 'commit', 'kept')).toContain('gpgsig SIGNED BY GRACE');
    expect(made.git('cat-file', 'commit', 'unsigned')).not.toContain('gpgsig');
  });

  it('says when git does not know who commits, and leaves no branch', async () => {
    const { made, repository, wanted } = await run(GitRepository.make({ 'a.py': 'x' }).write({ 'a.py': 'y' }));
    made.git('config', '--unset', 'user.name');
    made.git('config', '--unset', 'user.email');
    made.git('config', 'user.useConfigOnly', 'true');
    await expect(commitCode(repository, wanted)).rejects.toMatchObject({ code: 'git-identity' });
    expect(existsSync(join(made.root, '.git/refs/heads/kept'))).toBe(false);
  });

  it('makes no branch that is there, that has no good name, or whose commit has no message', async () => {
    const { repository, wanted } = await run(GitRepository.make({ 'a.py': 'x' }).write({ 'a.py': 'y' }));
    await expect(commitCode(repository, { ...wanted, branch: 'main' })).rejects.toMatchObject({ code: 'branch-exists' });
    await expect(commitCode(repository, { ...wanted, branch: '--orphan' })).rejects.toMatchObject({ code: 'branch-name' });
    await expect(commitCode(repository, { ...wanted, message: ' \n' })).rejects.toMatchObject({ code: 'commit-message' });
  });
});
