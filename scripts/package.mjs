// Makes the package that VS Code installs: `node scripts/package.mjs [FILE]`, by default trialbook-<version>.vsix. What goes
// into it is named in .vscodeignore.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { thirdPartyNotices } from './packaging/notices.mjs';
import { root } from './setup/project.mjs';
import { makeReady } from './setup/ready.mjs';

const PLATFORMS = ['linux', 'linuxmusl', 'darwin', 'win32'].flatMap((system) => [`${system}-x64`, `${system}-arm64`]);

/** The licences of what is bundled, which ask to go with it. */
const NOTICES = 'dist/ThirdPartyNotices.txt';

/** Without these the extension would start and not work. */
const NEEDED = [
  ...['package.json', 'README.md', 'LICENSE', 'dist/extension.js', 'dist/worker.js', 'dist/cli.js', 'dist/webview/codicon.ttf', NOTICES],
  ...['run', 'comparison'].map((page) => `dist/webview/${page}.js`),
  ...['pipeline', 'storing', 'generators', 'reporting', 'report', 'caching', 'ingredients', 'process', 'tracing', 'tracking', 'ask', 'check/probe'].map((name) => `python/pipeline/${name}.py`),
  ...['python/trialbook/__init__.py', 'examples/spirals.py', 'node_modules/better-sqlite3/lib/index.js'],
  ...PLATFORMS.map((platform) => `node_modules/better-sqlite3/prebuilds/${platform}.node`),
];

/** What a slip in .vscodeignore would let in. */
const UNWANTED = /(^|\/)(\.[^/]*|__pycache__|src|test|scripts|bench|\.scratch)\/|\.map$|\.vsix$|^node_modules\/(?!better-sqlite3\/(package\.json|LICENSE|lib\/|prebuilds\/))/;

/**
 * Builds for production and packs the result.
 * @param {string} vsix where the package goes
 * @throws Error that lists the files, when the package would hold what it should not or lack what it needs.
 */
export async function makePackage(vsix) {
  const { buildOnce } = await import('./build.mjs');
  const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
  const sources = await buildOnce({ production: true });
  writeFileSync(join(root, NOTICES), thirdPartyNotices(sources));
  const files = await listFiles({ cwd: root, packageManager: PackageManager.Npm });
  const problems = [
    ...files.filter((file) => UNWANTED.test(file)).map((file) => `may not be in it: ${file}`),
    ...NEEDED.filter((file) => !files.includes(file)).map((file) => `lacks: ${file}`),
  ];
  if (problems.length > 0) throw new Error(`The package is wrong; see .vscodeignore.\n${problems.join('\n')}`);
  mkdirSync(dirname(vsix), { recursive: true });
  await createVSIX({ cwd: root, packagePath: vsix, allowMissingRepository: true, rewriteRelativeLinks: false });
}

if (process.argv[1] && relative(process.argv[1], import.meta.filename) === '') {
  await makeReady();
  const { name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  await makePackage(resolve(process.argv[2] ?? join(root, `${name}-${version}.vsix`)));
}
