import { isUtf8 } from 'node:buffer';
import { join } from 'node:path';

/**
 * A path as git keeps it, relative to the work tree's top, `/` between its parts: a string with one character for each byte, because
 * names of files need not be text. Equal paths are equal strings, and their order is git's.
 */
export type TreePath = string & { readonly bytes: unique symbol };

export function treePath(bytes: Buffer): TreePath {
  return bytes.toString('latin1') as TreePath;
}

export function bytesOf(path: TreePath): Buffer {
  return Buffer.from(path, 'latin1');
}

/** For people, records and URIs: text, in which bytes that are none are written as `\xff`. */
export function shownPath(path: TreePath): string {
  const bytes = bytesOf(path);
  return isUtf8(bytes) ? bytes.toString() : escaped(bytes);
}

/** Where the file is below `root`, for Node's functions: bytes, or text on Windows, whose names are text. */
export function placeOf(root: string, path: TreePath): string | Buffer {
  if (process.platform === 'win32') return join(root, bytesOf(path).toString());
  return Buffer.concat([Buffer.from(root === '/' ? root : `${root}/`), bytesOf(path)]);
}

/** As Python's `backslashreplace` does: the characters that are text stay, each other byte becomes `\\x` and two digits. */
function escaped(bytes: Buffer): string {
  let text = '';
  for (let at = 0; at < bytes.length; ) {
    const length = [1, 2, 3, 4].find((count) => at + count <= bytes.length && isUtf8(bytes.subarray(at, at + count)));
    text += length ? bytes.toString('utf8', at, at + length) : `\\x${bytes[at]!.toString(16).padStart(2, '0')}`;
    at += length ?? 1;
  }
  return text;
}
