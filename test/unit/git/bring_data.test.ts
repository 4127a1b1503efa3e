import { lstatSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { DataFile } from '../../../src/core/run';
import { bringData, planData } from '../../../src/git/bring_data';
import { restoreBeside } from '../../../src/git/restore_beside';
import { takeSnapshot } from '../../../src/git/snapshot';
import { recordFolder } from '../../builders/folder_record';
import { GitRepository } from '../../builders/git_repository';

const STORE = '0123456789abcdef';

const opened = (mode: 'read' | 'write', path: string): DataFile => ({ path, mode, size: 3, mtimeMs: 0, hash: null, hashKind: null });
const read = (path: string): DataFile => opened('read', path);

/** A run in a repository that ignores `data`, restored beside. */
async function restored() {
  const made = GitRepository.make({ '.gitignore': 'data/\n', 'train.py': 'x', 'small.csv': '1,2' });
  made.git('config', 'trialbook.maxFileSize', '10');
  made.write({ 'data/train.csv': '1,2', 'data/cache.bin': 'c', 'large.csv': 'more than ten bytes' });
  const original = await made.open();
  const { id: snapshot } = await takeSnapshot(original, STORE);
  const { repository: beside } = await restoreBeside(original, snapshot, { folder: join(dirname(made.root), 'beside'), branch: 'again' });
  return { made, original, beside, snapshot };
}

describe('planData', () => {
  it('links what git ignores, and copies what it does not, and what the run also wrote', async () => {
    const { made, original, beside } = await restored();
    const files = [read('data/train.csv'), read('large.csv'), read('data/cache.bin'), opened('write', 'data/cache.bin')];
    expect((await planData(files, made.root, original, beside)).map(({ path, how, size }) => [path, how, size])).toEqual([
      ['data/train.csv', 'link', 3],
      ['large.csv', 'copy', 19],
      ['data/cache.bin', 'copy', 1],
    ]);
  });

  it('leaves out what is there already, what is gone, what was only written, and what is elsewhere', async () => {
    const { made, original, beside } = await restored();
    new GitRepository(dirname(made.root)).write({ 'elsewhere.csv': '1,2' });
    const files = [read('small.csv'), read('data/gone.csv'), opened('write', 'data/train.csv'), read('../elsewhere.csv'), read(join(dirname(made.root), 'elsewhere.csv'))];
    expect(await planData(files, made.root, original, beside)).toEqual([]);
  });

  it('finds files of a store below the work tree\'s top', async () => {
    const { made, original, beside } = await restored();
    expect(await planData([read('train.csv')], join(made.root, 'data'), original, beside)).toMatchObject([{ path: 'data/train.csv', from: join(realpathSync(made.root), 'data', 'train.csv') }]);
  });
});

describe('bringData', () => {
  it('brings the files, changes nothing of the original, and the code stays the very same', async () => {
    const { made, original, beside, snapshot } = await restored();
    const before = recordFolder(made.root);
    await bringData(await planData([read('data/train.csv'), read('large.csv')], made.root, original, beside), beside);
    expect([readFileSync(join(beside.root, 'data/train.csv'), 'utf8'), readFileSync(join(beside.root, 'large.csv'), 'utf8')]).toEqual(['1,2', 'more than ten bytes']);
    expect(lstatSync(join(beside.root, 'data/train.csv')).isSymbolicLink()).toBe(true);
    expect(lstatSync(join(beside.root, 'large.csv')).isFile()).toBe(true);
    expect((await takeSnapshot(beside, STORE)).id).toBe(snapshot);
    expect(recordFolder(made.root)).toEqual(before);
  });

  it.each(['data/train.csv', 'large.csv'])('writes over nothing that came meanwhile: %s', async (path) => {
    const { made, original, beside } = await restored();
    const plan = await planData([read(path)], made.root, original, beside);
    new GitRepository(beside.root).write({ [path]: 'mine' });
    await expect(bringData(plan, beside)).rejects.toMatchObject({ code: 'data-failed' });
    expect(readFileSync(join(beside.root, path), 'utf8')).toBe('mine');
  });
});
