import { dirname } from 'node:path';
import type { CodeChanges } from '../core/code_changes';
import type { ComparedRow } from '../core/comparison';
import { TrialbookError } from '../core/errors';
import type { GitState, RunDetail } from '../core/run';
import { differenceText } from '../core/snapshot_text';
import type { CodeDetail } from '../git/code_changes';
import { CodeChangesCache } from '../git/code_changes_cache';
import { hasCommit, repositoryWith } from '../git/repository_with';

/** What was uncommitted as a run began; null where nothing was, or it cannot be known any more. */
export async function uncommittedChanges(git: GitState | null, storeDir: string): Promise<CodeChanges | null> {
  if (!git?.commit || git.snapshot === git.commit) return null;
  const [changes = null] = await changesFrom(git.commit, [git.snapshot], git, storeDir, 'functions');
  return changes;
}

/** How the code of each run differs from the first one's; null where that cannot be known. The first itself has no differences. */
export async function codeBetween(runs: readonly RunDetail[], storeDir: string): Promise<(CodeChanges | null)[]> {
  const base = runs[0]?.git;
  if (!base?.snapshot) return runs.map(() => null);
  return changesFrom(base.snapshot, runs.map(({ git }) => git?.snapshot ?? null), base, storeDir, 'files');
}

/**
 * The row of it beside commit and branch. It counts as different as soon as the snapshots are: another commit with the same code
 * is worth knowing.
 */
export function filesRow(changes: readonly (CodeChanges | null)[], snapshots: readonly (string | null)[]): ComparedRow | null {
  if (!snapshots[0]) return null;
  const values = changes.map((one, at) => (at === 0 ? 'base' : snapshots[at] === null ? null : one ? differenceText(one) : 'not known'));
  return { name: 'files', values, differs: snapshots.some((snapshot) => snapshot !== snapshots[0]) };
}

const SAME: CodeChanges = { same: true, differing: 0, total: 0, files: [] };

/** Without git, or without the repository, what is equal is known all the same. */
async function changesFrom(base: string, snapshots: readonly (string | null)[], { root }: GitState, storeDir: string, detail: CodeDetail): Promise<(CodeChanges | null)[]> {
  const others = snapshots.some((snapshot) => snapshot !== null && snapshot !== base);
  const repository = others ? await unlessRefused(repositoryWith(base, [root, dirname(storeDir)])) : null;
  const cache = new CodeChangesCache();
  const found: (CodeChanges | null)[] = [];
  for (const snapshot of snapshots) {
    if (snapshot === base) found.push(SAME);
    else if (snapshot === null || !repository || !(await hasCommit(repository, snapshot))) found.push(null);
    else found.push(await unlessRefused(cache.codeChanges(repository, base, snapshot, undefined, detail)));
  }
  return found;
}

/** What is recorded is shown in any case. */
async function unlessRefused<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof TrialbookError) return null;
    throw error;
  }
}
