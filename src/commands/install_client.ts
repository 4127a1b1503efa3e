import * as vscode from 'vscode';
import { writeClientWheel } from '../host/client_wheel';
import type { PythonInterpreters } from '../host/python';
import type { PythonClient } from '../host/python_client';
import { requireTrust } from './run_file';

export interface InstallDeps {
  readonly python: PythonInterpreters;
  readonly client: PythonClient;
  /** the extension's global storage */
  readonly storage: string;
}

/**
 * Installs the client with pip into the environment that files are run with; what pip says is in a terminal.
 * @throws TrialbookError `untrusted`, `no-python`, `old-python`
 */
export async function installClient({ python, client, storage }: InstallDeps): Promise<vscode.TaskExecution> {
  requireTrust();
  const resource = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const { path } = await python.find(resource);
  await client.ready();
  const wheel = await writeClientWheel(client.places.modules, storage);
  const args = ['-m', 'pip', 'install', '--no-index', '--no-deps', '--force-reinstall', '--disable-pip-version-check', wheel];
  const definition = { type: 'trialbook', script: 'install', interpreter: path };
  const task = new vscode.Task(definition, vscode.TaskScope.Workspace, 'Install the Python client', 'Trialbook', new vscode.ProcessExecution(path, args), []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Shared, clear: true };
  return vscode.tasks.executeTask(task);
}
