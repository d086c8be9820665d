/** Tests in Node: `npm run test:node [-- --watch] [part of a path]`. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { NODE_TESTS } from '../../tools/test-files.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

export default defineConfig({
  root,
  cacheDir: 'node_modules/.cache/vitest',
  // In the browser these two ask the test server; here nothing stands between.
  resolve: {
    alias: [{ find: /^((?:\.{1,2}\/)+(?:crypto\/)?)(openssl|vector-file)\.ts$/, replacement: '$1$2-in-node.ts' }],
  },
  test: {
    ...NODE_TESTS,
    // The tests are written for mocha, which runs the others in Chromium: describe and it are globals.
    globals: true,
    setupFiles: 'test/support/mocha-globals.ts',
    // Limits for tests that hang. A loaded machine is many times slower than a quiet one.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    slowTestThreshold: 3000,
    reporters: ['default', './test/support/vitest-reporter.mjs'],
  },
});
