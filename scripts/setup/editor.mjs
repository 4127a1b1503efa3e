import { cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { run, say } from './command.mjs';
import { SERVER_PACKAGE, serverFolder, serverIsFetched } from './editor_server.mjs';
import { browserEditor, findDesktopEditor, hasDisplay } from './find_editor.mjs';
import { root } from './project.mjs';
import { ensureSystemPackages } from './system_packages.mjs';

/**
 * The editor for suites that run in the extension host: a desktop VS Code where there is one or one can be downloaded and
 * shown, else VS Code's server in a headless browser, fetched when it is not there yet. `TRIALBOOK_EDITOR` overrides: the
 * path of a desktop's executable, or `browser`.
 * @returns {Promise<string>} the executable for `runTests`.
 */
export async function ensureEditor() {
  const desktop = findDesktopEditor();
  if (desktop) return desktop;
  if (process.env['TRIALBOOK_EDITOR'] !== 'browser' && hasDisplay() && !serverIsFetched()) {
    try {
      return await downloadAndUnzipVSCode({ version: 'stable', cachePath: join(root, '.vscode-test') });
    } catch (error) {
      say(`VS Code could not be downloaded (${String(error)}): using one in a browser`);
    }
  }
  await ensureBrowserEditor();
  return browserEditor;
}

/** VS Code's server, and a Chromium to drive. */
export async function ensureBrowserEditor() {
  await ensureSystemPackages('chromium');
  await ensureServer();
}

/** Fetches VS Code's server into .vscode-test, unless it is there. */
export async function ensureServer() {
  if (serverIsFetched()) return;
  await ensureSystemPackages('editor');
  const { name, version } = SERVER_PACKAGE;
  say(`fetching VS Code's server (${name} ${version} from npm) into .vscode-test: about three minutes, 600 MB`);
  // Native modules are compiled on the way, and their makefiles know no spaces in paths.
  const besideIt = `${serverFolder}.partial-${process.pid}`;
  const partial = /\s/.test(besideIt) ? mkdtempSync(join(tmpdir(), 'trialbook-editor-')) : besideIt;
  const forget = () => rmSync(partial, { recursive: true, force: true, maxRetries: 3 });
  process.once('exit', forget);
  try {
    mkdirSync(partial, { recursive: true });
    writeFileSync(join(partial, 'package.json'), '{ "private": true }');
    const options = ['--ignore-scripts=false', '--no-audit', '--no-fund', '--loglevel=error'];
    await run('npm', ['install', `${name}@${version}`, ...options], { cwd: partial, env: installEnvironment() });
    move(partial, serverFolder);
  } finally {
    forget();
    process.removeListener('exit', forget);
  }
}

/** @param {string} from @param {string} to a folder that is not there yet, perhaps on another disk */
function move(from, to) {
  mkdirSync(dirname(to), { recursive: true });
  try {
    renameSync(from, to);
  } catch {
    const besideIt = `${to}.partial-${process.pid}`;
    cpSync(from, besideIt, { recursive: true, verbatimSymlinks: true });
    renameSync(besideIt, to);
  }
}

/**
 * An npm inside an npm script inherits the outer one's identity, and the package's install step would believe it to be run
 * by the outer one's Node. Node's headers come from the machine where it has them, so that nothing but npm is needed.
 */
function installEnvironment() {
  const env = { ...process.env };
  delete env['npm_config_user_agent'];
  const withHeaders = (process.env['PATH'] ?? '')
    .split(delimiter)
    .map(dirname)
    .find((folder) => existsSync(join(folder, 'include', 'node', 'node_api.h')));
  if (withHeaders) env['npm_config_nodedir'] = withHeaders;
  return env;
}
