/** Answers one HTTP request: checks where it comes from, then passes it to the sandbox. No request ends the process. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { errorAnswer, textAnswer, type Answer } from './answer.ts';
import { answerControl, isControlPath } from './control-paths.ts';
import type { EndpointSandbox } from './endpoint-sandbox.ts';
import { readBody, textOf } from './read-body.ts';
import { refusalOf, type RequestRules } from './request-rules.ts';

/** What an endpoint answers with. */
export interface Endpoint {
  readonly sandbox: EndpointSandbox;
  readonly rules: RequestRules;
  readonly token: string;
}

/** Headers of every response: no page may interpret, embed or keep it. */
const SECURITY_HEADERS = {
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'cache-control': 'no-store',
};

/** Returns the headers by which a browser shows a response to the page of an allowed origin. */
function corsHeaders({ headers, method }: IncomingMessage): Record<string, string> {
  const { origin } = headers;
  if (origin === undefined) return {};
  const shared = { 'access-control-allow-origin': origin, vary: 'Origin' };
  if (method !== 'OPTIONS') return { ...shared, 'access-control-expose-headers': 'x-amzn-RequestId, date' };
  return {
    ...shared,
    'access-control-allow-methods': 'GET, POST',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    'access-control-allow-private-network': 'true',
    'access-control-max-age': '600',
  };
}

function headersOf(request: IncomingMessage): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [
      name,
      Array.isArray(value) ? value.join(', ') : (value ?? ''),
    ]),
  );
}

/** Returns the absolute URL of a request, or undefined if its target is not a path. */
function urlOf({ url: target = '', headers }: IncomingMessage): URL | undefined {
  // `//` and `/\` begin the name of another host.
  if (!/^\/(?![/\\])/.test(target)) return undefined;
  const url = `http://${headers.host ?? ''}${target}`;
  return URL.canParse(url) ? new URL(url) : undefined;
}

async function answer(request: IncomingMessage, { sandbox, rules, token }: Endpoint): Promise<Answer> {
  const refusal = refusalOf(request.headers, rules);
  if (refusal !== undefined) return textAnswer(403, refusal);
  if (request.method === 'OPTIONS') return textAnswer(204, '');
  const url = urlOf(request);
  if (url === undefined) return textAnswer(400, 'The target of the request must be a path.');
  const { method = '', headers } = request;
  if (isControlPath(url.pathname))
    return answerControl({ method, path: url.pathname, authorization: headers.authorization }, token, sandbox);
  if (url.pathname !== '/') return textAnswer(404, 'This endpoint answers at the path / alone.');
  const bytes = await readBody(request);
  if (bytes === undefined) return errorAnswer('RequestEntityTooLargeException', 'The request is too large.');
  const body = textOf(bytes);
  if (body === undefined) return errorAnswer('SerializationException', 'The body is not valid UTF-8');
  return sandbox.http({ method, url: url.href, headers: headersOf(request), body });
}

function send(request: IncomingMessage, response: ServerResponse, { status, headers, body }: Answer): void {
  if (response.destroyed) return;
  // What is left of a body that was not read would be taken for the next request.
  if (!request.complete) {
    response.shouldKeepAlive = false;
    request.resume();
  }
  const length = status === 204 ? {} : { 'content-length': Buffer.byteLength(body) };
  response.writeHead(status, { ...SECURITY_HEADERS, ...length, ...headers }).end(body);
}

/** Creates the listener of the server. */
export function createRequestListener(endpoint: Endpoint): RequestListener {
  return (request, response) => {
    // The other end may close the connection at any time.
    request.on('error', () => undefined);
    response.on('error', () => undefined);
    answer(request, endpoint)
      .catch((error: unknown) =>
        errorAnswer('KMSInternalException', error instanceof Error ? error.message : 'Failed.'),
      )
      .then((result) => {
        const isAccepted = refusalOf(request.headers, endpoint.rules) === undefined;
        const headers = isAccepted ? { ...result.headers, ...corsHeaders(request) } : result.headers;
        send(request, response, { ...result, headers });
      })
      .catch(() => response.destroy());
  };
}
