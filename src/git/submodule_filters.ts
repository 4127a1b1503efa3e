import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Repository } from './open_repository';

const FILTER = /^\s*\[filter "((?:[^"\\]|\\.)+)"\]/gim;
const NO_MODULES = new Set(['objects', 'refs', 'logs', 'hooks', 'info', 'lfs', 'annex', 'worktrees']);

/** Names of the filters that the submodules' own configurations have: a status of the whole asks for theirs too. */
export async function filtersInside(repository: Repository): Promise<string[]> {
  if (!existsSync(join(repository.root, '.gitmodules'))) return [];
  return filtersBelow(join(repository.commonDir, 'modules'));
}

async function filtersBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const found: string[] = [];
  for (const entry of entries) {
    const path = join(folder, entry.name);
    if (entry.isDirectory() && !NO_MODULES.has(entry.name)) found.push(...(await filtersBelow(path)));
    if (entry.isFile() && entry.name === 'config') {
      const text = await readFile(path, 'utf8').catch(() => '');
      found.push(...Array.from(text.matchAll(FILTER), ([, name]) => name!.replaceAll(/\\(.)/g, '$1')));
    }
  }
  return found;
}
