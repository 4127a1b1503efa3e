import { runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkFolder } from './restore_beside';

/**
 * Makes a linked work tree of an existing branch in a new folder. No hook is run.
 * @param folder absolute; it must not exist, and is not inside of the work tree
 * Throws `folder-name`, `folder-exists`, `folder-inside`, `git-failed`, also where the branch is checked out elsewhere.
 */
export async function checkOutBeside(repository: Repository, branch: string, folder: string): Promise<void> {
  await checkFolder(repository, folder);
  await runGit(repository, ['worktree', 'add', '--quiet', folder, branch], { config: ['submodule.recurse=false'] });
}
