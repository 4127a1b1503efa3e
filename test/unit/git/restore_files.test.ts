import { chmodSync, existsSync, lstatSync, mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { restoreFiles } from '../../../src/git/restore_files';
import { planRestore } from '../../../src/git/restore_plan';
import { takeSnapshot } from '../../../src/git/snapshot';
import { type FolderRecord, recordFolder } from '../../builders/folder_record';
import { GitRepository } from '../../builders/git_repository';

const STORE = '0123456789abcdef';

/** All of a folder but when its files were written. */
function record(made: GitRepository): FolderRecord {
  const entries = Object.entries(recordFolder(made.root));
  return Object.fromEntries(entries.map(([path, what]) => [path, what.replace(/ \d+ /, ' ')]));
}

/** A work tree of a run, with its snapshot. */
async function run(made: GitRepository) {
  const repository = await made.open();
  return { made, repository, snapshot: (await takeSnapshot(repository, STORE)).id };
}

const runOf = (files: Readonly<Record<string, string>>, uncommitted: Readonly<Record<string, string>> = {}) => run(GitRepository.make(files).write(uncommitted));

const text = (made: GitRepository, path: string): string => readFileSync(join(made.root, path), 'utf8');

describe('planRestore', () => {
  it('says of each file what would happen to it, and writes nothing', async () => {
    const { made, repository, snapshot } = await runOf({ 'same.py': '1', 'edited.py': '1', 'gone.py': '1' }, { 'edited.py': '2' });
    made.write({ 'edited.py': '3', 'new.py': '3' });
    rmSync(join(made.root, 'gone.py'));
    const before = record(made);
    expect(await planRestore(repository, snapshot, ['same.py', 'edited.py', 'gone.py', 'new.py'])).toEqual([
      { path: 'same.py', state: 'same', why: null },
      { path: 'edited.py', state: 'overwrite', why: null },
      { path: 'gone.py', state: 'create', why: null },
      { path: 'new.py', state: 'delete', why: null },
    ]);
    expect(record(made)).toEqual(before);
  });

  it('takes of a folder the files that the snapshot has in it', async () => {
    const { made, repository, snapshot } = await runOf({ 'sub/a.py': '1', 'sub/deep/b.py': '1', 'subway.py': '1' });
    made.write({ 'sub/new.py': '2', 'sub/a.py': '2' });
    expect((await planRestore(repository, snapshot, ['sub'])).map(({ path, state }) => [path, state])).toEqual([
      ['sub/a.py', 'overwrite'],
      ['sub/deep/b.py', 'same'],
    ]);
  });

  it('tells nothing of other ends of lines where git sees none', async () => {
    const made = GitRepository.make({ 'a.txt': '1\n2\n' });
    made.git('config', 'core.autocrlf', 'true');
    const { repository, snapshot } = await run(made);
    expect(await planRestore(repository, snapshot, ['a.txt'])).toMatchObject([{ state: 'same' }]);
  });

  it.each([
    ['is ignored', { '.gitignore': 'x.csv\n' }, 'x.csv'],
    ['is a secret', {}, '.env'],
  ])('refuses what could not be had back, because it %s', async (_, files, path) => {
    const { made, repository, snapshot } = await run(GitRepository.make({ 'a.py': '1', ...files }));
    made.write({ [path]: 'mine' });
    expect(await planRestore(repository, snapshot, [path])).toMatchObject([{ path, state: 'refused', why: expect.stringContaining('would be lost') as string }]);
  });

  it('refuses to overwrite the changes of a secret that git follows', async () => {
    const { made, repository, snapshot } = await runOf({ '.env': 'KEY=1' });
    made.write({ '.env': 'KEY=2' });
    expect(await planRestore(repository, snapshot, ['.env'])).toMatchObject([{ state: 'refused' }]);
  });

  it.each(['../other.txt', '/etc/hostname', '.git/config', 'sub/../../other.txt', '.GIT/config'])('refuses to touch %j', async (path) => {
    const { made, repository, snapshot } = await runOf({ 'a.py': '1' });
    new GitRepository(dirname(made.root)).write({ 'other.txt': 'not yours' });
    expect(await planRestore(repository, snapshot, [path])).toMatchObject([{ state: 'refused' }]);
    await expect(restoreFiles(repository, snapshot, [path], STORE)).rejects.toMatchObject({ code: 'restore-refused' });
  });

  it('says that there is no such file', async () => {
    const { repository, snapshot } = await runOf({ 'a.py': '1' });
    await expect(planRestore(repository, snapshot, ['b.py'])).rejects.toMatchObject({ code: 'git-no-file' });
  });
});

describe('restoreFiles', () => {
  it('makes files what they were, and is undone by the snapshot that it took', async () => {
    const { made, repository, snapshot } = await runOf({ 'edited.py': '1', 'sub/gone.py': '1', 'reset.py': '1' }, { 'edited.py': '2\r\n', 'sub/untracked.py': 'u' });
    made.write({ 'edited.py': 'unsaved elsewhere', 'new.py': '3', 'reset.py': '3' });
    rmSync(join(made.root, 'sub'), { recursive: true });
    const before = record(made);
    const paths = ['edited.py', 'sub', 'new.py', 'reset.py'];
    const restored = await restoreFiles(repository, snapshot, paths, STORE);
    expect([text(made, 'edited.py'), text(made, 'sub/gone.py'), text(made, 'sub/untracked.py'), text(made, 'reset.py')]).toEqual(['2\r\n', '1', 'u', '1']);
    expect(existsSync(join(made.root, 'new.py'))).toBe(false);
    await restoreFiles(repository, restored.before, restored.paths, STORE);
    expect(record(made)).toEqual(before);
  });

  it('touches nothing that it was not asked for, and nothing of git', async () => {
    const { made, repository, snapshot } = await runOf({ 'a.py': '1', 'b.py': '1' }, { 'a.py': '2', 'b.py': '2' });
    made.write({ 'a.py': '3', 'b.py': '3' });
    made.git('add', 'b.py');
    const before = record(made);
    await restoreFiles(repository, snapshot, ['a.py'], STORE);
    const { 'a.py': changed, ...others } = record(made);
    expect(others).toEqual(Object.fromEntries(Object.entries(before).filter(([path]) => path !== 'a.py')));
    expect(changed).not.toBe(before['a.py']);
  });

  it('keeps the snapshot that it took for the store', async () => {
    const { made, repository, snapshot } = await runOf({ 'a.py': '1' });
    made.write({ 'a.py': '2' });
    const { before, paths } = await restoreFiles(repository, snapshot, ['a.py'], STORE);
    expect(made.git('show', `${before}:a.py`)).toBe('2');
    expect(made.git('for-each-ref', '--format=%(refname)', 'refs/trialbook')).toContain(`refs/trialbook/${STORE}/${before}`);
    expect(paths).toEqual(['a.py']);
  });

  it('restores executable bits and links', async () => {
    const made = GitRepository.make({ 'run.sh': '1', 'a.py': '1' });
    chmodSync(join(made.root, 'run.sh'), 0o755);
    symlinkSync('a.py', join(made.root, 'link'));
    const { repository, snapshot } = await run(made);
    chmodSync(join(made.root, 'run.sh'), 0o644);
    rmSync(join(made.root, 'link'));
    made.write({ link: 'a file now' });
    const restored = await restoreFiles(repository, snapshot, ['run.sh', 'link'], STORE);
    expect(lstatSync(join(made.root, 'run.sh')).mode & 0o111).toBe(0o111);
    expect(readlinkSync(join(made.root, 'link'))).toBe('a.py');
    await restoreFiles(repository, restored.before, restored.paths, STORE);
    expect([lstatSync(join(made.root, 'run.sh')).mode & 0o111, text(made, 'link')]).toEqual([0, 'a file now']);
  });

  it('writes what had not changed as the person\'s git checks it out', async () => {
    const made = GitRepository.make({ 'same.txt': '1\n', 'changed.txt': '1\n' });
    made.git('config', 'core.autocrlf', 'true');
    const { repository, snapshot } = await run(made.write({ 'changed.txt': '2\n' }));
    made.write({ 'same.txt': 'x', 'changed.txt': 'x' });
    await restoreFiles(repository, snapshot, ['same.txt', 'changed.txt'], STORE);
    expect([text(made, 'same.txt'), text(made, 'changed.txt')]).toEqual(['1\r\n', '2\n']);
  });

  it('changes no file where one of them is refused', async () => {
    const { made, repository, snapshot } = await runOf({ 'a.py': '1', 'sub/b.py': '1' });
    rmSync(join(made.root, 'sub'), { recursive: true });
    mkdirSync(join(made.root, 'elsewhere'));
    symlinkSync('elsewhere', join(made.root, 'sub'));
    made.write({ 'a.py': '2' });
    const before = record(made);
    await expect(restoreFiles(repository, snapshot, ['a.py', 'sub/b.py'], STORE)).rejects.toMatchObject({
      code: 'restore-refused',
      details: { files: [{ path: 'sub/b.py', why: expect.stringContaining('symbolic link') as string }] },
    });
    expect(record(made)).toEqual(before);
  });

  it('changes no file where a folder stands in the place of one', async () => {
    const { made, repository, snapshot } = await runOf({ 'a.py': '1', 'dir': '1', 'z.py': '1' });
    made.write({ 'a.py': '2', 'z.py': '2' });
    rmSync(join(made.root, 'dir'));
    mkdirSync(join(made.root, 'dir'));
    const before = record(made);
    await expect(restoreFiles(repository, snapshot, ['a.py', 'dir', 'z.py'], STORE)).rejects.toMatchObject({ code: 'restore-refused' });
    expect(record(made)).toEqual(before);
  });
});
