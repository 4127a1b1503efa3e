import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { TrialbookError } from '../core/errors';

const NAME = '.trialbook';

export interface StorePlace {
  /** `--dir`: the `.trialbook` folder, or a folder in or below whose project it is */
  readonly dir: string | undefined;
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/**
 * The `.trialbook` folder that is meant, absolute: named by `--dir`, else by `TRIALBOOK_DIR`, else the nearest one upwards;
 * never the home folder's, which would take in every project. Throws `store-not-found`.
 */
export function findStore({ dir, cwd, env }: StorePlace): string {
  if (dir !== undefined) {
    const named = resolve(cwd, dir);
    const found = basename(named) === NAME && isFolder(named) ? named : nearestUpwards(named);
    if (found === null) throw new TrialbookError('store-not-found', `no .trialbook folder in ${named} or above it`);
    return found;
  }
  if (env.TRIALBOOK_DIR) {
    const named = resolve(cwd, env.TRIALBOOK_DIR);
    if (!isFolder(named)) throw new TrialbookError('store-not-found', `TRIALBOOK_DIR names ${named}, which is no folder`);
    // Only looked at, a project must not become a store.
    if (basename(named) !== NAME && isFolder(join(named, NAME)) && !holdsStore(named)) {
      throw new TrialbookError('store-not-found', `TRIALBOOK_DIR names ${named}, which holds no store; ${join(named, NAME)} does`);
    }
    return named;
  }
  const found = nearestUpwards(cwd);
  if (found !== null) return found;
  throw new TrialbookError('store-not-found', `no .trialbook folder in ${cwd} or above it; it is made by the first run, or name one with --dir`);
}

function nearestUpwards(folder: string): string | null {
  const home = homedir();
  for (let at = folder; ; at = dirname(at)) {
    const candidate = join(at, NAME);
    if (at !== home && isFolder(candidate)) return candidate;
    if (at === dirname(at)) return null;
  }
}

function holdsStore(folder: string): boolean {
  return existsSync(join(folder, 'trialbook.db')) || isFolder(join(folder, 'journal'));
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
