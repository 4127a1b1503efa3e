import { constants } from 'node:fs';
import { copyFile, mkdir, realpath, rm, stat, symlink } from 'node:fs/promises';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { TrialbookError } from '../core/errors';
import type { DataFile } from '../core/run';
import { ignoredAmong } from './ignored_files';
import type { Repository } from './open_repository';
import { checkFolders, checkPath, lstatOrNull } from './path_guard';
import { treePath, type TreePath } from './tree_path';

/** A data file that a run read in its work tree, and that another work tree of the repository lacks. */
export interface DataToBring {
  /** relative to the work tree's top, `/` between its parts */
  readonly path: string;
  /** where it is, and where it shall be; absolute */
  readonly from: string;
  readonly to: string;
  /** bytes */
  readonly size: number;
  /** `copy` for what the run also wrote, which must not reach the person's file, and for what git does not ignore: a link would be a new file to it */
  readonly how: 'link' | 'copy';
}

/**
 * Which of the files that a run read have to be brought to a work tree in which its code was restored: those in the original work tree that
 * git does not keep. Files elsewhere are found where they always were.
 * @param files `RunDetail.files`
 * @param folder the one that their relative paths are relative to: it holds `.trialbook`
 */
export async function planData(
  files: readonly DataFile[], folder: string, original: Repository, beside: Repository, signal?: AbortSignal,
): Promise<DataToBring[]> {
  const written = new Set(files.filter(({ mode }) => mode === 'write').map(({ path }) => path));
  const found: (Omit<DataToBring, 'how'> & { readonly tree: TreePath; readonly written: boolean })[] = [];
  // Names of one folder: links on the way to it, and to the work tree's top, are resolved the same way.
  const base = await realpath(folder);
  const root = await realpath(original.root);
  for (const file of files) {
    signal?.throwIfAborted();
    if (file.mode !== 'read') continue;
    const from = resolve(base, file.path);
    const way = relative(root, from);
    if (isAbsolute(way) || way === '..' || way.startsWith(`..${sep}`)) continue;
    const path = way.split(sep).join('/');
    const to = join(beside.root, way);
    const there = await stat(from).catch(() => null);
    if (!there?.isFile() || (await lstatOrNull(to)) !== null) continue;
    found.push({ path, from, to, size: there.size, tree: treePath(Buffer.from(path)), written: written.has(file.path) });
  }
  const ignored = await ignoredAmong(beside, found.map(({ tree }) => tree), signal);
  return found.map(({ tree, written: alsoWritten, ...file }) => ({ ...file, how: alsoWritten || !ignored.has(tree) ? 'copy' : 'link' }));
}

/**
 * Links or copies files into a work tree; nothing that is there is written over. Where the system lets nobody make links, it copies.
 * Throws `path-outside`, `path-blocked`, `data-failed`, the signal's reason between two files; what was brought until then stays.
 */
export async function bringData(plan: readonly DataToBring[], beside: Repository, signal?: AbortSignal): Promise<void> {
  for (const { path, from, to, how } of plan) {
    signal?.throwIfAborted();
    const tree = treePath(Buffer.from(path));
    checkPath(tree);
    await checkFolders(beside.root, tree);
    try {
      await mkdir(dirname(to), { recursive: true });
      if (how === 'copy' || !(await canLink(from, to))) await copy(from, to);
    } catch (error) {
      throw new TrialbookError('data-failed', `${path} could not be brought to ${beside.root}: ${(error as Error).message}`, { path });
    }
  }
}

async function canLink(from: string, to: string): Promise<boolean> {
  try {
    await symlink(from, to, 'file');
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EPERM') return false;
    throw error;
  }
}

/** Takes no room where the disk can share contents between files. */
async function copy(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') await rm(to, { force: true });
    throw error;
  }
}
