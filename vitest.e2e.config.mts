import { defineConfig } from 'vitest/config';

/** Tests that use the packaged extension as a person does, one editor at a time. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: ['test/e2e/packaged_extension.ts'],
    fileParallelism: false,
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});
