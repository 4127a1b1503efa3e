import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';

/** A `.trialbook` folder to be, in a folder that goes when the test is over. */
export function temporaryStoreDir(): string {
  const parent = mkdtempSync(join(tmpdir(), 'trialbook-'));
  onTestFinished(() => rmSync(parent, { recursive: true, force: true }));
  return join(parent, '.trialbook');
}
