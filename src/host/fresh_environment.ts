import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TrialbookError } from '../core/errors';
import { runInTerminal } from './terminal_program';

/**
 * Makes a virtual environment `.venv` in a folder, with these packages, in a terminal that shows how it goes. Git ignores it.
 * @param base the interpreter that makes it
 * @param packages name → version
 * @returns its interpreter
 * Throws `environment-failed`.
 */
export async function makeEnvironment(base: string, folder: string, packages: Readonly<Record<string, string>>): Promise<string> {
  const place = join(folder, '.venv');
  await run('Make Environment', base, ['-m', 'venv', place], folder);
  await writeFile(join(place, '.gitignore'), '*\n');
  const python = join(place, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const wanted = Object.entries(packages).filter(([name, version]) => name !== 'trialbook' && version !== '');
  if (wanted.length === 0) return python;
  const list = join(place, 'requirements.txt');
  await writeFile(list, wanted.map(([name, version]) => `${name}==${version}\n`).join(''));
  await run('Install Packages', python, ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', list], folder);
  return python;
}

async function run(title: string, program: string, args: readonly string[], cwd: string): Promise<void> {
  if ((await runInTerminal({ title, program, args, cwd })) === 0) return;
  throw new TrialbookError('environment-failed', `The environment could not be made; the terminal "${title}" says why. The code is in ${cwd}.`);
}
