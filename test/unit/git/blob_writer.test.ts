import { mkdtempSync, readlinkSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { writeBlobs } from '../../../src/git/blob_writer';
import { readBlob } from '../../../src/git/tree';
import { treePath } from '../../../src/git/tree_path';
import { GitRepository } from '../../builders/git_repository';

let made: GitRepository;
beforeEach(() => {
  made = GitRepository.make({ 'a.py': 'a' });
});

/** The contents that came into the repository, null for what could not be read. */
async function written(...paths: readonly string[]): Promise<(string | null)[]> {
  const repository = await made.open();
  const temporary = mkdtempSync(join(tmpdir(), 'trialbook-blobs-'));
  onTestFinished(() => rmSync(temporary, { recursive: true }));
  const files = paths.map((path) => ({ path: treePath(Buffer.from(path)), kind: path.startsWith('link') ? ('link' as const) : ('file' as const) }));
  const ids = await writeBlobs(repository, files, temporary);
  return Promise.all(ids.map(async (id) => (id === null ? null : (await readBlob(repository, id)).toString())));
}

describe('writeBlobs', () => {
  it('passes over files that are gone, the first and the last too', async () => {
    made.write({ 'b.py': 'b', 'c.py': 'c' });
    expect(await written('gone.py', 'a.py', 'gone too.py', 'b.py', 'c.py', 'last.py')).toEqual([null, 'a', null, 'b', 'c', null]);
  });

  it('takes links as where they lead, and one that is gone as nothing', async () => {
    symlinkSync('nowhere/at all', join(made.root, 'link'));
    expect(readlinkSync(join(made.root, 'link'))).toBe('nowhere/at all');
    expect(await written('link', 'link gone', 'a.py')).toEqual(['nowhere/at all', null, 'a']);
  });

  it.skipIf(process.platform === 'win32')('takes names with line ends, quotes and backslashes', async () => {
    const names = ['line\nend', '"quoted"', 'ends with\r', 'back\\slash', '"\\n"\n', ' blank', '-n'];
    made.write(Object.fromEntries(names.map((name) => [name, `content of ${name}`])));
    expect(await written(...names)).toEqual(names.map((name) => `content of ${name}`));
  });

  it('keeps very many apart, though several processes write them', async () => {
    const names = Array.from({ length: 1100 }, (_, index) => `${index}.py`);
    made.write(Object.fromEntries(names.map((name) => [name, `content of ${name}`])));
    const repository = await made.open();
    const ids = await writeBlobs(repository, names.map((name) => ({ path: treePath(Buffer.from(name)), kind: 'file' })), made.root);
    expect((await readBlob(repository, ids[0]!)).toString()).toBe('content of 0.py');
    expect((await readBlob(repository, ids[1099]!)).toString()).toBe('content of 1099.py');
    expect(new Set(ids).size).toBe(1100);
  });

  it('takes nothing for nothing', async () => {
    expect(await written()).toEqual([]);
  });
});
