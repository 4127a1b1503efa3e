import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Submodule } from '../core/run';
import { type ChangedEntry, GITLINK } from './changed_entry';
import { askGit } from './git_process';
import type { LeftOutFiles } from './left_out';
import type { IndexEntry } from './own_index';
import type { Repository } from './open_repository';
import { bytesOf, shownPath } from './tree_path';

export interface SubmodulesFound {
  /** those that differ from HEAD */
  readonly submodules: readonly Submodule[];
  /** the commits that are checked out in them */
  readonly entries: readonly IndexEntry[];
}

/** What is checked out in the submodules that changed; those with changes of their own are added to `leftOut`. */
export async function readSubmodules(
  repository: Repository, changed: readonly ChangedEntry[], leftOut: LeftOutFiles, signal?: AbortSignal,
): Promise<SubmodulesFound> {
  const submodules: Submodule[] = [];
  const entries: IndexEntry[] = [];
  for (const { path, diskMode, headId, dirty } of changed) {
    const folder = join(repository.root, bytesOf(path).toString());
    if (diskMode !== GITLINK || !existsSync(join(folder, '.git'))) continue;
    const { status, output } = await askGit({ ...repository, root: folder, environment: {} }, ['rev-parse', '--verify', '--quiet', 'HEAD'], { signal });
    const commit = status === 0 ? output.toString().trim() : null;
    if (commit !== null) entries.push({ path, mode: GITLINK, id: commit });
    if (dirty) leftOut.add(path, 'submodule');
    if (dirty || commit !== headId) submodules.push({ path: shownPath(path), commit, dirty });
  }
  return { submodules, entries };
}
