/** Tests in Node: `npm run test:node [-- --watch] [part of a path]`. */
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { BaseSequencer } from 'vitest/node';
import { SLOW_NODE_FILES, NODE_TESTS } from '../../tools/test-files.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));

const longest = new Set(SLOW_NODE_FILES.map((file) => path.join(root, file)));

for (const file of longest)
  if (!existsSync(file)) throw new Error(`tools/test-files.mjs names ${file}, which does not exist.`);

/** Starts the files that take longest first. */
class LongestFirst extends BaseSequencer {
  /** @param {import('vitest/node').TestSpecification[]} files */
  async sort(files) {
    const sorted = await super.sort(files);
    return [
      ...sorted.filter((file) => longest.has(file.moduleId)),
      ...sorted.filter((file) => !longest.has(file.moduleId)),
    ];
  }
}

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
    // Vitest leaves one core free: half of a machine with two.
    maxWorkers: os.availableParallelism(),
    sequence: { sequencer: LongestFirst },
    slowTestThreshold: 3000,
    reporters: ['default', './test/support/vitest-reporter.mjs'],
  },
});
