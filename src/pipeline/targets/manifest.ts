import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrialbookError } from '../../core/errors';

/** Tells, inside a written folder, which files are Trialbook's and what was in them. */
export const MANIFEST = '.trialbook-pipeline.json';

/** For each file the fingerprints of what Trialbook wrote: more than one only where writing was interrupted. */
export type Manifest = ReadonlyMap<string, readonly string[]>;

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @returns undefined where there is none */
export async function readManifest(folder: string): Promise<Manifest | undefined> {
  const text = await readFile(join(folder, MANIFEST), 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  return text === undefined ? undefined : parseManifest(folder, text);
}

export function manifestText(manifest: Manifest): string {
  const files = Object.fromEntries([...manifest].sort(([a], [b]) => (a < b ? -1 : 1)));
  return `${JSON.stringify({ version: 1, files }, null, 2)}\n`;
}

function parseManifest(folder: string, text: string): Manifest {
  try {
    const { version, files } = JSON.parse(text) as { version: unknown; files: Record<string, unknown> };
    if (version === 1) {
      return new Map(Object.entries(files).map(([path, hashes]) => [checkedPath(path), (hashes as unknown[]).map(String)]));
    }
  } catch {
    // Told below, as for a version that is not known.
  }
  throw new TrialbookError('pipeline-folder', `${join(folder, MANIFEST)} cannot be read; name another folder, or remove this file to start anew`);
}

/** What stands in the file may have been put there by anybody: nothing outside of the folder is ever touched. */
function checkedPath(path: string): string {
  if (path === '' || path.startsWith('/') || /[\\:\0]/.test(path) || path.split('/').includes('..')) throw new Error(path);
  return path;
}
