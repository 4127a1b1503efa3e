import { mkdirSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build } from 'esbuild';

const root = join(import.meta.dirname, '..', '..');

/** Bundles a TypeScript file for a process or thread of its own, and returns the path of what Node can run. */
export async function bundle(entry: string): Promise<string> {
  // Below node_modules, so that packages which can't be bundled are found.
  const outdir = join(root, 'node_modules', '.cache', 'trialbook-tests', String(process.pid));
  mkdirSync(outdir, { recursive: true });
  process.once('exit', () => rmSync(outdir, { recursive: true, force: true }));
  const outfile = join(outdir, `${basename(entry, '.ts')}.cjs`);
  await build({ entryPoints: [join(root, entry)], outfile, bundle: true, platform: 'node', format: 'cjs', external: ['better-sqlite3'], logLevel: 'error' });
  return outfile;
}
