import { constants } from 'node:fs';
import { copyFile, link, lstat, readlink, rename, rm, symlink } from 'node:fs/promises';
import { nameBeside, removeEmptyFolders, writeBeside, type FileContent, type Place } from './file_content';
import { checkFolders, lstatOrNull } from './path_guard';
import { placeOf, type TreePath } from './tree_path';

interface Step {
  readonly path: TreePath;
  readonly place: Place;
  /** the new file, beside its place; null where it is not written yet, or the file shall go */
  prepared: Place | null;
  /** the old file's other name; null where there was none */
  kept: Place | null;
  done: boolean;
}

/**
 * Changes several files of a work tree, all or none: first every new content is written beside its place, then each takes its place in
 * one step of the file system. Until `finish` all can be taken back.
 */
export class FileSwap {
  private readonly steps: Step[] = [];

  constructor(private readonly root: string) {}

  /** Makes ready what a file shall be, null for nothing. */
  async prepare(path: TreePath, content: FileContent | null): Promise<void> {
    await checkFolders(this.root, path);
    const step: Step = { path, place: placeOf(this.root, path), prepared: null, kept: null, done: false };
    this.steps.push(step);
    if (content !== null) step.prepared = await writeBeside(step.place, content);
  }

  /** Puts all in place. */
  async apply(): Promise<void> {
    for (const step of this.steps) {
      await checkFolders(this.root, step.path);
      step.kept = await keep(step.place);
      if (step.prepared !== null) await rename(step.prepared, step.place);
      else await rm(step.place, { force: true });
      step.done = true;
    }
  }

  /** Makes everything what it was before `prepare`. */
  async takeBack(): Promise<void> {
    for (const { path, place, prepared, kept, done } of this.steps.reverse()) {
      if (done && kept !== null) await rename(kept, place);
      else if (done) await rm(place, { force: true });
      else if (kept !== null) await rm(kept, { force: true });
      if (!done && prepared !== null) await rm(prepared, { force: true });
      await removeEmptyFolders(this.root, path);
    }
  }

  /** Removes what was kept for taking back, and folders that have become empty. */
  async finish(): Promise<void> {
    for (const { path, prepared, kept } of this.steps) {
      if (kept !== null) await rm(kept, { force: true });
      if (prepared === null) await removeEmptyFolders(this.root, path);
    }
  }
}

/** Gives a file a second name, or where that can't be, a copy; null where there is none. */
async function keep(place: Place): Promise<Place | null> {
  if ((await lstatOrNull(place)) === null) return null;
  const beside = nameBeside(place);
  if ((await lstat(place)).isSymbolicLink()) {
    await symlink(await readlink(place, { encoding: 'buffer' }), beside);
    return beside;
  }
  try {
    await link(place, beside);
  } catch {
    await copyFile(place, beside, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
  return beside;
}
