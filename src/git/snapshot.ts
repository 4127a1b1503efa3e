import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import type { LeftOut, Submodule } from '../core/run';
import { writeBlobs } from './blob_writer';
import { readFileStates } from './file_state';
import { runGit } from './git_process';
import { type GitSettings, readGitSettings } from './git_settings';
import { keepSnapshot } from './kept_snapshots';
import { LeftOutFiles } from './left_out';
import type { Repository } from './open_repository';
import { type IndexEntry, writeTree } from './own_index';
import { planSnapshot, type PlannedFile } from './snapshot_plan';
import { readSubmodules } from './submodules';
import { shownPath, type TreePath } from './tree_path';
import { type Operation, readWorkTreeState, type WorkTreeState } from './work_tree_state';

/** The files of a work tree at one moment, as docs/git.md defines it. Paths are as people see them, see `shownPath`. */
export interface Snapshot {
  /** of the commit that holds the files: HEAD's where they are the same */
  readonly id: string;
  /** id of HEAD's commit; null where there is none yet */
  readonly commit: string | null;
  /** null where HEAD is on no branch */
  readonly branch: string | null;
  readonly dirty: boolean;
  readonly leftOut: LeftOut;
  /** files that changed while they were read, at most 100 */
  readonly changed: readonly string[];
  readonly submodules: readonly Submodule[];
  /** what git was in the middle of */
  readonly operation: Operation | null;
  /** one short sentence where something is not as it should be */
  readonly problem: string | null;
}

/** A snapshot for looking at, whose new objects are in a folder of their own and go with it. */
export interface TemporarySnapshot extends Snapshot, AsyncDisposable {
  /** through which it can be read while it lives; everything else of the repository too */
  readonly repository: Repository;
}

const MOST_CHANGED = 100;

/**
 * Takes a snapshot of the work tree and keeps it from git's clean-up for a store. Nothing but objects and that ref is written.
 * @param storeId see `readStoreId`
 * Throws `git-snapshots-off` where the person wants none of this repository, and as `runGit`.
 */
export async function takeSnapshot(repository: Repository, storeId: string, signal?: AbortSignal): Promise<Snapshot> {
  const settings = await readGitSettings(repository, signal);
  if (!settings.takesSnapshots) throw new TrialbookError('git-snapshots-off', 'no snapshot: git config trialbook.snapshot is false');
  const snapshot = await snapshotOf(repository, repository, settings, signal);
  await keepSnapshot(repository, storeId, snapshot.id, signal);
  return snapshot;
}

/** The work tree as it is now, of the very id that `takeSnapshot` gives it, without leaving anything in the repository. Throws as `runGit`. */
export async function lookAtWorkTree(repository: Repository, signal?: AbortSignal): Promise<TemporarySnapshot> {
  const folder = await mkdtemp(join(tmpdir(), 'trialbook-'));
  const dispose = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await mkdir(join(folder, 'info'));
    await writeFile(join(folder, 'info', 'alternates'), `${join(repository.commonDir, 'objects')}\n`);
    const looking = { ...repository, environment: { GIT_OBJECT_DIRECTORY: folder } };
    const snapshot = await snapshotOf(repository, looking, await readGitSettings(repository, signal), signal);
    return { ...snapshot, repository: looking, [Symbol.asyncDispose]: dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}

/** @param into the same repository, with the place where objects are written */
async function snapshotOf(repository: Repository, into: Repository, settings: GitSettings, signal?: AbortSignal): Promise<Snapshot> {
  const state = await readWorkTreeState(repository, settings, signal);
  const leftOut = new LeftOutFiles();
  for (const path of state.closed) leftOut.add(path, 'unreadable');
  const { files, gone } = await planSnapshot(repository.root, state, settings, leftOut, signal);
  const { submodules, entries } = await readSubmodules(repository, state.changed, leftOut, signal);

  const temporary = await mkdtemp(join(tmpdir(), 'trialbook-'));
  try {
    const ids = await writeBlobs(into, files.map(({ path, seen }) => ({ path, kind: seen.kind === 'link' ? 'link' : 'file' })), temporary, signal);
    const changed = await changedSince(repository, files, ids, leftOut, signal);
    const taken = files.flatMap(({ path, mode }, index): IndexEntry[] => (ids[index] ? [{ path, mode, id: ids[index] }] : []));
    const id = await writeCommit(into, state.commit, gone, [...entries, ...taken], temporary, signal);
    return {
      id,
      commit: state.commit,
      branch: state.branch,
      // Git was told not to look at some files, which were looked at here.
      dirty: state.changed.length > 0 || state.untracked.length > 0 || (state.commit !== null && id !== state.commit),
      leftOut: leftOut.summary,
      changed,
      submodules,
      operation: state.operation,
      problem: problemOf(state, settings),
    };
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function problemOf({ commit }: WorkTreeState, { problems }: GitSettings): string | null {
  return [...problems, ...(commit === null ? ['no commit yet'] : [])].join('; ') || null;
}

/** Which files are not what they were before they were read. Those that could not be read are left out. */
async function changedSince(
  { root }: Repository, files: readonly PlannedFile[], ids: readonly (string | null)[], leftOut: LeftOutFiles, signal?: AbortSignal,
): Promise<string[]> {
  const now = await readFileStates(root, files.map(({ path }) => path), signal);
  const changed: TreePath[] = [];
  for (const [index, { path, seen }] of files.entries()) {
    if (ids[index] === null) leftOut.add(path, now[index] ? 'unreadable' : 'vanished', seen.size);
    else if (now[index]?.mark !== seen.mark) changed.push(path);
  }
  return changed.sort().slice(0, MOST_CHANGED).map(shownPath);
}

/** The commit's text has nothing of the person or of now in it, so that equal files on the same commit are the same object. */
async function writeCommit(
  repository: Repository, head: string | null, gone: readonly TreePath[], entries: readonly IndexEntry[], temporary: string, signal?: AbortSignal,
): Promise<string> {
  const removed = head === null ? [] : gone.map((path) => ({ path, mode: null, id: '0'.repeat(head.length) }));
  if (head !== null && removed.length + entries.length === 0) return head;
  const tree = await writeTree(repository, head, [...removed, ...entries], temporary, signal);
  let time = '0';
  if (head !== null) {
    const told = await runGit(repository, ['log', '-1', '--no-show-signature', '--format=%T %ct', head], { signal });
    const [headTree, headTime] = told.toString().trim().split(' ');
    if (tree === headTree) return head;
    time = headTime!;
  }
  const by = `Trialbook <trialbook@localhost> ${time} +0000`;
  const input = `tree ${tree}\n${head === null ? '' : `parent ${head}\n`}author ${by}\ncommitter ${by}\n\nWork tree with uncommitted changes\n`;
  return (await runGit(repository, ['hash-object', '-t', 'commit', '-w', '--stdin'], { input, signal })).toString().trim();
}
