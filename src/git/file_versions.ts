import { runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkObjectId } from './safe_git';

/**
 * Which blob a path is in each of several commits, asked of one git. Commits that the repository does not have, or in which there is no such
 * file, are left out.
 * @param path relative to the work tree's top, `/` between its parts
 * Throws `git-revision` for what is no whole id.
 */
export async function fileVersions(repository: Repository, commits: readonly string[], path: string, signal?: AbortSignal): Promise<Map<string, string>> {
  const versions = new Map<string, string>();
  // The question is a line, so that such a file can't be asked for.
  if (commits.length === 0 || path.includes('\n')) return versions;
  const input = commits.map((commit) => `${checkObjectId(commit)}:${path}\n`).join('');
  const output = await runGit(repository, ['cat-file', '--batch-check=%(objecttype) %(objectname)'], { input, signal });
  for (const [index, line] of output.toString().split('\n').entries()) {
    const [, id] = /^blob ([0-9a-f]+)$/.exec(line) ?? [];
    if (id !== undefined) versions.set(commits[index]!, id);
  }
  return versions;
}
