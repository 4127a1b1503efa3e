import { runGit } from './git_process';
import type { Repository } from './open_repository';

/** Sizes in bytes by id, of those blobs that the repository has. */
export async function blobSizes(repository: Repository, ids: readonly string[], signal?: AbortSignal): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  if (ids.length === 0) return sizes;
  const output = await runGit(repository, ['cat-file', '--batch-check=%(objectname) %(objecttype) %(objectsize)'], { input: listed(ids), signal });
  for (const line of output.toString().split('\n')) {
    const [id, type, size] = line.split(' ');
    if (type === 'blob') sizes.set(id!, Number(size));
  }
  return sizes;
}

/** The contents of blobs by id, all of them at once in memory; those that the repository does not have are left out. */
export async function readBlobs(repository: Repository, ids: readonly string[], signal?: AbortSignal): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  if (ids.length === 0) return contents;
  const output = await runGit(repository, ['cat-file', '--batch=%(objectname) %(objectsize)'], { input: listed(ids), signal });
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf('\n', at);
    const [id, size] = output.toString('latin1', at, end).split(' ') as [string, string];
    at = end + 1;
    if (size === 'missing') continue;
    contents.set(id, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return contents;
}

const listed = (ids: readonly string[]): string => [...new Set(ids)].map((id) => `${id}\n`).join('');
