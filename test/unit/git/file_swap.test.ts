import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FileSwap } from '../../../src/git/file_swap';
import { treePath } from '../../../src/git/tree_path';

const path = (text: string) => treePath(Buffer.from(text));
const file = (text: string) => ({ kind: 'file' as const, executable: false, bytes: Buffer.from(text) });

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
}

function contents(folder: string): Record<string, string> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), 'utf8')]));
}

it('changes nothing until all is prepared, then all', async () => {
  const folder = folderWith({ a: '1', gone: '1' });
  const swap = new FileSwap(folder);
  await swap.prepare(path('a'), file('2'));
  await swap.prepare(path('new/b'), file('2'));
  await swap.prepare(path('gone'), null);
  expect([readFileSync(join(folder, 'a'), 'utf8'), readFileSync(join(folder, 'gone'), 'utf8')]).toEqual(['1', '1']);
  await swap.apply();
  await swap.finish();
  expect(readdirSync(folder).sort()).toEqual(['a', 'new']);
  expect([contents(join(folder, 'new')), readFileSync(join(folder, 'a'), 'utf8')]).toEqual([{ b: '2' }, '2']);
});

it('takes all back when one of them fails', async () => {
  const folder = folderWith({ a: '1', gone: '1' });
  const swap = new FileSwap(folder);
  await swap.prepare(path('a'), file('2'));
  await swap.prepare(path('gone'), null);
  await swap.prepare(path('new/b'), file('2'));
  await swap.prepare(path('blocked'), file('2'));
  mkdirSync(join(folder, 'blocked'));
  writeFileSync(join(folder, 'blocked', 'x'), '');
  await expect(swap.apply()).rejects.toThrow();
  await swap.takeBack();
  rmSync(join(folder, 'blocked'), { recursive: true });
  expect(contents(folder)).toEqual({ a: '1', gone: '1' });
});

it('leaves no folder behind that it made for a file which could not be written', async () => {
  const folder = folderWith({ a: '1' });
  const swap = new FileSwap(folder);
  await expect(swap.prepare(path('also/b'), { kind: 'link', executable: false, bytes: Buffer.alloc(10_000, 'x') })).rejects.toThrow();
  await swap.takeBack();
  expect(contents(folder)).toEqual({ a: '1' });
});
