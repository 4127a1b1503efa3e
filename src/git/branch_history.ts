import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';

/** Which commits HEAD has that another revision has not, and where the two part. All ids are whole. */
export interface BranchHistory {
  readonly head: string;
  /** the branch that is checked out; null where HEAD is detached */
  readonly branch: string | null;
  /** the commit that the revision names */
  readonly against: string;
  readonly mergeBase: string;
  /** reachable from HEAD and not from the revision */
  readonly own: ReadonlySet<string>;
  /** reachable from the revision: the merge base, what came before it, the latest first, then what came after it, the oldest first */
  readonly theirs: readonly string[];
}

/**
 * The history of HEAD beside a revision's.
 * @param revision as a person names it: a branch, a tag, `HEAD~3`, a commit
 * Throws `git-revision` where it names no commit or HEAD has none, `git-shallow` where the clone lacks the commits it takes to tell,
 * `git-unrelated` where the two have no commit in common.
 */
export async function branchHistory(repository: Repository, revision: string, signal?: AbortSignal): Promise<BranchHistory> {
  const ask = async (...args: string[]): Promise<string | null> => {
    const { status, output } = await askGit(repository, args, { signal });
    return status === 0 ? output.toString().trimEnd() : null;
  };
  const list = async (...args: string[]): Promise<string[]> =>
    (await runGit(repository, ['rev-list', ...args, '--'], { signal })).toString().split('\n').filter((line) => line !== '');
  const cuts = await shallowCommits(repository);
  const head = await ask('rev-parse', '--verify', '--quiet', 'HEAD^{commit}');
  if (head === null) throw new TrialbookError('git-revision', 'HEAD has no commit yet.');
  const against = /^-|\s/.test(revision) ? null : await ask('rev-parse', '--verify', '--quiet', `${revision}^{commit}`);
  if (against === null) throw cuts.size > 0 ? shallow() : await unknown(revision, ask);
  const mergeBase = (await ask('merge-base', head, against))?.split('\n')[0];
  if (mergeBase === undefined) {
    if (cuts.size > 0) throw shallow();
    throw new TrialbookError('git-unrelated', `HEAD and ${revision} have no commit in common.`);
  }
  const own = new Set(await list(head, `^${against}`));
  if ([...cuts].some((commit) => own.has(commit))) throw shallow();
  const theirs = [...(await list(mergeBase)), ...(await list('--reverse', against, `^${mergeBase}`))];
  return { head, branch: await ask('symbolic-ref', '--quiet', '--short', 'HEAD'), against, mergeBase, own, theirs };
}

/** Commits at which a shallow clone ends; those before them are not there. */
async function shallowCommits({ commonDir }: Repository): Promise<ReadonlySet<string>> {
  const lines = await readFile(join(commonDir, 'shallow'), 'utf8').catch(() => '');
  return new Set(lines.split('\n').filter((line) => line !== ''));
}

function shallow(): TrialbookError {
  const message = 'This clone is shallow: it lacks the commits that tell this branch apart. `git fetch --unshallow` brings them; for actions/checkout say `fetch-depth: 0`.';
  return new TrialbookError('git-shallow', message);
}

async function unknown(revision: string, ask: (...args: string[]) => Promise<string | null>): Promise<TrialbookError> {
  // A fresh clone has but one branch of its own; the others are the remote's.
  const remote = /^[-\s]/.test(revision) ? null : await ask('rev-parse', '--verify', '--quiet', `refs/remotes/origin/${revision}^{commit}`);
  const hint = remote === null ? '' : ` There is origin/${revision}.`;
  return new TrialbookError('git-revision', `${revision} names no commit here.${hint}`);
}
