import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parsePython } from '../syntax/parse';
import { publicNames } from './public_names';

/** A module that stands beside a notebook. */
export interface LocalModule {
  /** its file, a package's `__init__.py`, or the folder of a package without one */
  readonly file: string;
  /** what `from module import *` binds, as far as its own text tells; null where only running it would */
  readonly names: readonly string[] | null;
  /** modules from elsewhere whose star imports it repeats: what they bind, it binds too */
  readonly stars: readonly string[];
}

/**
 * Finds a module in a folder, and reads its public names without running it. Never throws.
 * @param dotted `helpers` or `package.module`
 * @returns null where there is none
 */
export function localModule(folder: string, dotted: string): LocalModule | null {
  return new LocalModules(folder).read(dotted);
}

/** Whether a folder has a module of this name, whatever is in it. */
export function isLocalModule(folder: string, dotted: string): boolean {
  return fileOf(folder, dotted) !== undefined;
}

/** Modules of one folder, each read once, since they may import each other's names in circles. */
class LocalModules {
  private readonly found = new Map<string, LocalModule | null>();

  constructor(private readonly folder: string) {}

  read(dotted: string): LocalModule | null {
    const known = this.found.get(dotted);
    if (known !== undefined) return known;
    const file = fileOf(this.folder, dotted);
    if (file === undefined) return this.keep(dotted, null);
    if (!file.endsWith('.py')) return this.keep(dotted, { file, names: [], stars: [] });
    // In a circle it has what it had bound before, which is its own at most.
    this.keep(dotted, { file, names: [], stars: [] });
    return this.keep(dotted, this.names(file, dotted));
  }

  private keep(dotted: string, module: LocalModule | null): LocalModule | null {
    this.found.set(dotted, module);
    return module;
  }

  private names(file: string, dotted: string): LocalModule {
    const parsed = parsePython(readText(file));
    const names = parsed.ok ? publicNames(parsed.module, file.endsWith('__init__.py')) : null;
    if (!names) return { file, names: null, stars: [] };
    const all = new Set(names.names);
    const stars = new Set<string>();
    for (const { level, module } of names.stars) {
      const absolute = level === 0 ? module : [...packageOf(dotted, file, level), ...(module === '' ? [] : [module])].join('.');
      const local = this.read(absolute);
      if (local && local.names === null) return { file, names: null, stars: [] };
      for (const name of local?.names ?? []) all.add(name);
      for (const star of local?.stars ?? (level === 0 ? [module] : [])) stars.add(star);
    }
    return { file, names: [...all], stars: [...stars] };
  }
}

/** A module's file; the folder of a package without one. */
function fileOf(folder: string, dotted: string): string | undefined {
  const parts = dotted.split('.');
  if (parts.some((part) => !/^[\p{XID_Start}_]\p{XID_Continue}*$/u.test(part))) return undefined;
  const path = join(folder, ...parts);
  const file = [join(path, '__init__.py'), `${path}.py`].find((candidate) => statSync(candidate, { throwIfNoEntry: false })?.isFile());
  return file ?? (hasModules(path) ? path : undefined);
}

function packageOf(dotted: string, file: string, level: number): string[] {
  const parts = dotted.split('.');
  const up = file.endsWith('__init__.py') ? level - 1 : level;
  return parts.slice(0, Math.max(0, parts.length - up));
}

/** A folder without `__init__.py` is a package too; one that holds only data is none. */
function hasModules(path: string): boolean {
  try {
    return readdirSync(path).some((name) => name.endsWith('.py'));
  } catch {
    return false;
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Python could not read it either, and would say so when it is imported.
    return '\0';
  }
}
