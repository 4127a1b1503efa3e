import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { findStoreId, readStoreId } from '../../../src/git/store_id';
import { temporaryStoreDir } from '../../builders/store_dir';

let dir: string;
beforeEach(() => {
  dir = temporaryStoreDir();
  mkdirSync(dir);
});

describe('readStoreId', () => {
  it('makes one that stays', async () => {
    const id = await readStoreId(dir);
    expect(id).toMatch(/^[0-9a-f]{16}$/);
    expect(await readStoreId(dir)).toBe(id);
  });

  it('gives all who ask at once the same', async () => {
    const ids = await Promise.all(Array.from({ length: 20 }, () => readStoreId(dir)));
    expect(new Set(ids).size).toBe(1);
  });

  it('waits for who is just writing it', async () => {
    writeFileSync(join(dir, 'id'), '');
    const asked = readStoreId(dir);
    setTimeout(() => writeFileSync(join(dir, 'id'), '0123456789abcdef\n'), 100);
    expect(await asked).toBe('0123456789abcdef');
  });

  it('never puts another in the place of what it can\'t read', async () => {
    writeFileSync(join(dir, 'id'), 'something else');
    await expect(readStoreId(dir)).rejects.toMatchObject({ code: 'store-id' });
    expect(readFileSync(join(dir, 'id'), 'utf8')).toBe('something else');
  });
});

describe('findStoreId', () => {
  it('makes none', async () => {
    expect(await findStoreId(dir)).toBeNull();
    const id = await readStoreId(dir);
    expect(await findStoreId(dir)).toBe(id);
  });
});
