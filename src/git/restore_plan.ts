import { TrialbookError } from '../core/errors';
import { readContent, type FileContent } from './file_content';
import { readGitSettings } from './git_settings';
import type { Repository } from './open_repository';
import { checkFolders, checkPath } from './path_guard';
import { lookAtWorkTree } from './snapshot';
import { sameText, SnapshotFiles } from './snapshot_files';
import type { TreeFile } from './tree';
import { placeOf, treePath, type TreePath } from './tree_path';

/** What a restore would do to one file. `refused`: nothing, because what is there now could not be had back. */
export type RestoreState = 'same' | 'create' | 'overwrite' | 'delete' | 'refused';

export interface PlannedRestore {
  /** relative to the work tree's top */
  readonly path: string;
  readonly state: RestoreState;
  /** why it is refused, a sentence */
  readonly why: string | null;
}

/**
 * What it would mean to make files of the work tree what they are in a snapshot. Nothing is written.
 * @param paths files or folders, relative to the work tree's top. Of a folder those files are meant that the snapshot has in it; a file
 * that is in the work tree and not in the snapshot would be deleted, and only when it is named itself
 * Throws `git-revision`, `git-failed`; `git-no-file` for a path that is neither in the snapshot nor on disk.
 */
export async function planRestore(repository: Repository, snapshot: string, paths: readonly string[], signal?: AbortSignal): Promise<PlannedRestore[]> {
  await using now = await lookAtWorkTree(repository, signal);
  const steps = await restoreSteps(repository, snapshot, paths, await SnapshotFiles.open(now.repository, now.id, signal), signal);
  return steps.map(({ path, state, why }) => ({ path, state, why }));
}

export interface RestoreStep extends PlannedRestore {
  readonly treePath: TreePath;
  /** as it is now, null where it is not there */
  readonly current: FileContent | null;
  /** the snapshot's, null where it has none */
  readonly wanted: FileContent | null;
}

/** @param kept the work tree as it is now: only what this holds is overwritten */
export async function restoreSteps(
  repository: Repository, snapshot: string, paths: readonly string[], kept: SnapshotFiles, signal?: AbortSignal,
): Promise<RestoreStep[]> {
  const target = await SnapshotFiles.open(repository, snapshot, signal);
  const { executableBits } = await readGitSettings(repository, signal);
  const steps: RestoreStep[] = [];
  for (const [path, file] of expand(target, paths)) {
    signal?.throwIfAborted();
    const tree = file?.treePath ?? treePath(Buffer.from(path));
    const refused = (why: string): RestoreStep => ({ path, treePath: tree, state: 'refused', why, current: null, wanted: null });
    const blocked = await blockedBy(repository.root, tree, file);
    if (blocked !== null) {
      steps.push(refused(blocked));
      continue;
    }
    const current = await readContent(placeOf(repository.root, tree)).catch((error: Error) => error);
    if (current instanceof Error) steps.push(refused(`${path} can't be read: ${current.message}`));
    else if (current === 'other') steps.push(refused(`${path} is no file now. Move it away first.`));
    else if (current === null && !file) throw new TrialbookError('git-no-file', `${path} is neither in the snapshot nor in the work tree.`, { path });
    else {
      const wanted = file ? await target.content(file, signal) : null;
      const same = current !== null && wanted !== null && isSame(current, wanted, executableBits, target.isUncommitted(file!));
      const state = current === null ? 'create' : wanted === null ? 'delete' : same ? 'same' : 'overwrite';
      const lost = (state === 'overwrite' || state === 'delete') && !(await kept.holds(path, current!, signal));
      const why = `What is in ${path} now is not in a snapshot (it is ignored, too large or secret), and would be lost. Move it away first.`;
      steps.push(lost ? refused(why) : { path, treePath: tree, state, why: null, current, wanted });
    }
  }
  return steps;
}

/** Each file once, by its shown path. */
function expand(target: SnapshotFiles, paths: readonly string[]): Map<string, TreeFile | undefined> {
  const wanted = new Map<string, TreeFile | undefined>();
  for (const path of paths) {
    const folder = path === '' || path.endsWith('/') ? path : `${path}/`;
    const inside = target.file(path) ? [] : target.files.filter((file) => file.path.startsWith(folder));
    if (inside.length === 0) wanted.set(path, target.file(path));
    for (const file of inside) wanted.set(file.path, file);
  }
  return wanted;
}

async function blockedBy(root: string, path: TreePath, file: TreeFile | undefined): Promise<string | null> {
  if (file?.kind === 'submodule') return `${file.path} is a submodule; its files are not in the snapshot.`;
  try {
    checkPath(path);
    await checkFolders(root, path);
    return null;
  } catch (error) {
    if (error instanceof TrialbookError) return error.message;
    throw error;
  }
}

/** @param exactly else git takes other ends of lines for no change */
function isSame(current: FileContent, wanted: FileContent, executableBits: boolean, exactly: boolean): boolean {
  if (current.kind !== wanted.kind || (executableBits && current.executable !== wanted.executable)) return false;
  return exactly ? current.bytes.equals(wanted.bytes) : sameText(current.bytes, wanted.bytes);
}
