import { existsSync, mkdirSync, statSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { STORE_FOLDER } from '../find_stores';

/**
 * The store for what runs in a folder, as the Python client finds it: the one that `TRIALBOOK_DIR` names, else the nearest one
 * upwards (never the home folder's), else one at the git work tree's top or in the folder, which need not be there yet.
 */
export function storeFolderFor(folder: string, named = process.env['TRIALBOOK_DIR']): string {
  if (named) return named;
  const home = homedir();
  const upwards = [...foldersUpwards(folder)];
  const found = upwards.find((at) => at !== home && isFolder(join(at, STORE_FOLDER)));
  const top = found ?? upwards.find((at) => existsSync(join(at, '.git'))) ?? folder;
  return join(top, STORE_FOLDER);
}

/** Makes a store's folder, which git is to leave alone, unless it is there. Throws what the file system throws. */
export function makeStoreFolder(dir: string): void {
  if (isFolder(dir)) return;
  mkdirSync(dir, { recursive: true });
  writeFileSync(join(dir, '.gitignore'), '*\n', { flag: 'wx' });
}

function* foldersUpwards(folder: string): Generator<string> {
  for (let at = folder; ; at = dirname(at)) {
    yield at;
    if (at === dirname(at)) return;
  }
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
