import { execFile } from 'node:child_process';
import { lstat, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join, resolve, sep } from 'node:path';
import { promisify } from 'node:util';
import { PVSC_EXTENSION_ID, PythonExtension } from '@vscode/python-extension';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';

export interface Interpreter {
  /** what to start: an absolute path, or a name on PATH */
  readonly path: string;
  /** `3.11.2` */
  readonly version: string;
}

const ON_PATH = process.platform === 'win32' ? ['python', 'py'] : ['python3', 'python'];
const OLDEST = [3, 9] as const;
/** Of Python 2 too, so that its version can be told. */
const PROBE_FLAGS = ['-E', '-s', '-c'];
const PROBE = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
const run = promisify(execFile);

/** Finds the Python that a file is run with: our setting, the Python extension's choice, the nearest `.venv` or `venv`, then PATH. */
export class PythonInterpreters {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /**
   * @param resource the file to run, or its folder
   * @throws TrialbookError `no-python` where none works, `old-python` where there is only one that is older than 3.9
   */
  async find(resource: vscode.Uri | undefined): Promise<Interpreter> {
    const chosen = await this.chosen(resource);
    let old: Interpreter | undefined;
    for (const path of chosen === undefined ? ON_PATH : [chosen]) {
      const version = await this.versionOf(path);
      if (version === undefined) continue;
      this.log.debug(`Python ${version}: ${path}`);
      if (!isOld(version)) return { path, version };
      old ??= { path, version };
    }
    if (old) throw new TrialbookError('old-python', `${old.path} is Python ${old.version}; Trialbook needs 3.9 or newer. Choose another one in the setting "trialbook.python.interpreter".`);
    const none = chosen === undefined ? 'No Python was found.' : `${chosen} is no Python that can be started.`;
    throw new TrialbookError('no-python', `${none} Name one in the setting "trialbook.python.interpreter", or choose one with the Python extension.`);
  }

  /**
   * What the person chose, and nothing is started in its place: in our setting, else with the Python extension, else by making an
   * environment near the file.
   */
  private async chosen(resource: vscode.Uri | undefined): Promise<string | undefined> {
    const configured = vscode.workspace.getConfiguration('trialbook', resource).get('python.interpreter', '').trim();
    if (configured !== '') return named(configured, rootOf(resource));
    return (await this.fromPythonExtension(resource)) ?? nearestEnvironment(resource);
  }

  private async fromPythonExtension(resource: vscode.Uri | undefined): Promise<string | undefined> {
    if (!vscode.extensions.getExtension(PVSC_EXTENSION_ID)) return undefined;
    try {
      const { environments } = await PythonExtension.api();
      const environment = await environments.resolveEnvironment(environments.getActiveEnvironmentPath(resource));
      return environment?.executable.uri?.fsPath;
    } catch (error) {
      this.log.warn('The Python extension did not tell its interpreter:', error instanceof Error ? error.message : String(error));
      return undefined;
    }
  }

  private async versionOf(path: string): Promise<string | undefined> {
    try {
      const { stdout } = await run(path, [...PROBE_FLAGS, PROBE], { timeout: 20_000, windowsHide: true });
      return /^\d+\.\d+\.\d+$/m.exec(stdout)?.[0];
    } catch (error) {
      this.log.info(`${path} is not a Python that runs: ${error instanceof Error ? error.message : String(error)}`);
      return undefined;
    }
  }
}

function isOld(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < OLDEST[0] || (major === OLDEST[0] && minor < OLDEST[1]);
}

function rootOf(resource: vscode.Uri | undefined): string | undefined {
  const folder = resource && vscode.workspace.getWorkspaceFolder(resource);
  return (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
}

async function nearestEnvironment(resource: vscode.Uri | undefined): Promise<string | undefined> {
  const root = rootOf(resource);
  const folders = new Set([...(resource ? upwards(dirname(resource.fsPath), root) : []), ...(root === undefined ? [] : [root])]);
  for (const folder of folders) {
    for (const name of ['.venv', 'venv']) {
      const interpreter = interpreterIn(join(folder, name));
      // One that points to a Python that was removed is still the one that is meant.
      if (await lstat(interpreter).then(() => true, () => false)) return interpreter;
    }
  }
  return undefined;
}

/** A folder of the workspace and those above it, the root left out; of others only itself. */
function upwards(folder: string, root: string | undefined): string[] {
  const folders = [folder];
  while (root !== undefined && folder.startsWith(root + sep)) {
    folder = dirname(folder);
    if (folder !== root) folders.push(folder);
  }
  return folders;
}

function interpreterIn(environment: string): string {
  return join(environment, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
}

/** A name on PATH, or the path that a setting means: from the folder on, and of an environment its interpreter. */
async function named(setting: string, root: string | undefined): Promise<string> {
  const inFolder = root ? setting.replaceAll('${workspaceFolder}', root) : setting;
  const expanded = inFolder.replace(/^~(?=[/\\])/, homedir());
  if (!expanded.includes('/') && !expanded.includes(sep)) return expanded;
  const path = root === undefined ? expanded : resolve(root, expanded);
  return (await isFolder(path)) ? interpreterIn(path) : path;
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}
