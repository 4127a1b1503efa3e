import { opendir, realpath, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** The folder in which a store lives, beside the code it belongs to. */
export const STORE_FOLDER = '.trialbook';

export interface SearchLimits {
  /** how many levels below the folder */
  readonly depth: number;
  /** how many folders are read in all */
  readonly folders: number;
  /** how many entries of one folder are looked at */
  readonly entries: number;
}

export const SEARCH_LIMITS: SearchLimits = { depth: 6, folders: 5000, entries: 2000 };

export interface FoundStores {
  /** absolute `.trialbook` folders: the nearest one above first, then those below, the shallow ones first */
  readonly dirs: readonly string[];
  /** false when the limits ended the search */
  readonly complete: boolean;
}

/**
 * The stores that belong to a folder: the nearest one upwards, as the Python client looks for it, and those below.
 * Folders that hold no work of the person's (packages, virtual environments, hidden ones) are not entered, links not followed.
 */
export async function findStores(folder: string, limits = SEARCH_LIMITS): Promise<FoundStores> {
  const above = await storeAbove(folder);
  const below = await storesBelow(folder, limits);
  const dirs = new Map<string, string>();
  for (const dir of [...(above ? [above] : []), ...below.dirs]) {
    const real = await realpath(dir).catch(() => dir);
    if (!dirs.has(real)) dirs.set(real, dir);
  }
  return { dirs: [...dirs.values()], complete: below.complete };
}

/** True for a folder that can be a store; one without anything in it is about to be filled. */
export async function isStore(dir: string): Promise<boolean> {
  return stat(dir).then((found) => found.isDirectory(), () => false);
}

async function storeAbove(folder: string): Promise<string | undefined> {
  const home = homedir();
  for (let at = folder; ; at = dirname(at)) {
    if (at !== home && (await isStore(join(at, STORE_FOLDER)))) return join(at, STORE_FOLDER);
    if (at === dirname(at)) return undefined;
  }
}

async function storesBelow(folder: string, limits: SearchLimits): Promise<FoundStores> {
  const dirs: string[] = [];
  const home = homedir();
  let level = [folder];
  let read = 0;
  for (let depth = 0; depth <= limits.depth && level.length > 0; depth++) {
    const next: string[] = [];
    for (const at of level) {
      if (read++ >= limits.folders) return { dirs, complete: false };
      const own = join(at, STORE_FOLDER);
      if (at !== home && (await isStore(own))) dirs.push(own);
      if (depth < limits.depth) next.push(...(await foldersOf(at, limits.entries)));
    }
    level = next;
  }
  return { dirs, complete: true };
}

const FOREIGN = new Set(['node_modules', '__pycache__', 'site-packages', 'mlruns', 'wandb', 'lightning_logs']);

/** Folders below that may hold the person's code; none for a virtual environment or a folder that can't be read. */
async function foldersOf(folder: string, limit: number): Promise<string[]> {
  const folders: string[] = [];
  try {
    let seen = 0;
    for await (const entry of await opendir(folder)) {
      if (entry.name === 'pyvenv.cfg') return [];
      if (++seen > limit) break;
      if (entry.isDirectory() && !entry.name.startsWith('.') && !FOREIGN.has(entry.name)) folders.push(join(folder, entry.name));
    }
  } catch {
    // A folder that can't be read, or that went meanwhile, holds nothing we could show.
  }
  return folders.sort();
}
