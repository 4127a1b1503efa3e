import { lstat } from 'node:fs/promises';
import type { BigIntStats } from 'node:fs';
import { placeOf, type TreePath } from './tree_path';

/** What the system says of a file on disk; a link is not followed. */
export interface FileState {
  readonly kind: 'file' | 'link' | 'folder' | 'special';
  /** in bytes */
  readonly size: number;
  readonly executable: boolean;
  /** the same for two states between which the file was not written */
  readonly mark: string;
}

/** How many files are asked for at once; more would only wait for each other. */
const AT_ONCE = 64;

/** In the order of `paths`; null for what is not there, or can't be looked at. */
export async function readFileStates(root: string, paths: readonly TreePath[], signal?: AbortSignal): Promise<(FileState | null)[]> {
  const states: (FileState | null)[] = [];
  for (let at = 0; at < paths.length; at += AT_ONCE) {
    signal?.throwIfAborted();
    states.push(...(await Promise.all(paths.slice(at, at + AT_ONCE).map((path) => readState(root, path)))));
  }
  return states;
}

async function readState(root: string, path: TreePath): Promise<FileState | null> {
  try {
    return stateOf(await lstat(placeOf(root, path), { bigint: true }));
  } catch {
    return null;
  }
}

function stateOf(stats: BigIntStats): FileState {
  return {
    kind: stats.isFile() ? 'file' : stats.isSymbolicLink() ? 'link' : stats.isDirectory() ? 'folder' : 'special',
    size: Number(stats.size),
    executable: (stats.mode & 0o100n) !== 0n,
    mark: `${stats.size} ${stats.mtimeNs} ${stats.ino} ${stats.mode}`,
  };
}
