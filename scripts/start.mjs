// `npm start`: a sample project in .scratch/digits with six real runs, their comparison in the terminal, then VS Code on it.
// The sample is kept from one start to the next. Behind `--`: `--fresh` makes it again, `--no-open` ends after the
// comparison, `--port N` chooses the port of VS Code in the browser, a FOLDER is opened in place of the sample.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { findDesktopEditor } from './setup/find_editor.mjs';
import { root } from './setup/project.mjs';
import { ensurePythonEnvironment } from './setup/python_environment.mjs';
import { makeReady } from './setup/ready.mjs';
import { isComplete, makeSampleProject, markComplete } from './start/sample_project.mjs';
import { recordSampleRuns } from './start/sample_runs.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { fresh: { type: 'boolean' }, 'no-open': { type: 'boolean' }, port: { type: 'string' } },
});
const inBrowser = !values['no-open'] && !findDesktopEditor();
await makeReady('git', 'python', ...(inBrowser ? /** @type {const} */ (['editor']) : []));
const python = await ensurePythonEnvironment();
const { buildOnce } = await import('./build.mjs');
await buildOnce({});

const folder = positionals[0] === undefined ? await sample() : resolve(positionals[0]);
if (!values['no-open']) {
  const { openEditor } = await import('./start/open_editor.mjs');
  await openEditor({ folder, python, port: Number(values.port ?? 0) });
}

async function sample() {
  const folder = join(root, '.scratch', 'digits');
  if (values.fresh || !isComplete(folder)) {
    console.log(`Making the sample project in ${folder}`);
    makeSampleProject(folder);
    await recordSampleRuns(folder, python);
    markComplete(folder);
  }
  await trialbook(folder, 'ls');
  await trialbook(folder, 'compare', '-q', 'experiment = digits');
  return folder;
}

/** Shows a command and runs it. @param {string} cwd @param {string[]} args */
async function trialbook(cwd, ...args) {
  console.log(`\n$ trialbook ${args.map((arg) => (arg.includes(' ') ? `'${arg}'` : arg)).join(' ')}`);
  const child = spawn(process.execPath, [join(root, 'dist', 'cli.js'), ...args], { cwd, stdio: 'inherit' });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`trialbook ${args.join(' ')} failed with exit code ${code}`);
}
