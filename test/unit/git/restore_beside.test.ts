import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { restoreBeside } from '../../../src/git/restore_beside';
import { takeSnapshot } from '../../../src/git/snapshot';
import { recordFolder } from '../../builders/folder_record';
import { GitRepository } from '../../builders/git_repository';
import { notebookFile } from '../../builders/notebook_file';

const STORE = '0123456789abcdef';

/** A repository, the snapshot of its work tree, and a place beside it. */
async function snapshotted(made: GitRepository) {
  const repository = await made.open();
  const { id: snapshot } = await takeSnapshot(repository, STORE);
  return { made, repository, snapshot, place: { folder: join(dirname(made.root), 'beside'), branch: 'again' } };
}

const record = (made: GitRepository) => recordFolder(made.root);

function dirty(): GitRepository {
  return GitRepository.make({ 'train.py': 'lr = 0.1\n', 'gone.py': 'x\n' }).write({ 'train.py': 'lr = 0.01\n' });
}

describe('restoreBeside', () => {
  it('brings a dirty script and a dirty notebook back byte for byte, uncommitted, on a new branch', async () => {
    const notebook = notebookFile({ code: 'train()', count: 3, raised: 'ValueError' });
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n', 'sub/ü x.ipynb': notebookFile('1'), 'gone.py': 'x\n' });
    made.write({ 'train.py': 'lr = 0.01\r\n# no end', 'sub/ü x.ipynb': notebook, 'sub/new/data.bin': Buffer.from([0, 255, 13, 10]) });
    rmSync(join(made.root, 'gone.py'));
    const { repository, snapshot, place } = await snapshotted(made);
    const restored = await restoreBeside(repository, snapshot, place);
    const beside = new GitRepository(restored.folder);
    expect(readFileSync(join(place.folder, 'train.py'), 'utf8')).toBe('lr = 0.01\r\n# no end');
    expect(readFileSync(join(place.folder, 'sub/ü x.ipynb'), 'utf8')).toBe(notebook);
    expect(readFileSync(join(place.folder, 'sub/new/data.bin'))).toEqual(Buffer.from([0, 255, 13, 10]));
    expect(existsSync(join(place.folder, 'gone.py'))).toBe(false);
    expect(beside.git('symbolic-ref', '--short', 'HEAD')).toBe('again');
    expect(beside.git('rev-parse', 'HEAD')).toBe(made.git('rev-parse', 'HEAD'));
    expect(beside.git('-c', 'core.quotePath=false', 'status', '--porcelain', '-uall').split('\n')).toEqual([' D gone.py', ' M "sub/ü x.ipynb"', ' M train.py', '?? sub/new/data.bin']);
    expect(restored).toMatchObject({ branch: 'again', exact: true, submodules: [] });
  });

  it('brings back an older run when HEAD has moved on', async () => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    made.write({ 'train.py': 'lr = 1\n' }).commit('Next');
    expect((await restoreBeside(repository, snapshot, place)).exact).toBe(true);
    expect(readFileSync(join(place.folder, 'train.py'), 'utf8')).toBe('lr = 0.01\n');
  });

  it('checks out with the ends of lines of the person\'s git what had not changed, and writes what had as it was', async () => {
    const made = GitRepository.make({ 'same.txt': 'a\nb\n', 'changed.txt': 'a\nb\n' });
    made.git('config', 'core.autocrlf', 'true');
    made.write({ 'changed.txt': 'a\nc\n' });
    const { repository, snapshot, place } = await snapshotted(made);
    await restoreBeside(repository, snapshot, place);
    expect(readFileSync(join(place.folder, 'same.txt'), 'utf8')).toBe('a\r\nb\r\n');
    expect(readFileSync(join(place.folder, 'changed.txt'), 'utf8')).toBe('a\nc\n');
  });

  it('runs the person\'s smudge filter for what had not changed, as LFS needs it', async () => {
    const made = GitRepository.make({ '.gitattributes': '*.big filter=big\n' });
    made.git('config', 'filter.big.clean', 'tr a-z A-Z');
    made.git('config', 'filter.big.smudge', 'tr A-Z a-z');
    made.write({ 'model.big': 'weights' }).commit('Weights');
    const { repository, snapshot, place } = await snapshotted(made.write({ 'a.py': 'x' }));
    expect((await restoreBeside(repository, snapshot, place)).exact).toBe(true);
    expect(readFileSync(join(place.folder, 'model.big'), 'utf8')).toBe('weights');
  });

  it('runs no hook', async () => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    made.write({ '.git/hooks/post-checkout': '#!/bin/sh\ntouch "$(git rev-parse --git-common-dir)/ran"\n' });
    made.git('config', 'core.hooksPath', '.git/hooks');
    await restoreBeside(repository, snapshot, place);
    expect(existsSync(join(made.root, '.git', 'ran'))).toBe(false);
  });

  it('follows an ignored file that was followed', async () => {
    const made = GitRepository.make({ '.gitignore': '*.csv\n' });
    made.write({ 'data.csv': '1,2' });
    made.git('add', '--force', 'data.csv');
    const { repository, snapshot, place } = await snapshotted(made);
    expect((await restoreBeside(repository, snapshot, place)).exact).toBe(true);
  });

  it('makes the folders above, and takes them back with all else when it is ended', async () => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    const before = record(made);
    const folder = join(dirname(made.root), 'a', 'b', 'beside');
    const ending = new AbortController();
    const restoring = restoreBeside(repository, snapshot, { ...place, folder }, ending.signal);
    const reason = new Error('enough');
    while (!existsSync(join(folder, '.git'))) await new Promise((resolve) => setImmediate(resolve));
    ending.abort(reason);
    await expect(restoring).rejects.toBe(reason);
    expect(record(made)).toEqual(before);
    expect(readdirSync(dirname(made.root))).toEqual(['work']);
  });

  it.each([
    ['main', 'branch-exists'],
    ['MAIN', 'branch-exists'],
    ['main/again', 'branch-exists'],
    ['team', 'branch-exists'],
    ['-b', 'branch-name'],
    ['HEAD', 'branch-name'],
    ['a..b', 'branch-name'],
    ['', 'branch-name'],
    ['@{-1}', 'branch-name'],
  ])('takes no branch %j', async (branch, code) => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    made.git('branch', 'team/x');
    const before = record(made);
    await expect(restoreBeside(repository, snapshot, { ...place, branch })).rejects.toMatchObject({ code });
    expect(record(made)).toEqual(before);
    expect(existsSync(place.folder)).toBe(false);
  });

  it('takes no branch that has no commit yet', async () => {
    const { repository, snapshot, place } = await snapshotted(GitRepository.make().write({ 'a.py': 'x' }));
    await expect(restoreBeside(repository, snapshot, { ...place, branch: 'main' })).rejects.toMatchObject({ code: 'branch-exists' });
    expect((await restoreBeside(repository, snapshot, place)).exact).toBe(true);
  });

  it('takes no folder that exists, be it empty', async () => {
    const { repository, snapshot, place } = await snapshotted(dirty());
    mkdirSync(place.folder);
    await expect(restoreBeside(repository, snapshot, place)).rejects.toMatchObject({ code: 'folder-exists' });
    expect(readdirSync(place.folder)).toEqual([]);
  });

  it('takes no folder inside of the work tree, by whatever way', async () => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    const elsewhere = mkdtempSync(join(tmpdir(), 'trialbook-'));
    onTestFinished(() => rmSync(elsewhere, { recursive: true }));
    symlinkSync(made.root, join(elsewhere, 'link'));
    const before = record(made);
    for (const folder of [join(made.root, 'x', 'y'), join(made.root, '.git', 'x'), join(elsewhere, 'link', 'x')]) {
      await expect(restoreBeside(repository, snapshot, { ...place, folder })).rejects.toMatchObject({ code: 'folder-inside' });
    }
    await expect(restoreBeside(repository, snapshot, { ...place, folder: 'beside' })).rejects.toMatchObject({ code: 'folder-name' });
    expect(record(made)).toEqual(before);
  });

  it('takes nothing but ids of commits that are there', async () => {
    const { repository, place } = await snapshotted(dirty());
    await expect(restoreBeside(repository, 'f'.repeat(40), place)).rejects.toMatchObject({ code: 'git-failed' });
    await expect(restoreBeside(repository, 'main', place)).rejects.toMatchObject({ code: 'git-revision' });
  });

  it('leaves alone what it made for an earlier restore', async () => {
    const { made, repository, snapshot, place } = await snapshotted(dirty());
    await restoreBeside(repository, snapshot, place);
    const before = record(made);
    await expect(restoreBeside(repository, snapshot, { ...place, folder: `${place.folder}-2` })).rejects.toMatchObject({ code: 'branch-exists' });
    await expect(restoreBeside(repository, snapshot, { ...place, branch: 'other' })).rejects.toMatchObject({ code: 'folder-exists' });
    expect(record(made)).toEqual(before);
  });
});
