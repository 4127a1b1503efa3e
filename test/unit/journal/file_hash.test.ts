import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { hashFile, type HashKind } from '../../../src/journal/file_hash';
import cases from '../../cases/file_hash.json';

function fileWith(content: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'data'), content);
  return join(folder, 'data');
}

it.each(cases)('is the one that the Python client records: $name', async ({ repeat, size, kind, hash }) => {
  const file = fileWith(repeat.repeat(size / repeat.length + 1).slice(0, size));
  expect(await hashFile(file, size, kind as HashKind)).toBe(hash);
});

it('is none where the file has another length', async () => {
  const file = fileWith('four');
  expect(await hashFile(file, 5, 'sha256')).toBeNull();
  expect(await hashFile(file, 4_000_000, 'sha256-sampled')).toBeNull();
  expect(await hashFile(file, 4, 'sha256-sampled')).toBeNull();
});

it('ends when it is told to', async () => {
  const reason = new Error('enough');
  await expect(hashFile(fileWith('four'), 4, 'sha256', AbortSignal.abort(reason))).rejects.toBe(reason);
});
