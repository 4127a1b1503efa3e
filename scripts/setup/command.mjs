import { spawn, spawnSync } from 'node:child_process';

/** Prints what is about to be done to this machine, or was found on it. @param {string} text */
export function say(text) {
  console.error(`setup: ${text}`);
}

/**
 * Runs a command with its output shown. @throws Error naming the command when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    // Standard output is for results: what a command of the set-up says goes to standard error.
    const child = spawn(command, args, { ...options, stdio: ['ignore', 2, 2], shell: process.platform === 'win32' });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(`${[command, ...args].join(' ')} failed (${signal ?? `exit code ${code}`})`));
    });
  });
}

/** True when a command can be run and ends well. @param {string} command @param {string[]} args */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}
