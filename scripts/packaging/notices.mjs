import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { root } from '../setup/project.mjs';

/** What packages call the files that must go wherever their code goes. */
const LEGAL = /^(licen[cs]e|notice)/i;

/**
 * The licences of what is inside the bundles.
 * @param {Iterable<string>} files all that was bundled or copied, relative to the project's folder
 * @returns {string} a text with each package of node_modules that any of the files is of, and what it says of its use.
 */
export function thirdPartyNotices(files) {
  const packages = new Set([...files].map(packageOf).filter((name) => name !== undefined));
  return [...packages].sort().map(noticeOf).join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} file */
function packageOf(file) {
  return /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file.split(sep).join('/'))?.[0];
}

/** @param {string} folder of a package, relative to the project's */
function noticeOf(folder) {
  const { name, version, license, author, homepage } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  const texts = readdirSync(join(root, folder)).filter((file) => LEGAL.test(file)).map((file) => readFileSync(join(root, folder, file), 'utf8').trim());
  // Some publish only the name of their licence.
  if (texts.length === 0) texts.push(`By ${author?.name ?? author ?? name}, ${homepage ?? `https://www.npmjs.com/package/${name}`}.`);
  return `${name} ${version} (${license})\n\n${texts.join('\n\n')}\n`;
}
