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

/** Trains six times in the sample project. @param {string} folder @param {string} python */
export async function recordSampleRuns(folder, python) {
  for (const args of COMMITTED) await train(folder, python, args);
  editWithoutCommit(folder);
  console.log('edited train.py (SHIFT = 1), not committed; three runs at the same time');
  await Promise.all(EDITED.map((args) => train(folder, python, args)));
}

/**
 * Runs train.py as anybody would. @throws Error with what it printed when it fails.
 * @param {string} folder @param {string} python @param {string[]} args
 * @returns {Promise<void>}
 */
function train(folder, python, args) {
  const { TRIALBOOK_DIR: _, ...inherited } = process.env;
  const path = [join(root, 'python'), process.env['PYTHONPATH']].filter(Boolean).join(delimiter);
  // Three at the same time, each with a thread a core, would mostly wait for each other.
  const env = { OMP_NUM_THREADS: '1', ...inherited, PYTHONPATH: path };
  const child = spawn(python, ['train.py', ...args], { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => {
      if (code !== 0) return reject(new Error(`train.py ${args.join(' ')} failed:\n${output}`));
      console.log(`python train.py ${args.join(' ')}\n  ${output.trimEnd().split('\n').at(-1)}`);
      resolve();
    });
  });
}
