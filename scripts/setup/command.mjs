import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

/** Something the set-up needs could not be had. Its message is for the person who started it, and says what to do. */
export class SetupFailure extends Error {}

/** @type {Set<import('node:child_process').ChildProcess>} */
const underWay = new Set();

const OFFLINE =
  /EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ENETUNREACH|ETIMEDOUT|Could not resolve|Temporary failure (resolving|in name resolution)|NewConnectionError|Network is unreachable/;

/** Prints what is about to be done to this machine, or was found on it. @param {string} text */
export function say(text) {
  console.error(`setup: ${text}`);
}

/**
 * Runs a command whose output is of interest only when it fails.
 * @throws SetupFailure with all it printed, when it fails.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {Promise<void>}
 */
export function run(command, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'], shell: process.platform === 'win32' });
    underWay.add(child);
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
    child.once('error', (error) => reject(new SetupFailure(`${command} could not be started: ${error.message}`)));
    child.once('close', (code, signal) => {
      underWay.delete(child);
      if (code === 0) return resolve();
      const lines = [`${[command, ...args].join(' ')} failed (${signal ?? `exit code ${code}`}):`, output.trimEnd()];
      if (OFFLINE.test(output)) lines.push('The network could not be reached. Run this again when it can: what is done already is kept.');
      reject(new SetupFailure(lines.join('\n')));
    });
  });
}

/**
 * Returns when the commands under way have cleaned up and gone, so that what is started next finds nobody at work.
 * @param {NodeJS.Signals} signal what ended this process; Ctrl-C (SIGINT) has reached the commands too
 */
export async function endCommands(signal) {
  const ended = [...underWay].map((child) => once(child, 'close'));
  if (signal !== 'SIGINT') for (const child of underWay) child.kill('SIGINT');
  await Promise.all(ended);
}

/** True when a command can be run and ends well. @param {string} command @param {string[]} args */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: 'ignore', shell: process.platform === 'win32' }).status === 0;
}
