import { chownSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openRepository } from '../../../src/git/open_repository';
import { GitRepository } from '../../builders/git_repository';

afterEach(() => vi.unstubAllEnvs());

describe('openRepository', () => {
  it('finds the work tree from a folder inside', async () => {
    const made = GitRepository.make({ 'a/b/train.py': 'x' });
    const root = realpathSync(made.root);
    const found = await openRepository(join(made.root, 'a', 'b'));
    expect(found).toEqual({ root, gitDir: join(root, '.git'), commonDir: join(root, '.git'), environment: {} });
  });

  it('finds the work tree from a link to a folder inside', async () => {
    const made = GitRepository.make({ 'a/b/train.py': 'x' });
    const root = realpathSync(made.root);
    const link = join(root, '..', 'link');
    symlinkSync(join(root, 'a', 'b'), link);
    expect(await openRepository(link)).toEqual({ root, gitDir: join(root, '.git'), commonDir: join(root, '.git'), environment: {} });
  });

  it('tells a linked work tree from the repository behind it', async () => {
    const made = GitRepository.make({ 'train.py': 'x' });
    const root = realpathSync(made.root);
    made.git('worktree', 'add', '-q', '../beside');
    const found = await openRepository(join(root, '..', 'beside'));
    expect(found).toMatchObject({ root: join(root, '..', 'beside'), gitDir: join(root, '.git/worktrees/beside'), commonDir: join(root, '.git') });
  });

  it('is null outside of repositories, in a bare one, and where there is no folder', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'trialbook-none-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const bare = GitRepository.make({ 'train.py': 'x' });
    bare.git('clone', '-q', '--bare', '.', '../bare.git');
    expect(await openRepository(folder)).toBeNull();
    expect(await openRepository(join(folder, 'gone'))).toBeNull();
    expect(await openRepository(join(bare.root, '../bare.git'))).toBeNull();
    expect(await openRepository(join(bare.root, '.git'))).toBeNull();
  });

  it('is not led elsewhere by what a hook or an alias has set', async () => {
    const here = GitRepository.make({ 'here.py': 'x' });
    const elsewhere = GitRepository.make({ 'elsewhere.py': 'x' });
    vi.stubEnv('GIT_DIR', join(elsewhere.root, '.git'));
    vi.stubEnv('GIT_WORK_TREE', elsewhere.root);
    expect((await openRepository(here.root))?.root).toBe(realpathSync(here.root));
  });

  it('says that git is missing', async () => {
    const made = GitRepository.make({ 'train.py': 'x' });
    vi.stubEnv('PATH', made.root);
    await expect(openRepository(made.root)).rejects.toMatchObject({ code: 'git-missing' });
  });

  it.runIf(process.getuid?.() === 0)('says that a repository of somebody else is not trusted', async () => {
    const made = GitRepository.make({ 'train.py': 'x' });
    chownSync(made.root, 12345, 12345);
    chownSync(join(made.root, '.git'), 12345, 12345);
    vi.stubEnv('GIT_CONFIG_GLOBAL', '/dev/null');
    await expect(openRepository(made.root)).rejects.toMatchObject({ code: 'git-untrusted' });
  });

  it('ends when it is told to', async () => {
    const made = GitRepository.make({ 'train.py': 'x' });
    const reason = new Error('no longer wanted');
    await expect(openRepository(made.root, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});
