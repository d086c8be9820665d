/** Tests in Chromium: `npx wtr --config test/support/wtr.config.mjs [--files test/base/hex.test.ts]`. */
import { fileURLToPath } from 'node:url';
import { defaultReporter } from '@web/test-runner';
import { chromeLauncher } from '@web/test-runner-chrome';
import { CHROMIUM_FLAGS, findChromium } from '../../tools/chromium.mjs';
import { chromiumTests } from '../../tools/test-files.mjs';
import { opensslMiddleware } from '../crypto/openssl.mjs';
import { closingLine } from './browser-reporter.mjs';
import { viteMiddleware } from './vite-middleware.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const vite = await viteMiddleware(root);

export default {
  rootDir: root,
  files: chromiumTests(),
  concurrency: 2,
  staticLogging: true,
  // Limits for tests that hang. A loaded machine is many times slower than a quiet one, so they are far from what a
  // test needs.
  testsStartTimeout: 180_000,
  testsFinishTimeout: 900_000,
  testFramework: { config: { timeout: 180_000 } },
  middleware: [opensslMiddleware, vite.middleware],
  filterBrowserLogs: ({ args }) => !args.some((argument) => String(argument).startsWith('Lit is in dev mode')),
  plugins: [{ name: 'stop-vite', serverStop: vite.close }],
  reporters: [defaultReporter({ reportTestProgress: false }), closingLine()],
  browsers: [
    chromeLauncher({
      launchOptions: { executablePath: findChromium(), args: CHROMIUM_FLAGS },
      // A context for each page: test files that run side by side share no database, cache or channel.
      createPage: async ({ browser }) => (await browser.createBrowserContext()).newPage(),
    }),
  ],
};
