import { TrialbookError } from '../core/errors';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkObjectId, gitError } from './safe_git';
import { shownPath, treePath, type TreePath } from './tree_path';

/** One file of a commit. */
export interface TreeFile {
  /** as it is shown and as `readFile` takes it; see `shownPath` */
  readonly path: string;
  /** as git has it */
  readonly treePath: TreePath;
  readonly kind: 'file' | 'link' | 'submodule';
  readonly executable: boolean;
  /** id of the blob; of a submodule, the commit that is checked out in it */
  readonly id: string;
  /** in bytes; 0 for a submodule */
  readonly size: number;
}

/**
 * All files of a commit, in git's order. Throws `git-revision` where `commit` is no id, `git-failed` where the repository does not have it.
 */
export async function listTree(repository: Repository, commit: string, signal?: AbortSignal): Promise<TreeFile[]> {
  const output = await runGit(repository, ['ls-tree', '-r', '-l', '-z', '--full-tree', checkObjectId(commit)], { signal });
  const entries = output.toString('latin1').split('\0');
  entries.pop();
  return entries.map((entry) => {
    const tab = entry.indexOf('\t');
    const [mode, , id, size] = entry.slice(0, tab).split(/ +/) as [string, string, string, string];
    const path = treePath(Buffer.from(entry.slice(tab + 1), 'latin1'));
    const kind = mode === '160000' ? 'submodule' : mode === '120000' ? 'link' : 'file';
    return { path: shownPath(path), treePath: path, kind, executable: mode === '100755', id, size: size === '-' ? 0 : Number(size) };
  });
}

/** A blob's bytes. Throws as `listTree`. */
export async function readBlob(repository: Repository, id: string, signal?: AbortSignal): Promise<Buffer> {
  return runGit(repository, ['cat-file', 'blob', checkObjectId(id)], { signal });
}

/**
 * The bytes of a file as it is in a commit, of a link its target.
 * @param path as `listTree` gives it
 * Throws `git-no-file` where the commit has no such file, and as `listTree`.
 */
export async function readFile(repository: Repository, commit: string, path: string, signal?: AbortSignal): Promise<Buffer> {
  const { status, output, said } = await askGit(repository, ['cat-file', 'blob', `${checkObjectId(commit)}:${path}`], { signal });
  if (status === 0) return output;
  const files = await listTree(repository, commit, signal);
  const file = files.find((one) => one.path === path);
  if (!file) throw new TrialbookError('git-no-file', `${path} is not in commit ${commit.slice(0, 10)}.`, { path });
  if (file.kind === 'submodule') throw gitError(said);
  return readBlob(repository, file.id, signal);
}
