import { defineConfig } from 'vitest/config';

/** Tests that use the packaged extension as a person does, one editor at a time. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/packaged_extension.ts'],
    fileParallelism: false,
    // A click in VS Code's own lists is now and then lost on a loaded machine; one that fails again has found something.
    retry: 1,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
