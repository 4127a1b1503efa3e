import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run, say, SetupFailure, succeeds } from './command.mjs';
import { serverIsFetched } from './editor_server.mjs';

/** @typedef {'git' | 'python' | 'editor' | 'chromium'} Need */

/**
 * What the project needs of the system: the Debian packages that bring a thing, and how to see that nothing is missing.
 * @type {Record<Need, { packages: string[], isThere: () => boolean }>}
 */
const NEEDS = {
  git: { packages: ['git'], isThere: () => succeeds('git', ['--version']) },
  python: {
    packages: ['python3', 'python3-venv'],
    isThere: () => succeeds('python3', ['-c', 'import venv, ensurepip']),
  },
  // The server of VS Code has native modules, which are compiled when it is fetched.
  editor: {
    packages: ['g++', 'make', 'python3', 'libkrb5-dev'],
    isThere: () =>
      serverIsFetched() ||
      (succeeds('g++', ['--version']) &&
        succeeds('make', ['--version']) &&
        succeeds('python3', ['--version']) &&
        (process.platform !== 'linux' || existsSync('/usr/include/gssapi/gssapi.h'))),
  },
  chromium: {
    packages: ['chromium', 'fonts-dejavu-core'],
    isThere: () => findChromium() !== undefined,
  },
};

/**
 * Installs with apt-get what is missing of the named needs, as root or with sudo.
 * @throws SetupFailure that says what to type, where that is not possible.
 * @param {...Need} names
 */
export async function ensureSystemPackages(...names) {
  const missing = names.map((name) => NEEDS[name]).filter(({ isThere }) => !isThere());
  const packages = [...new Set(missing.flatMap((need) => need.packages))];
  if (packages.length === 0) return;
  const install = ['install', '--yes', '--no-install-recommends', ...packages];
  if (!succeeds('apt-get', ['--version'])) {
    throw new SetupFailure(`This machine lacks ${packages.join(', ')} (these are Debian's names). Install them, then run this again.`);
  }
  const asRoot = process.getuid?.() === 0;
  const byHand = `This machine lacks ${packages.join(', ')}. As root, type\n\n  apt-get update && apt-get ${install.join(' ')}\n\nthen run this again.`;
  if (!asRoot && !succeeds('sudo', ['--version'])) throw new SetupFailure(byHand);
  say(`this machine lacks ${packages.join(', ')}: installing with ${asRoot ? '' : 'sudo '}apt-get`);
  const [command = '', ...prefix] = [...(asRoot ? ['env'] : ['sudo']), 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300'];
  try {
    await run(command, [...prefix, 'update']);
    await run(command, [...prefix, ...install]);
  } catch (error) {
    if (error instanceof SetupFailure && !asRoot) error.message += `\n${byHand}`;
    throw error;
  }
}
