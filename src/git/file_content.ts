import { randomBytes } from 'node:crypto';
import { mkdir, readFile, readlink, rename, rm, rmdir, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { lstatOrNull } from './path_guard';
import { placeOf, treePath, type TreePath } from './tree_path';

/** A file as it is, or is to be, on disk. */
export interface FileContent {
  readonly kind: 'file' | 'link';
  readonly executable: boolean;
  /** of a link, its target */
  readonly bytes: Buffer;
}

export type Place = string | Buffer;

/** null where nothing is, 'other' for a folder, a device and the like. Throws what the file system says. */
export async function readContent(place: Place): Promise<FileContent | 'other' | null> {
  const found = await lstatOrNull(place);
  if (found === null) return null;
  if (found.isSymbolicLink()) return { kind: 'link', executable: false, bytes: await readlink(place, { encoding: 'buffer' }) };
  if (!found.isFile()) return 'other';
  return { kind: 'file', executable: (found.mode & 0o100) !== 0, bytes: await readFile(place) };
}

/** Writes a file whole beside the place where it shall be, in a folder that is made if need be. Returns its own place. */
export async function writeBeside(place: Place, { kind, executable, bytes }: FileContent): Promise<Place> {
  await mkdir(folderOf(place), { recursive: true });
  const beside = nameBeside(place);
  try {
    if (kind === 'link') await symlink(bytes, beside);
    else await writeFile(beside, bytes, { flag: 'wx', mode: executable ? 0o777 : 0o666 });
    return beside;
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** A name in the same folder that nothing has. */
export function nameBeside(place: Place): Place {
  const name = `.trialbook-${randomBytes(8).toString('hex')}`;
  return typeof place === 'string' ? join(dirname(place), name) : Buffer.concat([folderOf(place) as Buffer, Buffer.from(`/${name}`)]);
}

/** Writes a file in one step: at every moment there is the old one or the new one. */
export async function writeContent(place: Place, content: FileContent): Promise<void> {
  const beside = await writeBeside(place, content);
  try {
    // An empty folder stands where a submodule was.
    if ((await lstatOrNull(place))?.isDirectory()) await rmdir(place);
    await rename(beside, place);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}

/** Removes the folders above a file that are empty now, up to the work tree's top. */
export async function removeEmptyFolders(root: string, path: TreePath): Promise<void> {
  for (let slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
    try {
      await rmdir(placeOf(root, treePath(Buffer.from(path.slice(0, slash), 'latin1'))));
    } catch {
      return;
    }
  }
}

function folderOf(place: Place): Place {
  if (typeof place === 'string') return dirname(place);
  return place.subarray(0, place.lastIndexOf('/'));
}
