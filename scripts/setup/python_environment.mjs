import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run, say, succeeds } from './command.mjs';
import { root } from './project.mjs';
import { ensureSystemPackages } from './system_packages.mjs';

const environment = join(root, '.venv');
const requirements = join(root, 'python', 'requirements-dev.txt');
const stamp = join(environment, 'requirements.sha256');

/** The Python of the project's virtual environment. */
export const environmentPython = join(environment, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));

/**
 * Makes the virtual environment `.venv` with the packages of python/requirements-dev.txt, unless it is there already.
 * @returns {Promise<string>} the environment's Python.
 */
export async function ensurePythonEnvironment() {
  const wanted = createHash('sha256').update(readFileSync(requirements)).digest('hex');
  const works = existsSync(environmentPython) && succeeds(environmentPython, ['-m', 'pip', '--version']);
  if (works && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return environmentPython;
  if (!works) {
    await ensureSystemPackages('python');
    say('making the Python environment .venv');
    rmSync(environment, { recursive: true, force: true });
    await run(process.platform === 'win32' ? 'python' : 'python3', ['-m', 'venv', environment]);
  }
  say('installing the packages of python/requirements-dev.txt into .venv: about two minutes');
  await run(environmentPython, ['-m', 'pip', 'install', '--disable-pip-version-check', '--requirement', requirements]);
  writeFileSync(stamp, wanted);
  return environmentPython;
}
