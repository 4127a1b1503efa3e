import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say } from './command.mjs';
import { root } from './project.mjs';

/** Runs `npm ci` unless node_modules already holds the versions of package-lock.json. */
export async function ensureNodeModules() {
  if (isInstalled()) return;
  say('installing the packages of package-lock.json with npm ci');
  await run('npm', ['ci'], { cwd: root });
}

/** npm writes what it installed into node_modules/.package-lock.json; packages for other platforms are not in there. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const wanted = packagesOf(join(root, 'package-lock.json'));
  const installed = packagesOf(record);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) => path === '' || installed[path]?.version === version || (optional && !installed[path]),
  );
}

/** @param {string} file @returns {Record<string, { version: string, optional?: boolean }>} */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}
