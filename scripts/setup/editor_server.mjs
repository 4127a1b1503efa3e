import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './project.mjs';

/** The npm package that carries VS Code's server, workbench and built-in extensions; 4.139.1 is VS Code 1.139.1. */
export const SERVER_PACKAGE = { name: 'code-server', version: '4.139.1' };

/** Where the server package is kept once fetched. */
export const serverFolder = join(root, '.vscode-test', `${SERVER_PACKAGE.name}-${SERVER_PACKAGE.version}`);

/** The program to start. */
export const serverMain = join(serverFolder, 'node_modules', SERVER_PACKAGE.name, 'lib', 'vscode', 'out', 'server-main.js');

/** True once the server package is in its folder; it is put there whole or not at all. */
export function serverIsFetched() {
  return existsSync(serverMain);
}
