import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { lookAtWorkTree, takeSnapshot } from '../../../src/git/snapshot';
import { listTree, readFile } from '../../../src/git/tree';
import { recordFolder } from '../../builders/folder_record';
import { GitRepository } from '../../builders/git_repository';

vi.setConfig({ testTimeout: 60_000 });

const STORE = '0123456789abcdef';

function objectsOf(made: GitRepository): string[] {
  return readdirSync(join(made.root, '.git', 'objects'), { recursive: true, encoding: 'utf8' }).sort();
}

function refsOf(made: GitRepository): string {
  return made.git('for-each-ref', '--format=%(refname)', 'refs/trialbook');
}

describe('takeSnapshot', () => {
  it('is kept by a ref of the store, and by nothing else', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n' });
    const { id } = await takeSnapshot(await made.write({ 'train.py': 'lr = 0.01\n' }).open(), STORE);
    expect(refsOf(made)).toBe(`refs/trialbook/${STORE}/${id}`);
    expect(made.git('rev-parse', `refs/trialbook/${STORE}/${id}`)).toBe(id);
    made.git('gc', '--quiet', '--prune=now');
    expect((await readFile(await made.open(), id, 'train.py')).toString()).toBe('lr = 0.01\n');
  });

  it('keeps a clean commit too, which an amended one would otherwise outlive', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n' });
    const { id } = await takeSnapshot(await made.open(), STORE);
    made.write({ 'train.py': 'lr = 0.5\n' });
    made.git('commit', '-q', '-a', '--amend', '-m', 'Other');
    made.git('reflog', 'expire', '--expire=now', '--all');
    made.git('gc', '--quiet', '--prune=now');
    expect((await readFile(await made.open(), id, 'train.py')).toString()).toBe('lr = 0.1\n');
  });

  it('is the same for the same state: nothing is written a second time', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n' }).write({ 'train.py': 'lr = 0.01\n', 'new/notes.md': 'x' });
    const first = await takeSnapshot(await made.open(), STORE);
    const objects = objectsOf(made);
    const second = await takeSnapshot(await made.open(), STORE);
    expect(second).toEqual(first);
    expect(objectsOf(made)).toEqual(objects);
  });

  it.skipIf(process.getuid?.() === 0)('leaves a file out that can\'t be read, and takes those after it', async () => {
    const made = GitRepository.make({ 'a.py': 'x' }).write({ 'b.py': 'secret', 'c.py': 'y' });
    chmodSync(join(made.root, 'b.py'), 0);
    const repository = await made.open();
    const { id, leftOut } = await takeSnapshot(repository, STORE);
    expect(leftOut.files).toEqual([{ path: 'b.py', size: 6, why: 'unreadable' }]);
    expect((await listTree(repository, id)).map(({ path }) => path)).toEqual(['a.py', 'c.py']);
  });

  it('runs none of the programs that the repository names', async () => {
    const seen = mkdtempSync(join(tmpdir(), 'trialbook-seen-'));
    onTestFinished(() => rmSync(seen, { recursive: true }));
    const made = GitRepository.make({ 'train.py': 'x', 'data.bin': '1', '.gitattributes': '*.bin filter=loud diff=loud\n' });
    const program = join(seen, 'program.sh');
    writeFileSync(program, `#!/bin/sh\ntouch "${seen}/$1"\ncat\n`, { mode: 0o755 });
    for (const part of ['clean', 'smudge', 'process']) made.git('config', `filter.loud.${part}`, `'${program}' ${part}`);
    made.git('config', 'core.fsmonitor', `'${program}' fsmonitor`);
    made.git('config', 'diff.external', `'${program}' external`);
    made.git('config', 'diff.loud.textconv', `'${program}' textconv`);
    made.git('config', 'commit.gpgSign', 'true');
    made.git('config', 'gpg.program', program);
    mkdirSync(join(made.root, '.git', 'hooks'), { recursive: true });
    for (const hook of ['reference-transaction', 'post-index-change', 'pre-commit', 'post-commit']) {
      writeFileSync(join(made.root, '.git', 'hooks', hook), `#!/bin/sh\ntouch "${seen}/${hook}"\n`, { mode: 0o755 });
    }
    made.write({ 'data.bin': '2', 'more.bin': '3' });
    const repository = await made.open();
    const { id } = await takeSnapshot(repository, STORE);
    await readFile(repository, id, 'data.bin');
    expect(readdirSync(seen)).toEqual(['program.sh']);
  });

  it('changes nothing of the person\'s, where the index is out of date and reflogs are kept of everything', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n', 'same.py': 'x' });
    made.git('config', 'core.logAllRefUpdates', 'always');
    made.write({ 'train.py': 'lr = 0.01\n', 'staged.py': 'y' });
    made.git('add', 'staged.py');
    made.git('stash', 'push', '-q', '--keep-index');
    utimesSync(join(made.root, 'same.py'), 1, 1);
    const before = recordFolder(made.root);
    await takeSnapshot(await made.open(), STORE);
    expect(recordFolder(made.root)).toEqual(before);
  });

  it('respects that the person wants none', async () => {
    const made = GitRepository.make({ 'train.py': 'x' });
    made.git('config', 'trialbook.snapshot', 'false');
    await expect(takeSnapshot(await made.open(), STORE)).rejects.toMatchObject({ code: 'git-snapshots-off' });
    expect(refsOf(made)).toBe('');
  });

  it.skipIf(process.platform === 'win32')('says why nothing can be written', async () => {
    const made = GitRepository.make({ 'train.py': 'x' }).write({ 'train.py': 'y' });
    const repository = await made.open();
    const objects = join(made.root, '.git', 'objects');
    rmSync(objects, { recursive: true });
    writeFileSync(objects, 'no folder');
    await expect(takeSnapshot(repository, STORE)).rejects.toMatchObject({ code: 'git-failed' });
  });

  it('ends when it is told to', async () => {
    const made = GitRepository.make({ 'train.py': 'x' }).write({ 'train.py': 'y' });
    const repository = await made.open();
    const stop = new AbortController();
    const taken = takeSnapshot(repository, STORE, stop.signal);
    stop.abort(new Error('no longer wanted'));
    await expect(taken).rejects.toThrow('no longer wanted');
    expect(refsOf(made)).toBe('');
  });
});

describe('lookAtWorkTree', () => {
  it('comes to the id that a run\'s snapshot has, and leaves nothing behind', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n', 'same.py': 'x' }).write({ 'train.py': 'lr = 0.01\n', 'new.py': 'y' });
    const repository = await made.open();
    const before = [recordFolder(made.root), objectsOf(made)];
    const now = await lookAtWorkTree(repository);
    await now[Symbol.asyncDispose]();
    expect([recordFolder(made.root), objectsOf(made)]).toEqual(before);
    expect((await takeSnapshot(repository, STORE)).id).toBe(now.id);
  });

  it('can be read while it lives, with what was there before', async () => {
    const made = GitRepository.make({ 'train.py': 'lr = 0.1\n', 'same.py': 'x' }).write({ 'train.py': 'lr = 0.01\n' });
    await using now = await lookAtWorkTree(await made.open());
    expect((await listTree(now.repository, now.id)).map(({ path, size }) => [path, size])).toEqual([['same.py', 1], ['train.py', 10]]);
    expect((await readFile(now.repository, now.id, 'train.py')).toString()).toBe('lr = 0.01\n');
    expect((await readFile(now.repository, made.git('rev-parse', 'HEAD'), 'train.py')).toString()).toBe('lr = 0.1\n');
  });

  it('removes what it had written when it fails', async () => {
    const temporary = mkdtempSync(join(tmpdir(), 'trialbook-tmp-'));
    onTestFinished(() => {
      vi.unstubAllEnvs();
      rmSync(temporary, { recursive: true });
    });
    const made = GitRepository.make({ 'train.py': 'x' }).write({ 'train.py': 'y' });
    const repository = await made.open();
    vi.stubEnv('TMPDIR', temporary);
    made.write({ '.git/index': 'no index' });
    await expect(lookAtWorkTree(repository)).rejects.toMatchObject({ code: 'git-failed' });
    expect(readdirSync(temporary)).toEqual([]);
  });
});
