import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listTree, readBlob, readFile } from '../../../src/git/tree';
import { GitRepository } from '../../builders/git_repository';

describe('listTree', () => {
  it('lists files with their kind and size in git\'s order', async () => {
    const made = GitRepository.make({ 'b.py': 'four', 'a dir/ü.txt': '' });
    symlinkSync('b.py', join(made.root, 'link'));
    chmodSync(join(made.root, 'b.py'), 0o755);
    const commit = made.commit('More');
    const files = await listTree(await made.open(), commit);
    expect(files.map(({ path, kind, executable, size }) => [path, kind, executable, size])).toEqual([
      ['a dir/ü.txt', 'file', false, 0],
      ['b.py', 'file', true, 4],
      ['link', 'link', false, 4],
    ]);
  });

  it('has the commit of a submodule as its id', async () => {
    const inner = GitRepository.make({ 'lib.py': 'x' });
    const made = GitRepository.make({ 'a.py': 'x' });
    made.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', inner.root, 'lib');
    const files = await listTree(await made.open(), made.commit('With a submodule'));
    expect(files.find(({ path }) => path === 'lib')).toMatchObject({ kind: 'submodule', id: inner.git('rev-parse', 'HEAD'), size: 0 });
  });

  it.each(['HEAD', 'main', '--help', 'abc', ''])('takes no %j for a commit', async (name) => {
    const made = GitRepository.make({ 'a.py': 'x' });
    await expect(listTree(await made.open(), name)).rejects.toMatchObject({ code: 'git-revision' });
  });

  it('says that a commit is not there', async () => {
    const made = GitRepository.make({ 'a.py': 'x' });
    await expect(listTree(await made.open(), 'f'.repeat(40))).rejects.toMatchObject({ code: 'git-failed' });
  });
});

describe('readFile', () => {
  it('gives the bytes as they are, whatever git would convert', async () => {
    const bytes = Buffer.from([0, 255, 13, 10, 128]);
    const made = GitRepository.make({ 'sub/data.bin': bytes, '.gitattributes': 'upper.txt filter=upper\n', 'upper.txt': 'as it was' });
    made.git('config', 'filter.upper.smudge', 'tr a-z A-Z');
    const commit = made.git('rev-parse', 'HEAD');
    expect(await readFile(await made.open(), commit, 'sub/data.bin')).toEqual(bytes);
    expect((await readFile(await made.open(), commit, 'upper.txt')).toString()).toBe('as it was');
  });

  it.runIf(process.platform === 'linux')('reads files whose names are no text by the name that is shown', async () => {
    const made = GitRepository.make({ 'a.py': 'x' });
    mkdirSync(join(made.root, 'd'));
    writeFileSync(Buffer.concat([Buffer.from(`${made.root}/d/`), Buffer.from([0x61, 0xff, 0xc3, 0xa9])]), 'odd');
    const commit = made.commit('An odd name');
    const [, odd] = await listTree(await made.open(), commit);
    expect(odd?.path).toBe('d/a\\xffé');
    expect((await readFile(await made.open(), commit, 'd/a\\xffé')).toString()).toBe('odd');
  });

  it('says which file is not there', async () => {
    const made = GitRepository.make({ 'a.py': 'x' });
    await expect(readFile(await made.open(), made.git('rev-parse', 'HEAD'), 'b.py')).rejects.toMatchObject({ code: 'git-no-file', details: { path: 'b.py' } });
  });

  it('reads a blob by its id', async () => {
    const made = GitRepository.make({ 'a.py': 'print()' });
    const [file] = await listTree(await made.open(), made.git('rev-parse', 'HEAD'));
    expect((await readBlob(await made.open(), file!.id)).toString()).toBe('print()');
  });
});
