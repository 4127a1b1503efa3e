import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/project.mjs';

/**
 * What one part of the tests came to; `failures` names the tests that failed, where they can be told apart.
 * @typedef {{ passed: number, failed: number, skipped: number, failures?: string[] }} Outcome
 */

/** A part that is right or wrong as a whole. @param {boolean} ok @returns {Outcome} */
export function asOne(ok) {
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0 };
}

/**
 * Makes a part fail that ended badly without a failed test to show for it, or in which no test ran.
 * @param {Outcome} counts @param {boolean} ok whether the program that ran the tests ended well
 * @returns {Outcome}
 */
export function judged(counts, ok) {
  const unexplained = !ok && counts.failed === 0;
  const empty = counts.passed + counts.failed === 0;
  return unexplained || empty ? { ...counts, failed: counts.failed + 1 } : counts;
}

/**
 * Runs a program in the project's folder with its output shown.
 * @param {string} program @param {string[]} args @param {NodeJS.ProcessEnv} [env] added to the environment
 * @returns {Promise<boolean>} whether it ended with exit code 0.
 */
export function runProgram(program, args, env = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, env: { ...process.env, ...env }, stdio: 'inherit' });
    // Asked by Ctrl-C, some finish first what they are at, and nobody waits for that any more.
    const end = () => child.kill('SIGKILL');
    process.prependOnceListener('exit', end);
    child.once('error', reject);
    child.once('close', (code) => {
      process.removeListener('exit', end);
      resolve(code === 0);
    });
  });
}

/**
 * Lends a temporary folder, for the report a test program writes.
 * @template T @param {(folder: string) => Promise<T>} use @returns {Promise<T>}
 */
export async function withReportFolder(use) {
  const folder = mkdtempSync(join(tmpdir(), 'trialbook-report-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
