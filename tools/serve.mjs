/**
 * Serves a built folder as any static host would: compressed, with the security headers of
 * src/pwa/security-headers.json; the document of the relay has those of relay-headers.json.
 * `node tools/serve.mjs` serves dist/; tests call serve() for a free port or a sub-path.
 */
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import compression from 'compression';
import sirv from 'sirv';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** @type {Record<string, string>} */
const HEADERS = JSON.parse(readFileSync(path.join(ROOT, 'src/pwa/security-headers.json'), 'utf8'));

/** What the relay's document has in place of the headers of the same name. @type {Record<string, string>} */
const RELAY_HEADERS = JSON.parse(readFileSync(path.join(ROOT, 'src/pwa/relay-headers.json'), 'utf8'));
const RELAY = /\/relay\.html$/;

/** The hash worker compiles WebAssembly; its response alone allows it. */
const HASH_WORKER = /\/hash-worker-[^/]+\.js$/;

/** Names that carry a hash of their content never change. */
const HASHED = /\/assets\/[^/]+-[\w-]{8}\.\w+$/;

/**
 * Compresses what is text, by Brotli where the browser takes it. A part of a file is sent as it is: its range counts
 * the bytes of the file. The types of the package are those of Express, which it does not need.
 */
const compress = /** @type {(...handled: [...Parameters<import('node:http').RequestListener>, () => void]) => void} */ (
  /** @type {unknown} */ (
    compression({
      filter: (request, response) => response.statusCode !== 206 && compression.filter(request, response),
    })
  )
);

/** The headers of one response. @param {string} pathname of the request */
function headersFor(pathname) {
  /** @type {Record<string, string>} */
  const headers = {
    ...HEADERS,
    ...(RELAY.test(pathname) ? RELAY_HEADERS : {}),
    'Cache-Control': HASHED.test(pathname) ? 'public, max-age=31536000, immutable' : 'no-cache',
  };
  const policy = headers['Content-Security-Policy'];
  if (policy && HASH_WORKER.test(pathname))
    headers['Content-Security-Policy'] = policy.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'");
  return headers;
}

/**
 * The path and query that a request asks for, or undefined for a target that is no path of this server. A target is a
 * path or, from a proxy, a URL. `//` and `/\\` begin the name of another host.
 * @param {string | undefined} target
 */
function parseTarget(target = '') {
  const url = /^https?:\/\//i.test(target) ? target : /^\/(?![/\\])/.test(target) ? `http://localhost${target}` : '';
  if (!URL.canParse(url)) return undefined;
  const { pathname, search } = new URL(url);
  return { pathname, search };
}

/** A range that sirv reads as meant; a server may ignore any other. @param {string | undefined} range */
function isServableRange(range = '') {
  const [, first, last] = /^bytes=(\d{1,15})-(\d{0,15})$/.exec(range) ?? [];
  return first !== undefined && (last === '' || Number(last) >= Number(first));
}

/**
 * Starts a server on localhost. It serves the files that the folder holds now; with `changing`, those that it holds at
 * each request.
 * @param {{dir?: string, port?: number, base?: string, changing?: boolean}} [options] folder (dist/), port (0: any free
 *   one), path under which the folder appears (`/`)
 * @returns {Promise<{url: string, origin: string, port: number, close: () => Promise<void>}>} `url` ends with `base`;
 *   `close` also ends open connections
 */
export async function serve({ dir = path.join(ROOT, 'dist'), port = 0, base = '/', changing = false } = {}) {
  const files = sirv(dir, { dev: changing, etag: true, dotfiles: false });
  /** @param {import('node:http').ServerResponse} response @param {number} status @param {string} text */
  const answer = (response, status, text) =>
    void response.writeHead(status, { 'Content-Type': 'text/plain', 'X-Content-Type-Options': 'nosniff' }).end(text);

  const server = createServer((request, response) => {
    const target = parseTarget(request.url);
    if (target === undefined) return answer(response, 400, 'Bad request');
    const { pathname, search } = target;
    for (const [name, value] of Object.entries(headersFor(pathname))) response.setHeader(name, value);
    const notFound = () => answer(response, 404, 'Not found');
    if (!pathname.startsWith(base)) return notFound();
    if (!isServableRange(request.headers.range)) delete request.headers.range;
    request.url = `/${pathname.slice(base.length)}${search}`;
    // sirv sends a file by a stream whose errors it leaves alone. A build may remove the file meanwhile.
    response.on('pipe', (file) => file.on('error', () => response.destroy()));
    compress(request, response, () => {
      try {
        return files(request, response, notFound);
      } catch {
        // No request may end the server.
        if (!response.headersSent) return answer(response, 400, 'Bad request');
        response.destroy();
      }
    });
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
