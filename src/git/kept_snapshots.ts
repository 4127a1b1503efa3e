import { stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkObjectId, gitError } from './safe_git';

/** A snapshot that a ref of ours keeps from git's own clean-up. */
export interface KeptSnapshot {
  readonly id: string;
  /** when it was last said to be kept, in milliseconds since 1970; or later, where git has put the ref together with others */
  readonly keptMs: number;
}

/** Below it are the refs of one store, named after the commits that they keep. */
function folderOf(storeId: string): string {
  if (!/^[0-9a-f]{16}$/.test(storeId)) throw new TypeError(`not the id of a store: ${storeId}`);
  return `refs/trialbook/${storeId}/`;
}

/** Keeps a commit for a store; it may be kept already. Throws `git-failed` where the repository can't be written. */
export async function keepSnapshot(repository: Repository, storeId: string, id: string, signal?: AbortSignal): Promise<void> {
  const ref = folderOf(storeId) + checkObjectId(id);
  const { status, said } = await askGit(repository, ['update-ref', '--no-deref', ref, id], { signal });
  // Git does not write a ref that is as it should be. Its time tells those who clean up that somebody relies on it.
  if (status === 0) return utimes(join(repository.commonDir, ref), new Date(), new Date()).catch(() => undefined);
  // Another process may be at work on the very same.
  const found = await askGit(repository, ['rev-parse', '--verify', '--quiet', ref], { signal });
  if (found.output.toString().trim() !== id) throw gitError(said);
}

/** What is kept for a store, in the order of the ids. Throws as `runGit`. */
export async function listKeptSnapshots(repository: Repository, storeId: string, signal?: AbortSignal): Promise<KeptSnapshot[]> {
  const folder = folderOf(storeId);
  const output = await runGit(repository, ['for-each-ref', '--format=%(refname)', folder], { signal });
  const refs = output.toString().split('\n').filter((ref) => ref.startsWith(folder));
  const together = await Promise.all(['packed-refs', 'reftable/tables.list'].map((name) => timeOf(join(repository.commonDir, name))));
  const kept: KeptSnapshot[] = [];
  for (const ref of refs) {
    const keptMs = (await timeOf(join(repository.commonDir, ref))) ?? Math.max(...together.map((time) => time ?? 0));
    kept.push({ id: ref.slice(folder.length), keptMs });
  }
  return kept;
}

/** Lets git clean up snapshots once nothing else holds them; those that are not kept are passed over. Throws as `runGit`. */
export async function dropSnapshots(repository: Repository, storeId: string, ids: readonly string[], signal?: AbortSignal): Promise<void> {
  const folder = folderOf(storeId);
  const dropped = new Set(ids);
  const kept = (await listKeptSnapshots(repository, storeId, signal)).filter(({ id }) => dropped.has(id));
  if (kept.length === 0) return;
  await runGit(repository, ['update-ref', '--no-deref', '--stdin'], { input: kept.map(({ id }) => `delete ${folder}${id}\n`).join(''), signal });
}

function timeOf(path: string): Promise<number | null> {
  return stat(path).then(({ mtimeMs }) => mtimeMs, () => null);
}
