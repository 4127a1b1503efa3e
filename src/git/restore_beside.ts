import { mkdir, realpath, rm, rmdir } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { TrialbookError } from '../core/errors';
import { blobSizes, readBlobs } from './blobs';
import { checkNewBranch } from './branch_name';
import { EXECUTABLE, SUBMODULE, SYMLINK, type TreeChange } from './diff_tree';
import { removeEmptyFolders, writeContent } from './file_content';
import { askGit, runGit } from './git_process';
import { ignoredAmong } from './ignored_files';
import { isInside } from './inside';
import { openRepository, type Repository } from './open_repository';
import { checkFolders, checkPath, lstatOrNull } from './path_guard';
import { snapshotParts, type SnapshotParts } from './snapshot_parts';
import { lookAtWorkTree } from './snapshot';
import { listTree } from './tree';
import { placeOf } from './tree_path';

export interface RestoredBeside {
  readonly repository: Repository;
  /** absolute */
  readonly folder: string;
  readonly branch: string;
  /** a snapshot of the folder has the very id of the one that was restored */
  readonly exact: boolean;
  /** paths of submodules: their folders are there, and empty */
  readonly submodules: readonly string[];
}

export interface RestorePlace {
  /** absolute; it must not exist, and is not inside of the work tree */
  readonly folder: string;
  /** a new one */
  readonly branch: string;
}

/** Contents are read into memory so many bytes, and so many files, at a time. */
const BATCH_BYTES = 64_000_000;
const BATCH_FILES = 1000;
const ABSENT = '000000';

/**
 * Makes a linked work tree in a new folder, on a new branch at the snapshot's commit, and writes over it what was uncommitted, byte for
 * byte and uncommitted again. Where there was no commit, the branch has none either. Files that had not changed are checked out as the
 * person's git does it: with its ends of lines, and with its filters, LFS for one. No hook is run.
 * Nothing else is written, and if anything fails, or the signal says so, all of it is taken back.
 * Throws `branch-name`, `branch-exists`, `folder-exists`, `folder-inside`, `path-outside`, `git-failed`, `restore-failed`, the signal's reason.
 */
export async function restoreBeside(repository: Repository, snapshot: string, place: RestorePlace, signal?: AbortSignal): Promise<RestoredBeside> {
  const parts = await snapshotParts(repository, snapshot, signal);
  for (const { path } of parts.changes) checkPath(path);
  await checkNewBranch(repository, place.branch, signal);
  await checkFolder(repository, place.folder);
  // What takes back each thing that was made, and only that: somebody else may have made the same a moment before.
  const takeBack: (() => Promise<unknown>)[] = [];
  try {
    await makeFolder(place.folder, takeBack);
    const made = await addWorkTree(repository, snapshot, parts, place, takeBack);
    await writeChanges(made, parts, signal);
    await followInIndex(made, parts, signal);
    const submodules = (await listTree(made, snapshot, signal)).filter(({ kind }) => kind === 'submodule').map(({ path }) => path);
    await using seen = await lookAtWorkTree(made, signal);
    return { repository: made, folder: made.root, branch: place.branch, exact: seen.id === snapshot, submodules };
  } catch (error) {
    for (const undo of takeBack.reverse()) await undo();
    if (error instanceof TrialbookError || signal?.aborted) throw error;
    throw new TrialbookError('restore-failed', `The code could not be written to ${place.folder}, and nothing was left there: ${(error as Error).message}`);
  }
}

/** Throws `folder-name`, `folder-exists`, `folder-inside` where no work tree can be made in a folder. */
export async function checkFolder(repository: Repository, folder: string): Promise<void> {
  if (!isAbsolute(folder)) throw new TrialbookError('folder-name', `${folder} is no absolute path.`);
  if ((await lstatOrNull(folder)) !== null) throw new TrialbookError('folder-exists', `${folder} is there already. Choose a new folder.`, { folder });
  let above = dirname(folder);
  while ((await lstatOrNull(above)) === null && dirname(above) !== above) above = dirname(above);
  const real = await realpath(above);
  for (const top of [repository.root, repository.commonDir]) {
    if (isInside(await realpath(top), real)) {
      throw new TrialbookError('folder-inside', `${folder} is inside of the work tree ${repository.root}. Choose a folder beside it.`, { folder });
    }
  }
}

async function makeFolder(folder: string, takeBack: (() => Promise<unknown>)[]): Promise<void> {
  const first = await mkdir(dirname(folder), { recursive: true });
  if (first !== undefined) takeBack.push(() => rm(first, { recursive: true, force: true }));
  await mkdir(folder);
  takeBack.push(() => rm(folder, { recursive: true, force: true }));
}

/** The signal is not asked here: git, ended in the middle, would still be at work while all is taken back. */
async function addWorkTree(
  repository: Repository, snapshot: string, { base }: SnapshotParts, { folder, branch }: RestorePlace, takeBack: (() => Promise<unknown>)[],
): Promise<Repository> {
  const ref = `refs/heads/${branch}`;
  if (base !== null) {
    await runGit(repository, ['update-ref', '-m', `branch: Created from ${base}`, ref, base, '0'.repeat(base.length)]);
    takeBack.push(() => askGit(repository, ['update-ref', '-d', ref, base]));
  }
  takeBack.push(() => removeWorkTree(repository, folder));
  const config = ['submodule.recurse=false'];
  // A branch without a commit: git before 2.42 can't make a work tree on one, so it is put there afterwards.
  const at = base === null ? ['--no-checkout', '--detach', folder, snapshot] : [folder, branch];
  await runGit(repository, ['worktree', 'add', '--quiet', ...at], { config });
  const made = await openRepository(folder);
  if (!made) throw new TrialbookError('restore-failed', `git made no work tree in ${folder}.`);
  if (base === null) {
    await runGit(made, ['symbolic-ref', 'HEAD', ref]);
    // It would tell of a commit that the branch does not have.
    await rm(join(made.gitDir, 'logs', 'HEAD'), { force: true });
  }
  return made;
}

/** What git knows of a work tree, which `git worktree prune` would remove together with others that are only out of reach. */
async function removeWorkTree(repository: Repository, folder: string): Promise<void> {
  const made = await openRepository(folder).catch(() => null);
  const known = made?.commonDir === repository.commonDir && basename(dirname(made.gitDir)) === 'worktrees';
  if (known) await rm(made.gitDir, { recursive: true, force: true });
  // Fails while there are others, which is right.
  await rmdir(join(repository.commonDir, 'worktrees')).catch(() => undefined);
}

async function writeChanges(made: Repository, { changes }: SnapshotParts, signal: AbortSignal | undefined): Promise<void> {
  for (const { path, oldMode, newMode } of changes) {
    if (newMode !== ABSENT && (oldMode === SUBMODULE) === (newMode === SUBMODULE)) continue;
    signal?.throwIfAborted();
    await checkFolders(made.root, path);
    if (oldMode === SUBMODULE) await rmdir(placeOf(made.root, path)).catch(() => undefined);
    else await rm(placeOf(made.root, path), { force: true });
    await removeEmptyFolders(made.root, path);
  }
  for (const { path } of changes.filter(({ newMode }) => newMode === SUBMODULE)) {
    await checkFolders(made.root, path);
    await mkdir(placeOf(made.root, path), { recursive: true });
  }
  for await (const batch of batches(made, changes.filter(hasContent), signal)) {
    const contents = await readBlobs(made, batch.map(({ newId }) => newId), signal);
    for (const { path, newMode, newId } of batch) {
      signal?.throwIfAborted();
      const bytes = contents.get(newId);
      if (!bytes) throw new TrialbookError('restore-failed', `The repository lacks a file of this snapshot (${newId}).`);
      await checkFolders(made.root, path);
      await writeContent(placeOf(made.root, path), { kind: newMode === SYMLINK ? 'link' : 'file', executable: newMode === EXECUTABLE, bytes });
    }
  }
}

const hasContent = ({ newMode }: TreeChange): boolean => newMode !== ABSENT && newMode !== SUBMODULE;

async function* batches(made: Repository, changes: readonly TreeChange[], signal: AbortSignal | undefined): AsyncGenerator<readonly TreeChange[]> {
  const sizes = await blobSizes(made, changes.map(({ newId }) => newId), signal);
  let batch: TreeChange[] = [];
  let bytes = 0;
  for (const change of changes) {
    batch.push(change);
    bytes += sizes.get(change.newId) ?? 0;
    if (bytes < BATCH_BYTES && batch.length < BATCH_FILES) continue;
    yield batch;
    [batch, bytes] = [[], 0];
  }
  if (batch.length > 0) yield batch;
}

/**
 * Puts into the new index what git can't find on disk: commits of submodules, whose folders are empty, and files that are ignored and were
 * followed nevertheless.
 */
async function followInIndex(made: Repository, { changes }: SnapshotParts, signal: AbortSignal | undefined): Promise<void> {
  const added = changes.filter(({ oldMode, newMode }) => oldMode === ABSENT && newMode !== SUBMODULE);
  const ignored = await ignoredAmong(made, added.map(({ path }) => path), signal);
  const entries = changes.filter(({ path, newMode }) => newMode === SUBMODULE || ignored.has(path));
  if (entries.length === 0) return;
  const input = Buffer.from(entries.map(({ newMode, newId, path }) => `${newMode} ${newId}\t${path}\0`).join(''), 'latin1');
  await runGit(made, ['update-index', '-z', '--index-info'], { input, signal });
}
