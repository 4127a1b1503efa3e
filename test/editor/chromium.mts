import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium, type Browser } from 'playwright-core';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

/** Flags for a quiet, headless Chromium that also starts as root in a container. */
const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/**
 * The Chromium to drive: `TRIALBOOK_CHROMIUM`, else the first of the usual names on PATH.
 * @returns its absolute path, or undefined where there is none.
 */
export function findChromium(): string | undefined {
  const named = process.env['TRIALBOOK_CHROMIUM'];
  if (named) return named;
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    for (const name of NAMES) {
      const file = join(folder, name);
      if (isExecutable(file)) return file;
    }
  }
  return undefined;
}

/** Starts a headless Chromium. @throws Error naming what to install when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('No Chromium found. Install it (apt-get install chromium) or set TRIALBOOK_CHROMIUM to its path.');
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS, handleSIGINT: false, handleSIGTERM: false });
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
