import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { TrialbookError } from '../core/errors';

/**
 * Makes a virtual environment `.venv` in a folder, with these packages, in a terminal that shows how it goes. Git ignores it.
 * @param base the interpreter that makes it
 * @param packages name → version
 * @returns its interpreter
 * Throws `environment-failed`.
 */
export async function makeEnvironment(base: string, folder: string, packages: Readonly<Record<string, string>>): Promise<string> {
  const place = join(folder, '.venv');
  await runInTerminal('Make Environment', base, ['-m', 'venv', place], folder);
  await writeFile(join(place, '.gitignore'), '*\n');
  const python = join(place, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const wanted = Object.entries(packages).filter(([name, version]) => name !== 'trialbook' && version !== '');
  if (wanted.length === 0) return python;
  const list = join(place, 'requirements.txt');
  await writeFile(list, wanted.map(([name, version]) => `${name}==${version}\n`).join(''));
  await runInTerminal('Install Packages', python, ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', list], folder);
  return python;
}

async function runInTerminal(title: string, program: string, args: string[], cwd: string): Promise<void> {
  // It has no key, because it is no run; a second one for the same folder would wait for the first.
  const definition: vscode.TaskDefinition = { type: 'trialbook', script: `${title}: ${cwd}` };
  const task = new vscode.Task(definition, vscode.TaskScope.Workspace, title, 'Trialbook', new vscode.ProcessExecution(program, args, { cwd }), []);
  task.presentationOptions = { reveal: vscode.TaskRevealKind.Always, panel: vscode.TaskPanelKind.Dedicated, focus: false, clear: true };
  let following: vscode.Disposable | undefined;
  const ended = new Promise<number | undefined>((resolve) => {
    following = vscode.tasks.onDidEndTaskProcess(({ execution, exitCode }) => {
      if (execution.task.definition['script'] === definition['script']) resolve(exitCode);
    });
  });
  try {
    await vscode.tasks.executeTask(task);
    if ((await ended) === 0) return;
  } finally {
    following?.dispose();
  }
  throw new TrialbookError('environment-failed', `The environment could not be made; the terminal "${title}" says why. The code is in ${cwd}.`);
}
