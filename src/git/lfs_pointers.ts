import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import type { ChangedEntry } from './changed_entry';
import { runGit } from './git_process';
import type { Repository } from './open_repository';
import { placeOf, treePath, type TreePath } from './tree_path';

const POINTER = /^version https:\/\/git-lfs\.github\.com\/spec\/v1\n(?:ext-.*\n)*oid sha256:([0-9a-f]{64})\nsize (\d+)\n$/;

/**
 * Files of Git LFS among `entries` that are what HEAD's pointer names. The repository has a pointer where the work tree has the
 * file; as no filter runs that would tell, git takes such a file for changed whenever it looks into it.
 */
export async function unchangedLfsFiles(repository: Repository, entries: readonly ChangedEntry[], signal?: AbortSignal): Promise<Set<TreePath>> {
  const candidates = entries.filter(({ gone, headMode, diskMode, headId }) => !gone && headMode === diskMode && !/^0+$/.test(headId));
  if (candidates.length === 0) return new Set();
  const input = Buffer.from(candidates.map(({ path }) => `${path}\0`).join(''), 'latin1');
  const told = treePath(await runGit(repository, ['check-attr', '-z', '--stdin', 'filter'], { input, signal })).split('\0');
  const ofLfs = new Set(told.filter((_, index) => index % 3 === 0 && told[index + 2] === 'lfs'));
  const asked = candidates.filter(({ path }) => ofLfs.has(path));
  const pointers = await readBlobs(repository, asked.map(({ headId }) => headId), signal);
  const same = new Set<TreePath>();
  for (const [index, { path }] of asked.entries()) {
    if (await isWhatItNames(placeOf(repository.root, path), pointers[index]!, signal)) same.add(path);
  }
  return same;
}

/** The beginnings of blobs; empty for those that are not there. */
async function readBlobs(repository: Repository, ids: readonly string[], signal?: AbortSignal): Promise<string[]> {
  if (ids.length === 0) return [];
  const answer = treePath(await runGit(repository, ['cat-file', '--batch'], { input: ids.map((id) => `${id}\n`).join(''), signal }));
  const blobs: string[] = [];
  for (let at = 0; blobs.length < ids.length; ) {
    const end = answer.indexOf('\n', at);
    const size = / blob (\d+)$/.exec(answer.slice(at, end))?.[1];
    blobs.push(size === undefined ? '' : answer.slice(end + 1, end + 1 + Number(size)));
    at = size === undefined ? end + 1 : end + 2 + Number(size);
  }
  return blobs;
}

async function isWhatItNames(path: string | Buffer, pointer: string, signal?: AbortSignal): Promise<boolean> {
  const [, digest, size] = POINTER.exec(pointer) ?? [];
  if (digest === undefined) return false;
  try {
    if ((await lstat(path)).size !== Number(size)) return false;
    const hash = createHash('sha256');
    await pipeline(createReadStream(path), hash, { signal });
    return hash.digest('hex') === digest;
  } catch {
    signal?.throwIfAborted();
    return false;
  }
}
