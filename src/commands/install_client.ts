import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import * as v from 'valibot';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';
import { writeClientWheel } from '../host/client_wheel';
import type { PythonInterpreters } from '../host/python';
import type { PythonClient } from '../host/python_client';
import { runInTerminal } from '../host/terminal_program';
import { requireTrust } from './run_file';

export interface InstallDeps {
  readonly python: PythonInterpreters;
  readonly client: PythonClient;
  /** the extension's global storage */
  readonly storage: string;
}

const run = promisify(execFile);

/** PEP 668: a file that stands beside the standard library of a Python which belongs to the system, and not in environments made of it. */
const PROBE = `
import importlib.util, json, os, sys, sysconfig
marked = os.path.isfile(os.path.join(sysconfig.get_path("stdlib"), "EXTERNALLY-MANAGED"))
print(json.dumps({"pip": importlib.util.find_spec("pip") is not None, "managed": marked and sys.prefix == sys.base_prefix}))
`;
const reply = v.object({ pip: v.boolean(), managed: v.boolean() });

/**
 * Installs the client into the environment that files are run with, by pip or by uv; what that says is in a terminal.
 * @throws TrialbookError `untrusted`, `no-python`, `old-python`, `managed-python`, `no-pip`, `install-failed`
 */
export async function installClient({ python, client, storage }: InstallDeps): Promise<void> {
  requireTrust();
  const resource = vscode.window.activeTextEditor?.document.uri ?? vscode.workspace.workspaceFolders?.[0]?.uri;
  const { path } = await python.find(resource);
  const { program, args } = await installer(path);
  await client.ready();
  const wheel = await writeClientWheel(client.places.modules, storage);
  const title = 'Install the Python Client';
  if ((await runInTerminal({ title, program, args: [...args, '--no-index', '--no-deps', wheel] })) !== 0) {
    throw new TrialbookError('install-failed', `The client was not installed into ${path}; the terminal "${title}" says why.`);
  }
  void vscode.window.showInformationMessage(`The client is installed: import trialbook works with ${path}.`);
}

/** What installs packages for an interpreter; options and the package come behind. */
async function installer(path: string): Promise<{ program: string; args: string[] }> {
  const { stdout } = await run(path, ['-I', '-c', PROBE]);
  const { pip, managed } = v.parse(reply, JSON.parse(stdout));
  if (managed) {
    throw new TrialbookError('managed-python', `${path} belongs to the system, which lets nothing be installed into it. Make an environment in your folder (${path} -m venv .venv), and try again.`);
  }
  if (pip) return { program: path, args: ['-m', 'pip', 'install', '--force-reinstall', '--disable-pip-version-check'] };
  const hasUv = await run('uv', ['--version']).then(() => true, () => false);
  if (hasUv) return { program: 'uv', args: ['pip', 'install', '--python', path, '--reinstall'] };
  throw new TrialbookError('no-pip', `${path} has no pip. Add it in a terminal (${path} -m ensurepip), and try again.`);
}
