import { type ChangedEntry, GITLINK, NOTHING } from './changed_entry';
import { type FileState, readFileStates } from './file_state';
import type { GitSettings } from './git_settings';
import type { LeftOutFiles } from './left_out';
import { isSecretFile } from './secret_files';
import { isSourceFile } from './source_files';
import type { TreePath } from './tree_path';
import type { UnwatchedEntry, WorkTreeState } from './work_tree_state';

/** Files that a snapshot takes at the most; and how many times larger a file may be where git follows it. */
const MAX_FILES = 20_000;
const TRACKED_FACTOR = 10;

/** A file or link whose content is to be taken. */
export interface PlannedFile {
  readonly path: TreePath;
  /** as a tree has it */
  readonly mode: string;
  /** as it was before the content is read */
  readonly seen: FileState;
  readonly tracked: boolean;
}

export interface SnapshotPlan {
  /** what there is room for: files that git follows first, then those that people write, the smaller before the larger */
  readonly files: readonly PlannedFile[];
  /** paths that HEAD may have and the work tree has not */
  readonly gone: readonly TreePath[];
}

/** Which files of a work tree a snapshot takes, by docs/git.md; the others are added to `leftOut`. Submodules are not looked at. */
export async function planSnapshot(
  root: string, state: WorkTreeState, settings: GitSettings, leftOut: LeftOutFiles, signal?: AbortSignal,
): Promise<SnapshotPlan> {
  const plan = new Plan(settings, leftOut);
  const changed = state.changed.filter(({ diskMode }) => diskMode !== GITLINK);
  const untracked = state.untracked.filter((path) => !path.endsWith('/'));
  const look = (paths: readonly TreePath[]) => readFileStates(root, paths, signal);
  const [changedStates, unwatchedStates, untrackedStates] = [
    await look(changed.map(({ path }) => path)),
    await look(state.unwatched.map(({ path }) => path)),
    await look(untracked),
  ];
  const isBeyondLink = await beyondLinks(root, [...changed, ...state.unwatched].map(({ path }) => path), signal);

  const others = new Set(untracked);
  for (const [index, entry] of changed.entries()) {
    // Out of the index alone: on disk it may still be. Where it is not ignored, it comes as an untracked one.
    const elsewhere = entry.diskMode === NOTHING && (others.has(entry.path) || isBeyondLink(entry.path));
    plan.addChanged(entry, entry.gone || elsewhere ? null : changedStates[index]!);
  }
  for (const [index, entry] of state.unwatched.entries()) plan.addUnwatched(entry, isBeyondLink(entry.path) ? null : unwatchedStates[index]!);
  for (const path of state.untracked) if (path.endsWith('/')) leftOut.add(path.slice(0, -1) as TreePath, 'repository');
  for (const [index, path] of untracked.entries()) plan.addUntracked(path, untrackedStates[index]!);
  return { files: plan.chosen(), gone: plan.gone };
}

class Plan {
  readonly gone: TreePath[] = [];
  private readonly offered = new Map<TreePath, PlannedFile>();

  constructor(
    private readonly settings: GitSettings,
    private readonly leftOut: LeftOutFiles,
  ) {}

  addChanged({ path, headMode, diskMode }: ChangedEntry, seen: FileState | null): void {
    if (seen === null || seen.kind === 'folder') this.gone.push(path);
    else this.offer(path, seen, true, diskMode !== NOTHING ? diskMode : this.modeIfNotOnDisk(headMode));
  }

  addUnwatched({ path, mode, expected }: UnwatchedEntry, seen: FileState | null): void {
    if (seen !== null && seen.kind !== 'folder') this.offer(path, seen, true, this.modeIfNotOnDisk(mode));
    else if (expected) this.gone.push(path);
  }

  addUntracked(path: TreePath, seen: FileState | null): void {
    if (seen === null) this.leftOut.add(path, 'vanished');
    else this.offer(path, seen, false, this.modeIfNotOnDisk('100644'));
  }

  chosen(): PlannedFile[] {
    const ordered = [...this.offered.values()]
      .map((file) => ({ file, rank: file.tracked ? 0 : isSourceFile(file.path) ? 1 : 2 }))
      .sort((a, b) => a.rank - b.rank || a.file.seen.size - b.file.seen.size || (a.file.path < b.file.path ? -1 : 1));
    const taken: PlannedFile[] = [];
    let room = this.settings.maxTotalSize;
    for (const { file } of ordered) {
      if (file.seen.size > room || taken.length === MAX_FILES) {
        this.leftOut.add(file.path, 'total', file.seen.size);
        continue;
      }
      room -= file.seen.size;
      taken.push(file);
    }
    return taken;
  }

  /** @param mode what git takes it for; null: what it is on disk */
  private offer(path: TreePath, seen: FileState, tracked: boolean, mode: string | null): void {
    if (seen.kind === 'special' || seen.kind === 'folder') this.leftOut.add(path, 'special');
    else if (isSecretFile(path)) this.leftOut.add(path, 'secret', seen.size);
    else if (seen.size > this.settings.maxFileSize * (tracked ? TRACKED_FACTOR : 1)) this.leftOut.add(path, 'size', seen.size);
    else this.offered.set(path, { path, mode: treeMode(seen, mode), seen, tracked });
  }

  private modeIfNotOnDisk(mode: string): string | null {
    return this.settings.executableBits ? null : mode;
  }
}

function treeMode(seen: FileState, known: string | null): string {
  if (seen.kind === 'link') return '120000';
  // Where the disk has no links, git keeps them as files, and knows.
  if (known !== null && ['100644', '100755', '120000'].includes(known)) return known;
  return seen.executable ? '100755' : '100644';
}

/** Tells of a path whether a folder on the way is a link, so that what is there is another file. */
async function beyondLinks(root: string, paths: readonly TreePath[], signal?: AbortSignal): Promise<(path: TreePath) => boolean> {
  const folders = [...new Set(paths.flatMap(foldersOf))];
  const states = await readFileStates(root, folders, signal);
  const links = new Set(folders.filter((_, index) => states[index]?.kind === 'link'));
  return (path) => foldersOf(path).some((folder) => links.has(folder));
}

function foldersOf(path: TreePath): TreePath[] {
  return [...path.matchAll(/\//g)].map(({ index }) => path.slice(0, index) as TreePath);
}
