import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { root } from '../scripts/setup/project.mjs';
import { jsonOf } from './command.mts';

/** Below node_modules, so that packages which can't be bundled are found. */
const cache = join(root, 'node_modules', '.cache', 'trialbook-bench', String(process.pid));
process.once('exit', () => rmSync(cache, { recursive: true, force: true }));

/** The store's thread, bundled as it is published. */
export function bundledWorker(): Promise<string> {
  return bundled('src/worker.ts');
}

/**
 * Runs a TypeScript program in a Node of its own, so that no round finds what another has left in memory.
 * @returns what it prints, which is JSON
 */
export async function inNode<T>(entry: string, args: readonly string[]): Promise<T> {
  return jsonOf<T>(process.execPath, [await bundled(entry), ...args]);
}

async function bundled(entry: string): Promise<string> {
  mkdirSync(cache, { recursive: true });
  const outfile = join(cache, `${basename(entry, '.ts')}.cjs`);
  await build({
    ...{ entryPoints: [join(root, entry)], outfile, bundle: true, minify: true, platform: 'node', format: 'cjs', target: 'node22' },
    ...{ external: ['better-sqlite3'], logLevel: 'error' },
  });
  return outfile;
}
