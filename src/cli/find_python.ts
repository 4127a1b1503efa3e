import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const ON_WINDOWS = process.platform === 'win32';

/**
 * The Python of a project: that of a `.venv` or `venv` in one of the folders, else the first on PATH. Undefined where there is none.
 * Nothing is started.
 * @param folders in the order in which they are looked into
 */
export function findPython(folders: readonly string[], env: Readonly<Record<string, string | undefined>>): string | undefined {
  const inEnvironment = ON_WINDOWS ? ['Scripts', 'python.exe'] : ['bin', 'python'];
  const environments = folders.flatMap((folder) => ['.venv', 'venv'].map((name) => join(folder, name, ...inEnvironment)));
  const onPath = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  const names = ON_WINDOWS ? ['python.exe'] : ['python3', 'python'];
  return [...environments, ...names.flatMap((name) => onPath.map((folder) => join(folder, name)))].find((path) => existsSync(path));
}
