// Makes the package that VS Code installs: `node scripts/package.mjs [FILE]`, by default trialbook-<version>.vsix.
// It is put together in a folder of its own, so that it holds what is named here and nothing else.
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join, relative, resolve } from 'node:path';
import { ensureNodeModules } from './setup/node_modules.mjs';
import { root } from './setup/project.mjs';
import { continueUnderProjectNode } from './setup/project_node.mjs';

/** What is copied as it is. */
const CONTENTS = ['README.md', 'CHANGELOG.md', 'LICENSE', 'media', 'python/trialbook', 'examples'];

/** Left behind by running or building things. */
const LEFTOVERS = /^(__pycache__|\.trialbook|\.ipynb_checkpoints|\.venv|.*\.pyc|.*\.map)$/;

/** The one package that cannot be bundled, because of its binaries; its C sources are not needed. */
const NATIVE = ['package.json', 'LICENSE', 'lib', 'prebuilds'].map((name) => `better-sqlite3/${name}`);

/** Every file of the package matches one of these. */
const ALLOWED = [
  /^(package\.json|README\.md|CHANGELOG\.md|LICENSE)$/,
  /^dist\/(extension|worker|cli)\.js$/,
  /^dist\/webview\/[\w-]+\.(js|css|ttf)$/,
  /^dist\/[\w-]+\.wasm$/,
  /^dist\/node_modules\/better-sqlite3\/(package\.json|LICENSE|lib\/.+\.js)$/,
  /^dist\/node_modules\/better-sqlite3\/prebuilds\/(linux|linuxmusl|darwin|win32)-(x64|arm64)\.node$/,
  /^media\/.+\.(svg|png|md)$/,
  /^python\/trialbook\/.+\.(py|typed)$/,
  /^examples\/.+\.(py|ipynb|md|txt|csv|gitignore)$/,
];

/** Without these the extension would start and not work. */
const NEEDED = [
  'dist/extension.js',
  'dist/worker.js',
  'dist/cli.js',
  'dist/webview/codicon.ttf',
  'python/trialbook/__init__.py',
  ...['linux-x64', 'linux-arm64', 'linuxmusl-x64', 'linuxmusl-arm64', 'darwin-x64', 'darwin-arm64', 'win32-x64', 'win32-arm64'].map(
    (platform) => `dist/node_modules/better-sqlite3/prebuilds/${platform}.node`,
  ),
];

/**
 * Builds for production and packs the result.
 * @param {string} vsix where the package goes
 * @throws Error that lists the files, when the package would hold what it should not or lack what it needs.
 */
export async function makePackage(vsix) {
  const { buildOnce } = await import('./build.mjs');
  const { createVSIX, listFiles, PackageManager } = await import('@vscode/vsce');
  const stage = join(root, '.scratch', `package-${process.pid}`);
  try {
    fill(stage);
    await buildOnce({ production: true, dist: join(stage, 'dist') });
    addNativePackage(join(stage, 'dist', 'node_modules'));
    const files = await listFiles({ cwd: stage, packageManager: PackageManager.None });
    const problems = [
      ...files.filter((file) => !ALLOWED.some((pattern) => pattern.test(file))).map((file) => `may not be in it: ${file}`),
      ...NEEDED.filter((file) => !files.includes(file)).map((file) => `lacks: ${file}`),
    ];
    if (problems.length > 0) throw new Error(`The package is wrong.\n${problems.join('\n')}`);
    mkdirSync(join(vsix, '..'), { recursive: true });
    await createVSIX({ cwd: stage, packagePath: vsix, dependencies: false, allowMissingRepository: true, rewriteRelativeLinks: false });
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

/** @param {string} stage */
function fill(stage) {
  rmSync(stage, { recursive: true, force: true });
  mkdirSync(stage, { recursive: true });
  for (const path of CONTENTS) {
    cpSync(join(root, path), join(stage, path), { recursive: true, filter: (source) => !LEFTOVERS.test(basename(source)) });
  }
  writeFileSync(join(stage, 'package.json'), JSON.stringify(publishedManifest(), null, 2));
  // Everything in this folder is meant to be in the package, which an empty list of exceptions tells the packer.
  writeFileSync(join(stage, '.vscodeignore'), '');
}

/** @param {string} target */
function addNativePackage(target) {
  for (const path of NATIVE) cpSync(join(root, 'node_modules', path), join(target, path), { recursive: true });
}

/** The manifest without what only developing needs; the dependencies are in the package already. */
function publishedManifest() {
  const { scripts, devDependencies, dependencies, private: unpublished, ...manifest } = readManifest();
  return manifest;
}

/** @returns {Record<string, unknown>} */
function readManifest() {
  return JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
}

if (process.argv[1] && relative(process.argv[1], import.meta.filename) === '') {
  await ensureNodeModules();
  await continueUnderProjectNode();
  const { name, version } = readManifest();
  await makePackage(resolve(process.argv[2] ?? join(root, `${String(name)}-${String(version)}.vsix`)));
}
