/**
 * Lets Vite serve the modules of @web/test-runner's pages: TypeScript, decorators, `?worker&url` and packages then work
 * as in the app. The runner keeps its own addresses (its page, its test framework, its socket).
 */
import { rmSync } from 'node:fs';
import path from 'node:path';
import { createServer } from 'vite';

const RUNNER = /^\/(?:$|__web-|__wds)/;

/** @param {string} root the project's root */
export async function viteMiddleware(root) {
  // A folder of its own: two runs at a time would pull the optimized packages from under each other.
  const cacheDir = path.join(root, 'node_modules/.cache/vite-test', String(process.pid));
  const vite = await createServer({
    root,
    appType: 'custom',
    logLevel: 'warn',
    cacheDir,
    // Found up front: a package found later would reload the page in the middle of a test.
    optimizeDeps: { entries: ['src/**/*.ts', 'test/**/*.test.ts', '!test/{e2e,architecture,bench}/**'] },
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
  });

  /** @param {any} context Koa's @param {() => Promise<void>} next */
  const middleware = async (context, next) => {
    if (RUNNER.test(context.path)) return next();
    const { req, res } = context;
    // Koa presets 404, which Vite would keep.
    res.statusCode = 200;
    await new Promise((resolve, reject) => {
      res.once('close', resolve);
      vite.middlewares(req, res, (/** @type {unknown} */ error) => {
        res.statusCode = 404;
        if (error) reject(error);
        else resolve(next());
      });
    });
    if (res.headersSent) context.respond = false;
  };
  const close = async () => {
    await vite.close();
    rmSync(cacheDir, { recursive: true, force: true });
  };
  return { middleware, close };
}
