import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/project.mjs';

const EXAMPLE = join(root, 'examples', 'digits');

/** What the sample's history is made of, the first commit first. */
const COMMITS = [
  { message: 'Load the digits', files: ['README.md', '.gitignore', 'data.py'] },
  { message: 'Draw the confusion matrix, score each digit', files: ['report.py'] },
  { message: 'Train a linear model or a small network, log each epoch', files: ['train.py'] },
  { message: 'A first look at the data', files: ['explore.ipynb'] },
];

/** Written last, so that a sample whose making was interrupted is made again. @param {string} folder */
const completionMark = (folder) => join(folder, '.git', 'trialbook-sample');

/** @param {string} folder */
export function isComplete(folder) {
  return existsSync(completionMark(folder));
}

/** @param {string} folder */
export function markComplete(folder) {
  writeFileSync(completionMark(folder), '');
}

/** Copies examples/digits into a new folder and commits it, file by file, as it came about. @param {string} folder */
export function makeSampleProject(folder) {
  rmSync(folder, { recursive: true, force: true });
  git(root, 'init', '--quiet', '--initial-branch=main', folder);
  for (const { message, files } of COMMITS) {
    for (const file of files) cpSync(join(EXAMPLE, file), join(folder, file));
    git(folder, 'add', ...files);
    git(folder, '-c', 'user.name=Trialbook sample', '-c', 'user.email=sample@localhost', '-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', message);
  }
}

/** The edit that nobody has committed yet. @param {string} folder */
export function editWithoutCommit(folder) {
  const path = join(folder, 'train.py');
  const before = readFileSync(path, 'utf8');
  const after = before.replace(/^SHIFT = 0$/m, 'SHIFT = 1');
  if (after === before) throw new Error(`${path} has no line "SHIFT = 0" to edit`);
  writeFileSync(path, after);
}

/** @param {string} cwd @param {string[]} args */
function git(cwd, ...args) {
  const { status, stderr, error } = spawnSync('git', args, { cwd, encoding: 'utf8' });
  if (error) throw error;
  if (status !== 0) throw new Error(`git ${args.join(' ')} failed: ${stderr.trim()}`);
}
