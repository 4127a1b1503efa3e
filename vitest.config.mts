import { defineConfig } from 'vitest/config';

/** Tests in plain Node. What needs an editor is in test/host, test/trust and test/e2e. */
export default defineConfig({ test: { include: ['test/unit/**/*.test.ts'] } });
