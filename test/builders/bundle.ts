import { mkdirSync, renameSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** Bundles a TypeScript file for a process or thread of its own, and returns the path of what Node can run. */
export async function bundle(entry: string): Promise<string> {
  // Below node_modules, so that packages which can't be bundled are found.
  const folder = join(root, 'node_modules', '.cache', 'trialbook-tests');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${basename(entry, '.ts')}.cjs`);
  const unfinished = `${outfile}.${process.pid}`;
  await build({
    entryPoints: [join(root, entry)], outfile: unfinished, bundle: true, platform: 'node', format: 'cjs', external: ['better-sqlite3'], logLevel: 'error',
  });
  // Tests that run beside this one may be starting the same program.
  renameSync(unfinished, outfile);
  return outfile;
}
