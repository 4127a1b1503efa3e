import { join } from 'node:path';
import { runGit } from './git_process';
import type { Repository } from './open_repository';
import type { TreePath } from './tree_path';

export interface IndexEntry {
  readonly path: TreePath;
  /** git's mode; null takes the path out */
  readonly mode: string | null;
  readonly id: string;
}

/**
 * Writes the tree of a commit with some entries changed, by an index of its own; the person's is neither read nor written.
 * @param commit null: the tree holds the entries alone
 * @param temporary a folder for the index
 * Returns the tree's id.
 */
export async function writeTree(
  repository: Repository, commit: string | null, entries: readonly IndexEntry[], temporary: string, signal?: AbortSignal,
): Promise<string> {
  const call = { environment: { GIT_INDEX_FILE: join(temporary, 'index') }, signal };
  await runGit(repository, commit === null ? ['read-tree', '--empty'] : ['read-tree', commit], call);
  // What goes comes first, because a folder may have taken the place of a file.
  const ordered = [...entries.filter(({ mode }) => mode === null), ...entries.filter(({ mode }) => mode !== null)];
  const input = Buffer.from(ordered.map(({ path, mode, id }) => `${mode ?? '0'} ${id}\t${path}\0`).join(''), 'latin1');
  await runGit(repository, ['update-index', '-z', '--index-info'], { ...call, input });
  // Of what did not change, a partial clone may lack the blobs.
  return (await runGit(repository, ['write-tree', '--missing-ok'], call)).toString().trim();
}
