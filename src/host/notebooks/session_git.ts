import { TrialbookError } from '../../core/errors';
import { openRepository } from '../../git/open_repository';
import { takeSnapshot } from '../../git/snapshot';
import { readStoreId } from '../../git/store_id';

/** The fields of a journal's `git` record for a folder, with a snapshot taken now; undefined where it is in no repository. */
export async function gitFields(folder: string, storeDir: string): Promise<Readonly<Record<string, unknown>> | undefined> {
  const repository = await openRepository(folder);
  if (!repository) return undefined;
  const { root } = repository;
  try {
    const { id, leftOut, commit, branch, dirty, changed, submodules, operation, problem } = await takeSnapshot(repository, await readStoreId(storeDir));
    return { root, commit, branch, dirty, snapshot: id, left_out: leftOut.count > 0 ? leftOut : undefined, changed, submodules, operation, problem };
  } catch (error) {
    return { root, problem: error instanceof TrialbookError ? error.message : 'the snapshot failed' };
  }
}
