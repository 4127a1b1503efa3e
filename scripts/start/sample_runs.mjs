import { spawn } from 'node:child_process';
import { delimiter, join } from 'node:path';
import { root } from '../setup/project.mjs';
import { editWithoutCommit } from './sample_project.mjs';

/** One after the other, as committed. */
const COMMITTED = [
  ['--model', 'linear', '--lr', '0.01'],
  ['--model', 'linear', '--lr', '0.3'],
  ['--model', 'mlp', '--lr', '0.003'],
];

/** At the same time, after the edit; the first has the params of one before. */
const EDITED = [
  ['--model', 'mlp', '--lr', '0.003'],
  ['--model', 'mlp', '--lr', '0.003', '--hidden', '256'],
  ['--model', 'mlp', '--lr', '0.3'],
];

/** The notebook as committed, with another parameter, in a kernel of its own. */
const NOTEBOOK = ['-m', 'trialbook', 'run', 'explore.ipynb', '-p', 'C', '10'];

/** Trains six times in the sample project, and runs its notebook once. @param {string} folder @param {string} python */
export async function recordSampleRuns(folder, python) {
  for (const args of COMMITTED) await run(folder, python, ['train.py', ...args]);
  await run(folder, python, NOTEBOOK);
  editWithoutCommit(folder);
  console.log('edited train.py (SHIFT = 1), not committed; three runs at the same time');
  await Promise.all(EDITED.map((args) => run(folder, python, ['train.py', ...args])));
}

/**
 * Runs Python as anybody would. @throws Error with what it printed when it fails.
 * @param {string} folder @param {string} python @param {string[]} args
 * @returns {Promise<void>}
 */
function run(folder, python, args) {
  const { TRIALBOOK_DIR: _, ...inherited } = process.env;
  const path = [join(root, 'python'), process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
  // Three at the same time, each with a thread a core, would mostly wait for each other.
  const env = { OMP_NUM_THREADS: '1', ...inherited, PYTHONPATH: path };
  const child = spawn(python, args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`python ${args.join(' ')} failed:\n${output}`));
      console.log(`python ${args.join(' ')}\n  ${output.trimEnd().split('\n').at(-1)}`);
      resolve();
    });
  });
}
