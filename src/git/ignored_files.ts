import { askGit } from './git_process';
import type { Repository } from './open_repository';
import { gitError } from './safe_git';
import type { TreePath } from './tree_path';

/** Which of these paths git ignores in the work tree, of those that it does not follow. */
export async function ignoredAmong(repository: Repository, paths: readonly TreePath[], signal?: AbortSignal): Promise<Set<TreePath>> {
  if (paths.length === 0) return new Set();
  const input = Buffer.from(paths.map((path) => `${path}\0`).join(''), 'latin1');
  // It takes paths as they are, and refuses to be told so.
  const { status, output, said } = await askGit(repository, ['--no-literal-pathspecs', 'check-ignore', '-z', '--stdin'], { input, signal });
  if (status > 1) throw gitError(said);
  return new Set(output.toString('latin1').split('\0') as TreePath[]);
}
