import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat, utimes } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

/**
 * Replaces a sealed part by its compressed form and returns the new name, or null where the part was not as expected:
 * then it stays as it is. The compressed file is whole on disk before the other goes.
 * @param size what the part's length must be
 */
export async function compressPart(path: string, size: number): Promise<string | null> {
  const before = await stat(path).catch(() => null);
  if (before?.size !== size) return null;
  const target = `${path}.gz`;
  const unfinished = join(dirname(path), `.${basename(target)}.${process.pid}.part`);
  try {
    await pipeline(createReadStream(path), createGzip(), createWriteStream(unfinished));
    const file = await open(unfinished, 'r+');
    await file.sync();
    await file.close();
    await utimes(unfinished, before.atime, before.mtime);
    const now = await stat(path);
    if (now.size !== size || now.ino !== before.ino || now.mtimeMs !== before.mtimeMs) return null;
    await rename(unfinished, target);
    await rm(path);
    return basename(target);
  } finally {
    await rm(unfinished, { force: true });
  }
}
