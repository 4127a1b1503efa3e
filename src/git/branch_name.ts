import { TrialbookError } from '../core/errors';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';

/**
 * Throws `branch-name` where git takes no such name for a branch, `branch-exists` where there is one of that name, or one that a disk
 * which does not tell `A` from `a` would take for it, or one that can't be beside it (`a` and `a/b`).
 */
export async function checkNewBranch(repository: Repository, name: string, signal?: AbortSignal): Promise<void> {
  const wellFormed = !name.startsWith('-') && name !== 'HEAD' && !/[\0\n]/.test(name);
  if (!wellFormed || (await askGit(repository, ['check-ref-format', `refs/heads/${name}`], { signal })).status !== 0) {
    throw new TrialbookError('branch-name', `${JSON.stringify(name)} can't be the name of a branch. Letters, digits, \`-\`, \`_\` and \`/\` always can.`, { branch: name });
  }
  const wanted = folded(name);
  for (const branch of await branches(repository, signal)) {
    const there = folded(branch);
    if (there !== wanted && !there.startsWith(`${wanted}/`) && !wanted.startsWith(`${there}/`)) continue;
    const why = branch === name ? '' : `, and ${name} can't be beside it`;
    throw new TrialbookError('branch-exists', `There is a branch ${branch} already${why}. Choose another name.`, { branch });
  }
}

/** Those that exist, and those that work trees are on without a commit. */
async function branches(repository: Repository, signal: AbortSignal | undefined): Promise<string[]> {
  const refs = await runGit(repository, ['for-each-ref', '--format=%(refname)', 'refs/heads/'], { signal });
  const trees = await runGit(repository, ['worktree', 'list', '--porcelain'], { signal });
  const names = [...refs.toString().split('\n'), ...trees.toString().split('\n').map((line) => line.replace(/^branch /, ''))];
  return [...new Set(names.filter((ref) => ref.startsWith('refs/heads/')).map((ref) => ref.slice('refs/heads/'.length)))];
}

const folded = (name: string): string => name.normalize('NFC').toLowerCase();
