import { walk } from '../syntax/children';
import type { ExecutedCell } from './executed_cell';

/** By variable: the top-level modules that imports, anywhere among the cells, bind it to something of. */
export function importedNames(cells: readonly ExecutedCell[]): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const note = (name: string, module: string): void => {
    const modules = found.get(name);
    if (modules) modules.add(module);
    else found.set(name, new Set([module]));
  };
  for (const { parsed } of cells) {
    if (!parsed?.parsed.ok || !parsed.parsed.source.text.includes('import')) continue;
    for (const node of walk(parsed.parsed.module)) {
      if (node.nodeType === 'Import') for (const { name, asname } of node.names) note(asname ?? topOf(name), topOf(name));
      if (node.nodeType === 'ImportFrom' && node.level === 0 && node.module) for (const { name, asname } of node.names) note(asname ?? name, topOf(node.module));
    }
  }
  return found;
}

/** Modules of which all names are imported, by a cell's own statements. */
export function starModules({ parsed }: ExecutedCell): string[] {
  if (!parsed?.parsed.ok || !parsed.parsed.source.text.includes('*')) return [];
  return [...walk(parsed.parsed.module)].flatMap((node) => (node.nodeType === 'ImportFrom' && node.module && node.names.some(({ name }) => name === '*') ? [node.module] : []));
}

/** Packages of which a part is imported by `import package.part`, which is there through the package's name from then on. */
export function packagesInParts(cells: readonly ExecutedCell[]): ReadonlySet<string> {
  const found = new Set<string>();
  for (const { parsed } of cells) {
    if (!parsed?.parsed.ok) continue;
    for (const node of parsed.parsed.body) if (node.nodeType === 'Import') for (const { name, asname } of node.names) if (asname === undefined && name.includes('.')) found.add(topOf(name));
  }
  return found;
}

function topOf(module: string): string {
  return module.split('.', 1)[0] ?? module;
}
