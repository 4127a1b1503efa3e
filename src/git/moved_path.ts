import { isAbsolute, join, relative, sep } from 'node:path';

/** Where a path in one work tree is in another of the same repository; null for one that is elsewhere, or that is not absolute. */
export function movedPath(path: string, from: string, to: string): string | null {
  if (!isAbsolute(path)) return null;
  const way = relative(from, path);
  if (isAbsolute(way) || way.split(sep)[0] === '..') return null;
  return join(to, way);
}
