import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../scripts/setup/chromium.mjs';

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

/** Starts a headless Chromium. @throws Error naming what to install when there is none. */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) {
    throw new Error('No Chromium found. Install it (apt-get install chromium) or set TRIALBOOK_CHROMIUM to its path.');
  }
  return chromium.launch({ executablePath, headless: true, args: FLAGS, handleSIGINT: false, handleSIGTERM: false });
}
