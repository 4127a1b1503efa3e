import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/setup/project.mjs';

/** Lends a folder, on the disk on which the project is. */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const parent = join(root, '.scratch', 'bench');
  mkdirSync(parent, { recursive: true });
  const folder = mkdtempSync(join(parent, 'run-'));
  const forget = () => rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', forget);
  try {
    return await use(folder);
  } finally {
    forget();
    process.removeListener('exit', forget);
  }
}
