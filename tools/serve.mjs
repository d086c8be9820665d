/**
 * Serves a built folder as any static host would, with the security headers of src/pwa/security-headers.json.
 * `node tools/serve.mjs` serves dist/; tests call serve() for a free port or a sub-path.
 */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import sirv from 'sirv';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @type {Record<string, string>} */
const HEADERS = JSON.parse(readFileSync(path.join(ROOT, 'src/pwa/security-headers.json'), 'utf8'));

/** The hash worker compiles WebAssembly; its response alone allows it. */
const HASH_WORKER = /\/hash-worker-[^/]+\.js$/;

/** Names that carry a hash of their content never change. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;

/** The headers of one response. @param {string} pathname of the request */
function headersFor(pathname) {
  /** @type {Record<string, string>} */
  const headers = {
    ...HEADERS,
    'Cache-Control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  const policy = headers['Content-Security-Policy'];
  if (policy && HASH_WORKER.test(pathname))
    headers['Content-Security-Policy'] = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
  return headers;
}

/**
 * Starts a server on localhost.
 * @param {{dir?: string, port?: number, base?: string}} [options] folder (dist/), port (0: any free one), path under which the folder appears (`/`)
 * @returns {Promise<{url: string, origin: string, port: number, close: () => Promise<void>}>} `url` ends with `base`; `close` also ends open connections
 */
export async function serve({ dir = path.join(ROOT, 'dist'), port = 0, base = '/' } = {}) {
  const files = sirv(dir, { dev: true, etag: true, dotfiles: false });
  const server = createServer((request, response) => {
    const pathname = new URL(request.url ?? '/', 'http://localhost').pathname;
    for (const [name, value] of Object.entries(headersFor(pathname))) response.setHeader(name, value);
    const notFound = () => void response.writeHead(404, { 'Content-Type': 'text/plain' }).end('Not found');
    if (!pathname.startsWith(base)) return notFound();
    request.url = `/${request.url?.slice(base.length)}`;
    return files(request, response, notFound);
  });
  await new Promise((resolve, reject) =>
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(undefined)),
  );
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  const origin = `http://localhost:${bound}`;
  return {
    url: origin + base,
    origin,
    port: bound,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { url } = await serve({ port: Number(process.env['PORT'] ?? 4173) });
  console.log(`Strongroom: ${url}`);
}
