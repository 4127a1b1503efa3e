// Bundles the extension, its worker, the command line and the pages into dist/, and the tests that run inside the editor
// into out/. Flags: --production (minified, no source maps), --watch, --tests.
import { chmodSync, copyFileSync, existsSync, globSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, context } from 'esbuild';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** The icons of VS Code, which pages show too. */
const CODICONS = ['codicon.css', 'codicon.ttf'].map((name) => join('node_modules', '@vscode', 'codicons', 'dist', name));

/**
 * @typedef {{ production?: boolean, tests?: boolean }} BuildOptions
 * production: minified and without source maps. tests: also the suites that run in the editor.
 */

/**
 * Builds once, and removes from dist/ and out/ what an older build left there.
 * @param {BuildOptions} options
 * @returns {Promise<Set<string>>} the files that have a part in what was built, relative to the project's folder
 */
export async function buildOnce(options) {
  const written = new Set([...copyCodicons(), ...(options.tests ? copyTestKernel() : [])]);
  const sources = new Set(CODICONS);
  for (const bundle of bundles(options)) {
    const { metafile } = await build({ ...bundle, metafile: true });
    for (const [file, { inputs }] of Object.entries(metafile.outputs)) {
      written.add(resolve(root, file));
      for (const [input, { bytesInOutput }] of Object.entries(inputs)) if (bytesInOutput > 0) sources.add(input);
    }
  }
  chmodSync(join(dist, 'cli.js'), 0o755);
  removeStale(dist, written);
  if (options.tests) removeStale(join(root, 'out'), written);
  return sources;
}

/** Builds again at each change, until the process is ended. @param {BuildOptions} options */
export async function buildAndWatch(options) {
  copyCodicons();
  for (const bundle of bundles(options)) {
    await (await context({ ...bundle, logLevel: 'info' })).watch();
  }
}

/** @param {BuildOptions} options @returns {import('esbuild').BuildOptions[]} */
function bundles({ production = false, tests = false }) {
  /** @type {import('esbuild').BuildOptions} */
  const shared = { absWorkingDir: root, bundle: true, logLevel: 'warning', minify: production, sourcemap: production ? false : 'linked' };
  /** VS Code 1.101, the oldest we run in, has Node 22 and Chromium 134. @type {import('esbuild').BuildOptions} */
  const node = { ...shared, platform: 'node', format: 'cjs', target: 'node22', external: ['vscode', 'better-sqlite3'] };
  /** @type {import('esbuild').BuildOptions[]} */
  const all = [
    { ...node, entryPoints: ['src/extension.ts', 'src/worker.ts'], outdir: dist },
    // An old Node must be able to read the command line's file, to be told on one line that it is too old.
    { ...node, entryPoints: ['src/cli.ts'], outdir: dist, target: 'node12', banner: { js: '#!/usr/bin/env node' } },
    { ...shared, entryPoints: pages(), outdir: join(dist, 'webview'), platform: 'browser', format: 'iife', target: 'chrome134' },
  ];
  if (tests) {
    const files = [...globSync('test/{host,trust}/**/{index,*.test}.ts', { cwd: root }), 'test/editor/test-kernel/extension.ts'];
    all.push({ ...node, entryPoints: files, outbase: '.', outdir: 'out', external: ['vscode', 'better-sqlite3', 'mocha'] });
  }
  return all;
}

/** Each folder of webview/ that has a main.ts is a page; styles come from the CSS it imports. */
function pages() {
  const mains = globSync('webview/*/main.ts', { cwd: root });
  return Object.fromEntries(mains.map((main) => [basename(dirname(main)), main]));
}

function copyCodicons() {
  const target = join(dist, 'webview');
  mkdirSync(target, { recursive: true });
  return CODICONS.map((icons) => {
    const copy = join(target, basename(icons));
    copyFileSync(join(root, icons), copy);
    return copy;
  });
}

/** What the test kernel has beside its program. */
function copyTestKernel() {
  const kernel = join('test', 'editor', 'test-kernel');
  mkdirSync(join(root, 'out', kernel), { recursive: true });
  return ['package.json', 'bridge.py'].map((name) => {
    const copy = join(root, 'out', kernel, name);
    copyFileSync(join(root, kernel, name), copy);
    return copy;
  });
}

/** @param {string} folder @param {Set<string>} written */
function removeStale(folder, written) {
  if (!existsSync(folder)) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile() && !written.has(file)) rmSync(file, { force: true });
  }
}

if (process.argv[1] && relative(process.argv[1], import.meta.filename) === '') {
  const { values } = parseArgs({ options: { production: { type: 'boolean' }, tests: { type: 'boolean' }, watch: { type: 'boolean' } } });
  const { watch = false, ...options } = values;
  await (watch ? buildAndWatch(options) : buildOnce(options));
}
