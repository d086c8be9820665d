/**
 * The service worker. Serves the app offline, adds security headers on hosts that send none, and is a second host:
 * `POST <scope>kms/` answers KMS, STS and CloudTrail for any page in its scope, even with no tab of the app open.
 */
import { addPlugins, cleanupOutdatedCaches, createHandlerBoundToURL, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { encodeUtf8 } from '../base/bytes.ts';
import { createUuid } from '../base/uuid.ts';
import { ERRORS } from '../model/errors.ts';
import { createHost } from '../worker/host.ts';
import relayHeaders from './relay-headers.json';
import headers from './security-headers.json';

declare const self: ServiceWorkerGlobalScope & { readonly __WB_MANIFEST: { url: string; revision: string | null }[] };

const host = createHost({ initialSettings: { requestQuotas: 'real' } });
const scope = new URL(self.registration.scope).pathname;

/** Returns the sandbox ID in `<scope>kms/` or `<scope>kms/<id>/`, or undefined for any other path. */
function worldOf(path: string): string | undefined {
  if (!path.startsWith(scope)) return undefined;
  const match = /^kms(?:\/([A-Za-z0-9._-]{1,64}))?\/?$/.exec(path.slice(scope.length));
  return match === null ? undefined : (match[1] ?? 'default');
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Decodes a body, or returns undefined if it is not UTF-8. `Request.text()` would replace invalid bytes and drop a byte
 * order mark, so the signature would not match the received bytes.
 */
function textOf(body: ArrayBuffer): string | undefined {
  try {
    return utf8.decode(body);
  } catch {
    return undefined;
  }
}

/** Creates a response of `/kms/`. Its headers forbid content sniffing and use by pages of other origins. */
function kmsResponse(body: string, status: number, answerHeaders: Readonly<Record<string, string>>): Response {
  return new Response(body, {
    status,
    headers: {
      'X-Content-Type-Options': headers['X-Content-Type-Options'],
      'Cross-Origin-Resource-Policy': headers['Cross-Origin-Resource-Policy'],
      ...answerHeaders,
    },
  });
}

/**
 * Whether a page of this origin sent the request by a script that sees the answer. A navigation, and so every form,
 * comes from any site; so can a request without CORS, and its sender sees no answer.
 */
function isFromScript({ mode, destination, referrer }: Request): boolean {
  if ((mode !== 'cors' && mode !== 'same-origin') || destination !== '') return false;
  return !URL.canParse(referrer) || new URL(referrer).origin === self.location.origin;
}

/** Creates the response to a request that cannot be passed to a sandbox. */
function errorResponse(
  name: 'SerializationException' | 'KMSInternalException' | 'AccessDeniedException',
  message: string,
): Response {
  const { status } = ERRORS[name];
  const requestId = createUuid(crypto.getRandomValues(new Uint8Array(16)));
  const body = JSON.stringify({ __type: name, message });
  return kmsResponse(body, status, {
    'x-amzn-RequestId': requestId,
    date: new Date().toUTCString(),
    'content-type': 'application/x-amz-json-1.1',
    'content-length': String(encodeUtf8(body).length),
  });
}

/**
 * Answers one KMS request. Restores `host` and `content-length` from URL and body: the SDK signs them, and a page
 * cannot set them.
 */
async function answer(request: Request, world: string): Promise<Response> {
  // Before anything opens a sandbox.
  if (!isFromScript(request))
    return errorResponse('AccessDeniedException', 'This endpoint accepts requests of scripts of its own origin alone.');
  const body = textOf(await request.arrayBuffer());
  if (body === undefined) return errorResponse('SerializationException', 'The body is not valid UTF-8');
  const url = new URL(request.url);
  const given: Record<string, string> = Object.fromEntries(request.headers);
  const rebuilt = { ...given, host: url.host, 'content-length': String(encodeUtf8(body).length) };
  try {
    const response = await host.http(world, { method: request.method, url: request.url, headers: rebuilt, body });
    return kmsResponse(response.body, response.status, response.headers);
  } catch (error) {
    return errorResponse('KMSInternalException', error instanceof Error ? error.message : String(error));
  }
}

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  const world = url.origin === self.location.origin ? worldOf(url.pathname) : undefined;
  if (world === undefined) return;
  if (event.request.method === 'POST') event.respondWith(answer(event.request, world));
  else
    event.respondWith(
      kmsResponse('This endpoint accepts AWS JSON 1.1 requests (POST).\n', 405, {
        allow: 'POST',
        'content-type': 'text/plain',
      }),
    );
});

/** The hash worker compiles WebAssembly; only its response allows that. */
const HASH_WORKER = /\/hash-worker-[^/]+\.js$/;

/** The document of the relay: its headers give it an opaque origin, and let the app embed it. */
const RELAY = '/relay.html';

/** Returns the headers of a file, by name. */
function headersOf(url: string): Readonly<Record<string, string>> {
  // The address of a frame has a fragment.
  if (new URL(url).pathname.endsWith(RELAY)) return { ...headers, ...relayHeaders };
  if (!HASH_WORKER.test(url)) return headers;
  const policy = headers['Content-Security-Policy'].replace(
    "script-src 'self'",
    "script-src 'self' 'wasm-unsafe-eval'",
  );
  return { ...headers, 'Content-Security-Policy': policy };
}

/**
 * Adds the headers that the host may not have sent. Returns a response that has them as it is: Chromium keeps the
 * compiled code of a page's script only if the response is the one in Cache Storage.
 */
function secured(response: Response, url: string): Response {
  const missing = Object.entries(headersOf(url)).filter(([name, value]) => response.headers.get(name) !== value);
  if (missing.length === 0) return response;
  const all = new Headers(response.headers);
  for (const [name, value] of missing) all.set(name, value);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers: all });
}

cleanupOutdatedCaches();
// All responses get the headers, not only the page: an isolated page cannot start a worker whose script lacks them.
addPlugins([
  {
    // Files are stored with the headers, except those that an earlier version stored.
    cacheWillUpdate: ({ request, response }) => Promise.resolve(response.ok ? secured(response, request.url) : null),
    handlerWillRespond: ({ request, response }) => Promise.resolve(secured(response, request.url)),
  },
]);
precacheAndRoute(self.__WB_MANIFEST, { cleanURLs: false, directoryIndex: '' });
registerRoute(
  new NavigationRoute(createHandlerBoundToURL('index.html'), {
    // Other pages of this origin are not ours: only the app's own address is served from the cache.
    allowlist: [new RegExp(`^${scope.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}(index\\.html)?(\\?.*)?$`)],
  }),
);

self.addEventListener('activate', (event) => {
  // Controls pages of the first visit immediately: `POST kms/` works before any reload.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  // A new version waits until the visitor accepts it.
  if ((event.data as { type?: unknown } | null)?.type === 'SKIP_WAITING') void self.skipWaiting();
});
