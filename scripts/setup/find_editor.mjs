import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from './project.mjs';

/** The executable that runs VS Code's server with a headless Chromium as its window. */
export const browserEditor = join(root, 'test', 'editor', 'browser-editor');

/** True where a desktop program can show a window. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY']);
}

/**
 * The executable of a desktop VS Code: the one `TRIALBOOK_EDITOR` names, else that of `code` on PATH where there is a
 * display.
 * @returns {string | undefined} its path, or undefined where there is none.
 * @throws Error when `TRIALBOOK_EDITOR` names no file.
 */
export function findDesktopEditor() {
  const named = process.env['TRIALBOOK_EDITOR'];
  if (named === 'browser') return undefined;
  if (named) {
    if (!existsSync(named)) throw new Error(`TRIALBOOK_EDITOR names ${named}, which is not there.`);
    return named;
  }
  if (!hasDisplay()) return undefined;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const command = join(folder, process.platform === 'win32' ? 'code.cmd' : 'code');
    const program = existsSync(command) ? programOf(realpathSync(command)) : undefined;
    if (program) return program;
  }
  return undefined;
}

/**
 * `code` only starts the program and returns; the program itself is what a test can wait for.
 * @param {string} command
 */
function programOf(command) {
  const bin = dirname(command);
  const candidates = [join(bin, '..', 'code'), join(bin, '..', 'Code.exe'), join(bin, '..', '..', '..', 'MacOS', 'Electron')];
  return candidates.find((candidate) => candidate !== command && existsSync(candidate));
}
