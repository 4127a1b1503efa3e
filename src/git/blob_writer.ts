import { constants } from 'node:fs';
import { access, readlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { askGit } from './git_process';
import type { Repository } from './open_repository';
import { gitError } from './safe_git';
import { bytesOf, placeOf, treePath, type TreePath } from './tree_path';

export interface FileToWrite {
  readonly path: TreePath;
  readonly kind: 'file' | 'link';
}

/** What git says when the file is at fault and not the place where it writes. */
const FILE_AT_FAULT = /could not open|(short read|read error) while indexing/;

/** Most of the time goes into making files, which several processes do at once; for fewer files than this, one is started sooner. */
const FILES_EACH = 500;
const MOST_PROCESSES = 4;

/**
 * Writes files of the work tree into the repository's objects, byte for byte, links as their targets; those that are there already are
 * not written again. Returns the blobs' ids in the order of `files`, null for each that could not be read.
 * @param temporary an empty folder
 * Throws `git-failed` where the objects can't be written.
 */
export async function writeBlobs(repository: Repository, files: readonly FileToWrite[], temporary: string, signal?: AbortSignal): Promise<(string | null)[]> {
  const names = await Promise.all(files.map(async (file, index) => (file.kind === 'link' ? targetFile(repository, file, join(temporary, `link-${index}`)) : file.path)));
  const parts = Math.min(MOST_PROCESSES, Math.ceil(files.length / FILES_EACH));
  const each = Math.ceil(files.length / parts);
  const ids = await Promise.all(
    Array.from({ length: parts }, (_, part) => writePart(repository, files.slice(part * each, (part + 1) * each), names.slice(part * each, (part + 1) * each), signal)),
  );
  return ids.flat();
}

/** @param names what git is to read for each file; null: nothing */
async function writePart(
  repository: Repository, files: readonly FileToWrite[], names: readonly (TreePath | null)[], signal?: AbortSignal,
): Promise<(string | null)[]> {
  const ids: (string | null)[] = [];
  let unreadable = new Set<number>();
  while (ids.length < files.length) {
    const from = ids.length;
    const rest = names.slice(from).map((name, index) => (unreadable.has(from + index) ? null : name));
    const readable = rest.filter((name) => name !== null);
    const input = Buffer.concat(readable.map(lineOf));
    const { status, output, said } = await askGit(repository, ['hash-object', '-w', '--no-filters', '--stdin-paths'], { input, signal });
    if (status !== 0 && !FILE_AT_FAULT.test(said)) throw gitError(said);
    const written = output.toString().split('\n').slice(0, -1);
    for (const name of rest) {
      if (name === null) ids.push(null);
      else if (written.length > 0) ids.push(written.shift()!);
      else break;
    }
    if (status === 0) continue;
    // Git ends at the first file that it can't read. There may be thousands, so the others are looked at before it starts again.
    ids.push(null);
    unreadable = new Set(await unreadableFrom(repository, files, ids.length));
  }
  return ids;
}

async function unreadableFrom(repository: Repository, files: readonly FileToWrite[], from: number): Promise<number[]> {
  const found: number[] = [];
  for (let index = from; index < files.length; index++) {
    const { kind, path } = files[index]!;
    if (kind === 'file' && !(await isReadable(placeOf(repository.root, path)))) found.push(index);
  }
  return found;
}

function isReadable(path: string | Buffer): Promise<boolean> {
  return access(path, constants.R_OK).then(() => true, () => false);
}

/** Git would read what a link leads to; so the target is written to a file, and that is read. null where the link is gone. */
async function targetFile(repository: Repository, { path }: FileToWrite, file: string): Promise<TreePath | null> {
  try {
    await writeFile(file, await readlink(placeOf(repository.root, path), { encoding: 'buffer' }));
    return treePath(Buffer.from(file));
  } catch {
    return null;
  }
}

/** One line of input, quoted as git reads it where the name could be taken for a quoted one or for two lines. */
function lineOf(path: TreePath): Buffer {
  const bytes = bytesOf(path);
  if (!/\n|^"|\r$/.test(path)) return Buffer.concat([bytes, Buffer.from('\n')]);
  const quoted = path.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n').replaceAll('\r', '\\r');
  return Buffer.from(`"${quoted}"\n`, 'latin1');
}
