import { isAbsolute, posix, relative, resolve, sep } from 'node:path';

/**
 * A file as queries name it: its path relative to the folder that holds the store, `/` between its parts; absolute where it is elsewhere.
 * @param folder that holds `.trialbook`
 */
export function usedFile(folder: string, path: string): string {
  if (!isAbsolute(path)) return posix.normalize(path.split(sep).join('/'));
  const below = relative(folder, resolve(path));
  const outside = below === '' || below === '..' || below.startsWith(`..${sep}`) || isAbsolute(below);
  return (outside ? resolve(path) : below).split(sep).join('/');
}
