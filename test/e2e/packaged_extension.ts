import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { makePackage } from '../../scripts/package.mjs';

declare module 'vitest' {
  interface ProvidedContext {
    /** The path of the packaged extension that the tests install. */
    vsix: string;
  }
}

/** Before all tests: packs the extension as it would be published. */
export async function setup(project: TestProject): Promise<void> {
  const vsix = join(import.meta.dirname, '..', '..', '.scratch', 'trialbook.vsix');
  await makePackage(vsix);
  project.provide('vsix', vsix);
}
