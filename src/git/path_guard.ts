import { lstat } from 'node:fs/promises';
import { TrialbookError } from '../core/errors';
import { bytesOf, placeOf, shownPath, treePath, type TreePath } from './tree_path';

/** Characters that Apple's file system takes no notice of in a name. */
const IGNORED = /[\u200c-\u200f\u202a-\u202e\u206a-\u206f\ufeff]/g;
/** What Windows takes for `.git`: dots and spaces behind it, a stream of it, its short name. */
const GIT_FOLDER = /^(\.git|git~\d+)[. ]*(:.*)?$/i;
const STORE_FOLDER = /^\.trialbook[. ]*(:.*)?$/i;
/** Names that Windows does not take for names of files. */
const NOT_ON_WINDOWS = /[\\:*?"<>|\x00-\x1f]|[. ]$|^(con|prn|aux|nul|com\d|lpt\d)(\..*)?$/i;

/**
 * Throws `path-outside` for a path that is not the name of a file below a work tree's top on every system: absolute, with `..`, into
 * `.git` or `.trialbook` however they are written. It says nothing about what is on disk.
 */
export function checkPath(path: TreePath, platform: NodeJS.Platform = process.platform): void {
  const parts = bytesOf(path).toString().split('/');
  const bad = parts.some((part) => {
    const name = part.replace(IGNORED, '');
    if (name === '' || name === '.' || name === '..' || name.includes('\0')) return true;
    if (GIT_FOLDER.test(name) || STORE_FOLDER.test(name)) return true;
    return platform === 'win32' && NOT_ON_WINDOWS.test(part);
  });
  if (bad) throw new TrialbookError('path-outside', `${shownPath(path)} is no file of the work tree, so nothing was written.`, { path: shownPath(path) });
}

/**
 * Throws `path-outside` where a folder on the way to a file is a symbolic link, which leads elsewhere, and `path-blocked` where it is a file.
 */
export async function checkFolders(root: string, path: TreePath): Promise<void> {
  for (let slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
    const folder = treePath(Buffer.from(path.slice(0, slash), 'latin1'));
    const found = await lstatOrNull(placeOf(root, folder));
    if (found === null) return;
    if (found.isSymbolicLink()) {
      const message = `${shownPath(folder)} is a symbolic link now, so ${shownPath(path)} would be written elsewhere. Move the link away first.`;
      throw new TrialbookError('path-outside', message, { path: shownPath(path) });
    }
    if (!found.isDirectory()) {
      throw new TrialbookError('path-blocked', `${shownPath(folder)} is a file now, where ${shownPath(path)} needs a folder. Move it away first.`, { path: shownPath(path) });
    }
  }
}

/** What is at a place, links not followed; null where nothing is. */
export async function lstatOrNull(place: string | Buffer) {
  try {
    return await lstat(place);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return null;
    throw error;
  }
}
