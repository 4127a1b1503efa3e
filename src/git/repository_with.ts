import { askGit } from './git_process';
import { openRepository, type Repository } from './open_repository';
import { checkObjectId } from './safe_git';

/**
 * The first folder's repository that has a commit, or null: a store may have moved, and with it the work tree of its runs.
 * @param folders nulls are passed over
 * Throws as `openRepository`, the signal's reason.
 */
export async function repositoryWith(commit: string, folders: readonly (string | null)[], signal?: AbortSignal): Promise<Repository | null> {
  for (const folder of new Set(folders)) {
    const repository = folder === null ? null : await openRepository(folder, signal);
    if (repository && (await hasCommit(repository, commit, signal))) return repository;
  }
  return null;
}

export async function hasCommit(repository: Repository, commit: string, signal?: AbortSignal): Promise<boolean> {
  const { status } = await askGit(repository, ['cat-file', '-e', `${checkObjectId(commit)}^{commit}`], { signal });
  return status === 0;
}
