import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ChangedEntry, GITLINK } from './changed_entry';
import { askGit, runGit } from './git_process';
import type { GitSettings } from './git_settings';
import { unchangedLfsFiles } from './lfs_pointers';
import type { Repository } from './open_repository';
import { gitError } from './safe_git';
import { treePath, type TreePath } from './tree_path';

/** What differs between the work tree and HEAD's commit, as git itself says; nothing of a `.trialbook` folder. */
export interface WorkTreeState {
  /** id of HEAD's commit; null where there is none yet */
  readonly commit: string | null;
  /** null where HEAD is on no branch */
  readonly branch: string | null;
  readonly changed: readonly ChangedEntry[];
  /** neither followed nor ignored; a repository inside ends with `/` */
  readonly untracked: readonly TreePath[];
  readonly unwatched: readonly UnwatchedEntry[];
  /** folders that can't be read */
  readonly closed: readonly TreePath[];
  readonly operation: Operation | null;
}

/** A file that git was told to take for unchanged, or not to have in the work tree. */
export interface UnwatchedEntry {
  readonly path: TreePath;
  readonly mode: string;
  /** it belongs on disk: `--assume-unchanged`, not `--skip-worktree` */
  readonly expected: boolean;
}

export type Operation = 'merge' | 'rebase' | 'cherry-pick' | 'revert' | 'bisect';

/** Asks git as it would answer without filters. Throws as `runGit`. */
export async function readWorkTreeState(repository: Repository, settings: GitSettings, signal?: AbortSignal): Promise<WorkTreeState> {
  const call = { config: settings.filtersOff, signal };
  const [status, others, watched] = await Promise.all([
    runGit(repository, ['status', '--porcelain=v2', '-z', '--branch', '--no-ahead-behind', '--no-renames', '--untracked-files=no', '--ignore-submodules=none'], call),
    askGit(repository, ['ls-files', '-z', '--others', '--exclude-standard'], call),
    runGit(repository, ['ls-files', '-z', '-v', '--stage'], call),
  ]);
  if (others.status !== 0) throw gitError(others.said);
  const told = parseStatus(entriesOf(status));
  const unchanged = settings.hasLfs ? await unchangedLfsFiles(repository, told.changed, signal) : new Set();
  return {
    ...told,
    changed: told.changed.filter(({ path }) => !unchanged.has(path)),
    untracked: entriesOf(others.output).filter(isNotOurs) as TreePath[],
    unwatched: parseWatched(treePath(watched)),
    closed: Array.from(treePath(others.saidBytes).matchAll(/^warning: could not open directory '(.*)\/': /gm), ([, path]) => path as TreePath),
    operation: operationIn(repository.gitDir),
  };
}

function entriesOf(output: Buffer): string[] {
  return treePath(output).split('\0').slice(0, -1);
}

function isNotOurs(path: string): boolean {
  return !path.includes('.trialbook') || !path.split('/').includes('.trialbook');
}

function parseStatus(entries: readonly string[]): Pick<WorkTreeState, 'commit' | 'branch' | 'changed'> {
  let commit: string | null = null;
  let branch: string | null = null;
  const changed: ChangedEntry[] = [];
  for (const entry of entries) {
    if (entry.startsWith('# branch.oid ')) commit = /^[0-9a-f]+$/.exec(entry.slice(13))?.[0] ?? null;
    else if (entry.startsWith('# branch.head ')) branch = Buffer.from(entry.slice(14), 'latin1').toString();
    else if (entry.startsWith('1 ')) {
      const [, xy, sub, headMode, , diskMode, headId] = entry.split(' ', 8) as [string, string, string, string, string, string, string];
      changed.push({ path: afterFields(entry, 8), headMode, diskMode, headId, gone: xy.endsWith('D'), dirty: isDirty(sub) });
    } else if (entry.startsWith('u ')) {
      // Of the three sides of a merge, the second is ours.
      const [, , sub, , headMode, , diskMode, , headId] = entry.split(' ', 10) as [string, string, string, string, string, string, string, string, string];
      changed.push({ path: afterFields(entry, 10), headMode, diskMode, headId, gone: false, dirty: isDirty(sub) });
    }
  }
  return { commit, branch: branch === '(detached)' ? null : branch, changed: changed.filter(({ path }) => isNotOurs(path)) };
}

function afterFields(entry: string, count: number): TreePath {
  return entry.slice(entry.split(' ', count).join(' ').length + 1) as TreePath;
}

function isDirty(sub: string): boolean {
  return /[MU]/.test(sub);
}

/** Flags in small letters are of what is taken for unchanged, S of what is not to be in the work tree. */
function parseWatched(output: string): UnwatchedEntry[] {
  const entries = output.matchAll(/(?<=^|\0)([hSs]) ([0-7]{6}) [0-9a-f]+ 0\t([^\0]*)/g);
  return [...entries]
    .map(([, flag, mode, path]) => ({ path: path as TreePath, mode: mode!, expected: flag === 'h' }))
    .filter(({ path, mode }) => mode !== GITLINK && isNotOurs(path));
}

const SIGNS: readonly [string, Operation][] = [
  ['rebase-merge', 'rebase'],
  ['rebase-apply', 'rebase'],
  ['MERGE_HEAD', 'merge'],
  ['CHERRY_PICK_HEAD', 'cherry-pick'],
  ['REVERT_HEAD', 'revert'],
  ['BISECT_LOG', 'bisect'],
];

function operationIn(gitDir: string): Operation | null {
  return SIGNS.find(([name]) => existsSync(join(gitDir, name)))?.[1] ?? null;
}
