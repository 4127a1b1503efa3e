import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { DataFile } from '../../../src/core/run';
import { compareData } from '../../../src/git/compare_data';

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

/** As the run recorded it when it read that content. */
function read(path: string, content: string, parts: Partial<DataFile> = {}): DataFile {
  const hash = createHash('sha256').update(content).digest('hex');
  return { path, mode: 'read', size: Buffer.byteLength(content), mtimeMs: 0, hash, hashKind: 'sha256', ...parts };
}

async function statesOf(folder: string, ...files: readonly DataFile[]) {
  return (await compareData(files, folder)).map(({ path, state }) => [path, state]);
}

it('tells the same, the changed and the missing by their hashes', async () => {
  const folder = folderWith({ 'a.csv': '1,2', 'b.csv': '1,3' });
  expect(await statesOf(folder, read('a.csv', '1,2'), read('b.csv', '1,2'), read('c.csv', '1,2'))).toEqual([
    ['a.csv', 'same'],
    ['b.csv', 'changed'],
    ['c.csv', 'missing'],
  ]);
});

it('knows by its length alone that a file changed', async () => {
  expect(await statesOf(folderWith({ 'a.csv': 'longer' }), read('a.csv', 'long', { hash: null, hashKind: null }))).toEqual([['a.csv', 'changed']]);
});

it('does not claim what no hash shows', async () => {
  const folder = folderWith({ 'a.csv': '1,2', 'b.csv': '1,2' });
  const files = [read('a.csv', '1,2', { hash: null, hashKind: null }), read('b.csv', '1,2', { hashKind: 'crc' })];
  expect(await statesOf(folder, ...files)).toEqual([['a.csv', 'unverifiable'], ['b.csv', 'unverifiable']]);
});

it('expects nothing of a file that the run wrote after it had read it', async () => {
  const written = read('a.csv', 'new', { mode: 'write' });
  expect(await statesOf(folderWith({ 'a.csv': 'new' }), read('a.csv', 'old'), written)).toEqual([['a.csv', 'written']]);
});

it('takes absolute paths as they are, and no folder for a file', async () => {
  const folder = folderWith({ 'a.csv': '1,2' });
  mkdirSync(join(folder, 'dir'));
  expect(await statesOf('/elsewhere', read(join(folder, 'a.csv'), '1,2'), read(join(folder, 'dir'), ''))).toEqual([
    [join(folder, 'a.csv'), 'same'],
    [join(folder, 'dir'), 'missing'],
  ]);
});

it('knows large files by the samples of their recorded hash', async () => {
  const content = 'x'.repeat(4_000_000);
  const recorded = createHash('sha256').update(`4000000\n${'x'.repeat(3 * 1024 ** 2)}`).digest('hex');
  const file = read('a.bin', content, { hash: recorded, hashKind: 'sha256-sampled' });
  expect(await statesOf(folderWith({ 'a.bin': content }), file)).toEqual([['a.bin', 'same']]);
  expect(await statesOf(folderWith({ 'a.bin': `y${content.slice(1)}` }), file)).toEqual([['a.bin', 'changed']]);
});
