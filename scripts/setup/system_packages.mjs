import { existsSync } from 'node:fs';
import { findChromium } from './chromium.mjs';
import { run, say, succeeds } from './command.mjs';

/**
 * What the project needs of the system: the Debian packages that bring a thing, and how to see that it is already there.
 * @type {Record<string, { packages: string[], isThere: () => boolean }>}
 */
const NEEDS = {
  git: { packages: ['git'], isThere: () => succeeds('git', ['--version']) },
  python: {
    packages: ['python3', 'python3-venv'],
    isThere: () => succeeds('python3', ['-c', 'import venv, ensurepip']),
  },
  // The test editor's native modules are compiled when it is fetched.
  compiler: {
    packages: ['g++', 'make', 'python3', 'libkrb5-dev'],
    isThere: () =>
      succeeds('g++', ['--version']) &&
      succeeds('make', ['--version']) &&
      succeeds('python3', ['--version']) &&
      (process.platform !== 'linux' || existsSync('/usr/include/gssapi/gssapi.h')),
  },
  chromium: {
    packages: ['chromium', 'fonts-dejavu-core'],
    isThere: () => findChromium() !== undefined,
  },
};

/**
 * Installs with apt-get those of the named needs that are not met, as root or with sudo.
 * @throws Error naming the packages where that is not possible.
 * @param {...('git' | 'python' | 'compiler' | 'chromium')} names
 */
export async function ensureSystemPackages(...names) {
  const missing = names.map((name) => NEEDS[name]).filter((need) => need !== undefined && !need.isThere());
  const packages = [...new Set(missing.flatMap((need) => need?.packages ?? []))];
  if (packages.length === 0) return;
  const root = process.getuid?.() === 0;
  if (!succeeds('apt-get', ['--version']) || (!root && !succeeds('sudo', ['--version']))) {
    throw new Error(`Missing on this machine: ${packages.join(', ')} (Debian's names). Install them, then run this again.`);
  }
  say(`installing with apt-get: ${packages.join(' ')}`);
  const [command, ...prefix] = root ? ['apt-get'] : ['sudo', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } };
  const lock = ['-o', 'DPkg::Lock::Timeout=300'];
  await run(command ?? 'apt-get', [...prefix, ...lock, 'update'], options);
  await run(command ?? 'apt-get', [...prefix, ...lock, 'install', '--yes', '--no-install-recommends', ...packages], options);
}
