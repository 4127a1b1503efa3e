import { randomBytes } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { TrialbookError } from '../core/errors';

/**
 * The 16 hex digits by which the refs of a store are told from another's, from the file `id` of its folder; made with the first
 * snapshot. Throws `store-id` where the file holds something else.
 * @param dir the `.trialbook` folder
 */
export async function readStoreId(dir: string): Promise<string> {
  const path = join(dir, 'id');
  for (let attempt = 0; attempt < 50; attempt++) {
    const text = await readIfThere(path);
    if (text === null) await make(path);
    else if (/^[0-9a-f]{16}$/.test(text)) return text;
    // Another process is just writing it.
    else await setTimeout(20);
  }
  throw new TrialbookError('store-id', `${path} does not hold 16 hex digits. Without it nobody can tell which snapshots are this store's; restore it if you can.`);
}

/** As `readStoreId`, or null where there is none yet, and so no snapshot. */
export async function findStoreId(dir: string): Promise<string | null> {
  return (await readIfThere(join(dir, 'id'))) === null ? null : readStoreId(dir);
}

async function readIfThere(path: string): Promise<string | null> {
  return readFile(path, 'latin1').then(
    (text) => text.trim(),
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw error;
    },
  );
}

async function make(path: string): Promise<void> {
  await writeFile(path, `${randomBytes(8).toString('hex')}\n`, { flag: 'wx' }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error;
  });
}
