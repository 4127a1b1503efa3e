import { TrialbookError } from '../core/errors';
import { readContent, type FileContent } from './file_content';
import { FileSwap } from './file_swap';
import type { Repository } from './open_repository';
import { restoreSteps, type RestoreStep } from './restore_plan';
import { takeSnapshot } from './snapshot';
import { SnapshotFiles } from './snapshot_files';
import { placeOf } from './tree_path';

export interface RestoredFiles {
  /** the snapshot of the work tree as it was; `restoreFiles` with it and `paths` undoes the restore */
  readonly before: string;
  /** what was created, overwritten or deleted */
  readonly paths: readonly string[];
}

/**
 * Makes files of the work tree what they are in a snapshot, after taking a snapshot of what is there now. All or none are changed; the
 * index, HEAD and all other files stay as they are.
 * @param paths as for `planRestore`
 * @param storeId the store that keeps the snapshot of now
 * Throws as `planRestore` and `takeSnapshot`; `restore-refused` where one of the files is refused (`details.files`: path and why);
 * `restore-failed` where the disk did not let it happen; the signal's reason, until the first file is changed.
 */
export async function restoreFiles(
  repository: Repository, snapshot: string, paths: readonly string[], storeId: string, signal?: AbortSignal,
): Promise<RestoredFiles> {
  const { id: before } = await takeSnapshot(repository, storeId, signal);
  const steps = await restoreSteps(repository, snapshot, paths, await SnapshotFiles.open(repository, before, signal), signal);
  const refused = steps.filter(({ state }) => state === 'refused');
  if (refused.length > 0) {
    const more = refused.length === 1 ? '' : ` (and ${refused.length - 1} more)`;
    throw new TrialbookError('restore-refused', `Nothing was restored. ${refused[0]!.why}${more}`, { files: refused.map(({ path, why }) => ({ path, why })) });
  }
  const changing = steps.filter(({ state }) => state !== 'same');
  await change(repository, changing, signal);
  return { before, paths: changing.map(({ path }) => path) };
}

async function change(repository: Repository, steps: readonly RestoreStep[], signal: AbortSignal | undefined): Promise<void> {
  const swap = new FileSwap(repository.root);
  try {
    for (const { treePath, wanted } of steps) {
      signal?.throwIfAborted();
      await swap.prepare(treePath, wanted);
    }
    for (const step of steps) await checkUnchanged(repository, step);
    signal?.throwIfAborted();
    await swap.apply();
  } catch (error) {
    await swap.takeBack();
    if (error instanceof TrialbookError || signal?.aborted) throw error;
    throw new TrialbookError('restore-failed', `Nothing was restored: ${(error as Error).message}`);
  }
  await swap.finish();
}

/** What was saved in an editor since the snapshot was taken is in no snapshot. */
async function checkUnchanged({ root }: Repository, { path, treePath, current }: RestoreStep): Promise<void> {
  const now = await readContent(placeOf(root, treePath));
  if (now !== 'other' && equal(now, current)) return;
  throw new TrialbookError('restore-refused', `Nothing was restored. ${path} changed just now; try again.`, { files: [{ path, why: 'changed' }] });
}

function equal(a: FileContent | null, b: FileContent | null): boolean {
  if (a === null || b === null) return a === b;
  return a.kind === b.kind && a.executable === b.executable && a.bytes.equals(b.bytes);
}
