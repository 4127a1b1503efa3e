import { isAbsolute, relative, sep } from 'node:path';

/** Whether a path is a folder or below it, by their names alone. Both are absolute. */
export function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return !isAbsolute(way) && way.split(sep)[0] !== '..';
}
