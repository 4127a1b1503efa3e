import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
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

const OLDEST = [3, 9] as const;
const PROBE = 'import sys; print("%d.%d.%d" % sys.version_info[:3])';
const run = promisify(execFile);

/** Finds the Python that a file is run with: our setting, the Python extension's choice, `.venv`, then PATH. */
export class PythonInterpreters {
  constructor(private readonly log: vscode.LogOutputChannel) {}

  /**
   * @param resource the file to run, or its folder
   * @throws TrialbookError `no-python` where none works, `old-python` where the chosen one is older than 3.9
   */
  async find(resource: vscode.Uri | undefined): Promise<Interpreter> {
    for (const path of await this.candidates(resource)) {
      const version = await this.versionOf(path);
      if (version === undefined) continue;
      this.log.debug(`Python ${version}: ${path}`);
      if (isOld(version)) {
        throw new TrialbookError('old-python', `${path} is Python ${version}; Trialbook needs 3.9 or newer. Choose another one in the setting "trialbook.python.interpreter".`);
      }
      return { path, version };
    }
    throw new TrialbookError('no-python', 'No Python was found. Name one in the setting "trialbook.python.interpreter", or choose one with the Python extension.');
  }

  /** In the order in which they are tried. What the person chose is the only candidate: nothing else is started in its place. */
  private async candidates(resource: vscode.Uri | undefined): Promise<string[]> {
    const folder = resource && vscode.workspace.getWorkspaceFolder(resource);
    const root = (folder ?? vscode.workspace.workspaceFolders?.[0])?.uri.fsPath;
    const configured = vscode.workspace.getConfiguration('trialbook', resource).get('python.interpreter', '').trim();
    if (configured !== '') return [expand(configured, root)];
    const active = await this.fromPythonExtension(resource);
    if (active !== undefined) return [active];
    const windows = process.platform === 'win32';
    const inFolder = (name: string) => (root ? [join(root, name, ...(windows ? ['Scripts', 'python.exe'] : ['bin', 'python']))] : []);
    const environments = [...inFolder('.venv'), ...inFolder('venv')];
    const there = await Promise.all(environments.map(async (path) => ((await isFile(path)) ? [path] : [])));
    return [...there.flat(), ...(windows ? ['python', 'py'] : ['python3', 'python'])];
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
      const { stdout } = await run(path, ['-I', '-c', PROBE], { timeout: 20_000, windowsHide: true });
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

function expand(path: string, root: string | undefined): string {
  const inFolder = root ? path.replaceAll('${workspaceFolder}', root) : path;
  return inFolder.startsWith('~/') ? join(homedir(), inFolder.slice(2)) : inFolder;
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isFile(), () => false);
}
