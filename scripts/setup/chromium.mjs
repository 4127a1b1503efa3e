import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/**
 * The Chromium to drive: `TRIALBOOK_CHROMIUM`, else the first of the usual names on PATH.
 * @returns {string | undefined} its path, or undefined where there is none.
 */
export function findChromium() {
  if (process.env['TRIALBOOK_CHROMIUM']) return process.env['TRIALBOOK_CHROMIUM'];
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.flatMap((folder) => NAMES.map((name) => join(folder, name))).find(isExecutable);
}

/** @param {string} file */
function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
