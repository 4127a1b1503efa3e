import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { delimiter, dirname, join } from 'node:path';
import { startEditorServer } from '../../test/editor/workbench.mts';
import { ensureServer } from '../setup/editor.mjs';
import { findDesktopEditor } from '../setup/find_editor.mjs';
import { root } from '../setup/project.mjs';

/**
 * Opens VS Code on a folder with the extension of this repository loaded, and returns when it is closed or Ctrl-C ends it:
 * the desktop program where there is one, else in the browser.
 * @param {{ folder: string, python: string, port: number }} options python: the interpreter that terminals find first
 */
export async function openEditor({ folder, python, port }) {
  const env = { PATH: [dirname(python), process.env['PATH']].join(delimiter), VIRTUAL_ENV: dirname(dirname(python)) };
  const desktop = findDesktopEditor();
  if (desktop) await openDesktop(desktop, folder, env);
  else await openInBrowser(folder, port, env);
}

/** @param {string} program @param {string} folder @param {Record<string, string>} env */
async function openDesktop(program, folder, env) {
  console.log(`Opening VS Code on ${folder}`);
  // The program refuses to run as root unless it is told to, with a profile of its own.
  const asRoot = process.getuid?.() === 0 ? ['--no-sandbox', `--user-data-dir=${join(root, '.scratch', 'user-data')}`] : [];
  const args = ['--new-window', `--extensionDevelopmentPath=${root}`, ...asRoot, folder];
  const child = spawn(program, args, { env: { ...process.env, ...env }, stdio: 'ignore' });
  onEnding(() => child.kill());
  await once(child, 'close');
}

/** @param {string} folder @param {number} port @param {Record<string, string>} env */
async function openInBrowser(folder, port, env) {
  await ensureServer();
  const editor = await startEditorServer({ folder, extension: { development: root }, port, env });
  console.log(`VS Code with Trialbook: ${editor.url}\nCtrl-C ends it.`);
  onEnding(() => void editor.stop());
  await editor.exited;
}

/** From now on an ending from outside ends the editor, and this process after it. @param {() => void} end */
function onEnding(end) {
  for (const signal of ['SIGINT', 'SIGTERM']) process.removeAllListeners(signal).once(signal, end);
}
