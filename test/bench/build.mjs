/**
 * Builds the bench page with Vite, as the app is built, into a folder of its own, and serves it with the app's headers.
 */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';
import { build } from 'vite';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const HERE = path.join(ROOT, 'test/bench');
const OUT = path.join(ROOT, 'node_modules/.cache/strongroom-bench');

/** @type {Record<string, string>} */
const HEADERS = JSON.parse(readFileSync(path.join(ROOT, 'src/pwa/security-headers.json'), 'utf8'));

/**
 * Builds test/bench/index.html and the workers that it names. @param {{minify?: boolean}} [options] unminified names
 * are for profiles
 */
export async function buildBench({ minify = true } = {}) {
  await build({
    configFile: false,
    root: HERE,
    base: './',
    logLevel: 'warn',
    build: {
      outDir: OUT,
      emptyOutDir: true,
      target: 'es2023',
      minify,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 4096,
    },
    worker: { format: 'es', rolldownOptions: { output: { minify } } },
  });
}

/**
 * Serves the built bench on loopback. Its policy is the app's, and WebAssembly may compile: one of the others needs it.
 * @param {number} port 0: any free one
 * @returns {Promise<{url: string, close: () => void}>}
 */
export async function serveBench(port) {
  const files = sirv(OUT, { dev: true });
  const policy = HEADERS['Content-Security-Policy']?.replace(
    "script-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
  );
  const headers = Object.entries({ ...HEADERS, 'Content-Security-Policy': policy ?? '' });
  const server = createServer((request, response) => {
    for (const [name, value] of headers) response.setHeader(name, value);
    files(request, response, () => void response.writeHead(404).end());
  });
  await new Promise((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)),
  );
  const address = server.address();
  return {
    url: `http://localhost:${typeof address === 'object' && address ? address.port : port}/`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
