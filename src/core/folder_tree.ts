import { compareNames } from './ordering';

/** What a folder holds: paths, each list by name. */
export interface FolderContent {
  readonly folders: readonly string[];
  readonly files: readonly string[];
}

/**
 * Files by the folders they are in; the top is `''`.
 * @param paths `/` between their parts
 */
export function folderTree(paths: Iterable<string>): ReadonlyMap<string, FolderContent> {
  const folders = new Map([['', { folders: new Set<string>(), files: new Set<string>() }]]);
  const contentOf = (path: string): { folders: Set<string>; files: Set<string> } => {
    const known = folders.get(path);
    if (known) return known;
    const made = { folders: new Set<string>(), files: new Set<string>() };
    folders.set(path, made);
    contentOf(folderOf(path)).folders.add(path);
    return made;
  };
  for (const path of paths) contentOf(folderOf(path)).files.add(path);
  return new Map([...folders].map(([path, content]) => [path, { folders: [...content.folders].sort(compareNames), files: [...content.files].sort(compareNames) }]));
}

/** `''` for what is at the top. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(path.lastIndexOf('/'), 0));
}
