// `npm start [FOLDER]`: VS Code with Trialbook in it, in a browser of this machine. Without a folder it opens a copy of the
// examples in .scratch/start, which is kept from one start to the next. `--port N` chooses the port.
import { cpSync, existsSync } from 'node:fs';
import { delimiter, dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureNodeModules } from './setup/node_modules.mjs';
import { root } from './setup/project.mjs';
import { continueUnderProjectNode } from './setup/project_node.mjs';
import { ensurePythonEnvironment } from './setup/python_environment.mjs';

await ensureNodeModules();
await continueUnderProjectNode();
const { ensureServer } = await import('./setup/editor.mjs');
const { buildOnce } = await import('./build.mjs');
const { startEditorServer } = await import('../test/editor/workbench.mts');

const { values, positionals } = parseArgs({ allowPositionals: true, options: { port: { type: 'string' } } });
const python = await ensurePythonEnvironment();
await ensureServer();
await buildOnce({});

const editor = await startEditorServer({
  folder: positionals[0] === undefined ? examples() : resolve(positionals[0]),
  extension: { development: root },
  port: Number(values.port ?? 0),
  // So that the examples find what they import; a shell's own start-up files may put another Python first.
  userSettings: { 'trialbook.python.interpreter': python },
  env: { PATH: [dirname(python), process.env['PATH']].join(delimiter), VIRTUAL_ENV: join(root, '.venv') },
});
console.log(`VS Code with Trialbook: ${editor.url}\nCtrl-C ends it.`);
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => void editor.stop());
await editor.exited;

function examples() {
  const copy = join(root, '.scratch', 'start');
  if (!existsSync(copy)) cpSync(join(root, 'examples'), copy, { recursive: true });
  return copy;
}
