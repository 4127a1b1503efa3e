import { dirname, isAbsolute, relative, sep } from 'node:path';
import { quoted } from '../core/query/quoted';

/**
 * The query for runs that used a file. Where there is but one store and the file is beside or below it, the path is as a person would write it.
 * @param storeDirs `.trialbook` folders of the window
 */
export function fileQuery(path: string, storeDirs: readonly string[]): string {
  const [only, ...others] = storeDirs;
  const below = only === undefined || others.length > 0 ? '' : relative(dirname(only), path);
  const inside = below !== '' && below !== '..' && !below.startsWith(`..${sep}`) && !isAbsolute(below);
  return `file = ${quoted(inside ? below.split(sep).join('/') : path)}`;
}
