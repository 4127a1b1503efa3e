import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import { readBlobs } from './blobs';
import { checkNewBranch } from './branch_name';
import { EXECUTABLE, SUBMODULE, SYMLINK, type TreeChange } from './diff_tree';
import { writeContent } from './file_content';
import { askGit, runGit } from './git_process';
import type { Repository } from './open_repository';
import { checkPath } from './path_guard';
import { gitError } from './safe_git';
import { snapshotParts, type SnapshotParts } from './snapshot_parts';
import { placeOf } from './tree_path';

export interface CommitCode {
  readonly snapshot: string;
  /** the new branch */
  readonly branch: string;
  readonly message: string;
}

export interface CommittedCode {
  /** id of the commit that the branch is at */
  readonly commit: string;
  /** false where there was nothing uncommitted: the branch is at the run's own commit, and the message is not used */
  readonly created: boolean;
}

const ABSENT = '000000';

/**
 * Makes an ordinary branch of a snapshot: one commit with the run's files on the commit that it ran on, in the person's name, signed where
 * `commit.gpgSign` says so, its files as `git add` would have put them in (ends of lines, filters, LFS for one). HEAD, the index, the work tree
 * and other branches stay as they are; no hook is run.
 * Throws `branch-name`, `branch-exists`, `commit-message` for an empty one, `git-identity`, `git-failed`, the signal's reason.
 */
export async function commitCode(repository: Repository, { snapshot, branch, message }: CommitCode, signal?: AbortSignal): Promise<CommittedCode> {
  const parts = await snapshotParts(repository, snapshot, signal);
  await checkNewBranch(repository, branch, signal);
  if (message.trim() === '') throw new TrialbookError('commit-message', 'A commit needs a message.');
  const tree = await cleanTree(repository, snapshot, parts, signal);
  const created = parts.base === null || tree !== (await treeOf(repository, parts.base, signal));
  const commit = created ? await writeCommit(repository, tree, parts.base, message, signal) : parts.base;
  // Without an old value that it must have, git could move a branch that somebody has just made.
  await runGit(repository, ['update-ref', '-m', `branch: Created from ${snapshot}`, `refs/heads/${branch}`, commit, '0'.repeat(commit.length)], { signal });
  return { commit, created };
}

/**
 * The snapshot's tree with the contents that git would keep for the files: they are laid out in a folder of their own, and git takes them from
 * there, with the attributes that the snapshot has.
 */
async function cleanTree(repository: Repository, snapshot: string, { tree, changes }: SnapshotParts, signal: AbortSignal | undefined): Promise<string> {
  const filtered = changes.filter(({ newMode }) => newMode !== ABSENT && newMode !== SUBMODULE && newMode !== SYMLINK);
  if (filtered.length === 0) return tree;
  const temporary = await mkdtemp(join(tmpdir(), 'trialbook-'));
  try {
    const root = join(temporary, 'files');
    await mkdir(root);
    await layOut(repository, root, filtered, signal);
    const environment = { ...repository.environment, GIT_DIR: repository.gitDir, GIT_WORK_TREE: root, GIT_INDEX_FILE: join(temporary, 'index') };
    const aside: Repository = { ...repository, root, environment };
    const config = ['core.safecrlf=false'];
    await runGit(aside, ['read-tree', snapshot], { signal });
    // Git leaves the ends of lines alone in a file whose entry has `\r\n` already, so the entries are first the commit's.
    const former = filtered.map(({ path, oldMode, oldId }) => `${oldMode === ABSENT ? '0' : oldMode} ${oldId}\t${path}\0`);
    await runGit(aside, ['update-index', '-z', '--index-info'], { input: Buffer.from(former.join(''), 'latin1'), signal });
    const input = Buffer.from(filtered.map(({ path }) => `${path}\0`).join(''), 'latin1');
    await runGit(aside, ['update-index', '--add', '-z', '--stdin'], { input, config, signal });
    return (await runGit(aside, ['write-tree', '--missing-ok'], { signal })).toString().trim();
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

async function layOut(repository: Repository, root: string, changes: readonly TreeChange[], signal: AbortSignal | undefined): Promise<void> {
  for (const { path, newId, newMode } of changes) {
    checkPath(path);
    const bytes = (await readBlobs(repository, [newId], signal)).get(newId);
    if (!bytes) throw new TrialbookError('git-failed', `The repository lacks a file of this snapshot (${newId}).`);
    await writeContent(placeOf(root, path), { kind: 'file', executable: newMode === EXECUTABLE, bytes });
  }
}

async function treeOf(repository: Repository, commit: string, signal: AbortSignal | undefined): Promise<string> {
  return (await runGit(repository, ['rev-parse', `${commit}^{tree}`], { signal })).toString().trim();
}

async function writeCommit(repository: Repository, tree: string, base: string | null, message: string, signal: AbortSignal | undefined): Promise<string> {
  const signs = (await askGit(repository, ['config', '--type=bool', '--get', 'commit.gpgSign'], { signal })).output.toString().trim() === 'true';
  const args = ['commit-tree', ...(signs ? ['-S'] : []), ...(base === null ? [] : ['-p', base]), '-F', '-', tree];
  const { status, output, said } = await askGit(repository, args, { input: `${message.trim()}\n`, signal });
  if (status === 0) return output.toString().trim();
  if (/empty ident|tell me who you are|auto-detect|useConfigOnly/i.test(said)) {
    throw new TrialbookError('git-identity', 'git does not know whose commit it is. Set user.name and user.email with `git config --global`.', { said });
  }
  throw gitError(said);
}
