import { join } from 'node:path';

if (import.meta.dirname === undefined) {
  console.error(`Node 20.11 or newer is needed to begin with; this is ${process.version}.`);
  process.exit(1);
}

/** The top folder of the project. */
export const root = join(import.meta.dirname, '..', '..');

/** The Node the project is tested with, which the npm package `node` brings. */
export const projectNode = join(root, 'node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
