import { readFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import * as vscode from 'vscode';
import type { PythonClient } from './python_client';
import { pythonPathAppendix, type KnownPythonPath } from './python_path';

const PYTHONPATH = 'PYTHONPATH';

/**
 * Lets `import trialbook` and the command `trialbook` work in the terminals VS Code opens. Nothing is installed, and what
 * the person has comes first: both places are put at the end.
 */
export class TerminalEnvironment {
  constructor(
    private readonly collection: vscode.EnvironmentVariableCollection,
    private readonly client: PythonClient,
  ) {}

  /** Brings the collection to what the settings ask for. Nothing that stays the same is written, since a write marks each open terminal. */
  async apply(): Promise<void> {
    const wanted = enabled() ? await this.wanted() : new Map<string, string>();
    if (wanted.size > 0) await this.client.ready();
    this.collection.description = 'Makes `import trialbook` and the command `trialbook` work here.';
    for (const [variable, value] of wanted) {
      const moments: Moments = { applyAtProcessCreation: true, applyAtShellIntegration: value.startsWith(delimiter) };
      if (!isSame(this.collection.get(variable), value, moments)) this.collection.append(variable, value, moments);
    }
    this.collection.forEach((variable) => {
      if (!wanted.has(variable)) this.collection.delete(variable);
    });
  }

  /** True where terminals and tasks get the client's place appended to PYTHONPATH. */
  get reachesPython(): boolean {
    return this.collection.get(PYTHONPATH) !== undefined;
  }

  /** What a task sets PYTHONPATH to, so that these places come before what is appended. */
  inFront(places: string): string {
    return this.collection.get(PYTHONPATH)?.value.startsWith(delimiter) ? places : `${places}${delimiter}`;
  }

  private async wanted(): Promise<Map<string, string>> {
    const wanted = new Map([['PATH', delimiter + this.client.places.bin]]);
    const value = pythonPathAppendix(this.client.places.modules, await whatIsKnown());
    if (value !== undefined) wanted.set(PYTHONPATH, value);
    return wanted;
  }
}

/**
 * A shell's own files may set a variable anew: what begins with a separator is put there once more after them. Twice does no harm,
 * but what has no separator would spoil what stands there.
 */
type Moments = Required<vscode.EnvironmentVariableMutatorOptions>;

function isSame(there: vscode.EnvironmentVariableMutator | undefined, value: string, moments: Moments): boolean {
  return there?.value === value && there.type === vscode.EnvironmentVariableMutatorType.Append && there.options.applyAtShellIntegration === moments.applyAtShellIntegration;
}

async function whatIsKnown(): Promise<KnownPythonPath> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform === 'darwin' ? 'osx' : 'linux';
  const folders = vscode.workspace.workspaceFolders ?? [];
  const terminal = vscode.workspace.getConfiguration('terminal.integrated.env').get<Record<string, unknown>>(platform, {});
  const tasks = [undefined, ...folders].map((folder) => vscode.workspace.getConfiguration('tasks', folder));
  const files = await Promise.all(folders.map((folder) => readFile(join(folder.uri.fsPath, '.env'), 'utf8').catch(() => '')));
  return {
    set: Boolean(process.env[PYTHONPATH]) || Boolean(terminal[PYTHONPATH]),
    mentioned: [...tasks.map((task) => JSON.stringify(task)), ...files].some((text) => text.includes(PYTHONPATH)),
  };
}

/** An untrusted folder changes nothing in terminals. */
function enabled(): boolean {
  return vscode.workspace.isTrusted && vscode.workspace.getConfiguration('trialbook').get('terminal.enabled', true);
}
