import { endCommands, say, SetupFailure } from './command.mjs';
import { ensureNodeModules } from './node_modules.mjs';
import { continueUnderProjectNode } from './project_node.mjs';
import { ensureSystemPackages } from './system_packages.mjs';

/** @type {[NodeJS.Signals, number][]} What ends a process from outside, and the exit code that tells of it. */
const ENDINGS = [['SIGINT', 130], ['SIGTERM', 143]];

/**
 * How each script begins: the system has what is named, the packages of package-lock.json are there, and this process is
 * one of the project's own Node. What then fails in the set-up is told in its own words, without a stack.
 * @param {...import('./system_packages.mjs').Need} needs
 */
export async function makeReady(...needs) {
  process.on('uncaughtException', (error) => {
    if (error instanceof SetupFailure) say(error.message);
    else console.error(error);
    process.exit(1);
  });
  // Ending in order lets what was started clean up after itself.
  for (const [signal, code] of ENDINGS) process.on(signal, () => void endCommands(signal).then(() => process.exit(code)));
  await ensureSystemPackages(...needs);
  await ensureNodeModules();
  await continueUnderProjectNode();
}
