/** A request handler for any AWS SDK v3 client: what the SDK would send over the network goes to `send` instead. */
import type { HttpRequest, HttpResponse, RequestContext } from '../model/contract.ts';

/** The members of the SDK's HttpRequest that are read here; `@smithy/core`'s class fits. */
export interface SdkRequest {
  readonly method: string;
  readonly protocol: string;
  readonly hostname: string;
  readonly port?: number | undefined;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>> | undefined;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** The members of the SDK's HttpResponse. `body` is bytes, which the SDK takes in a browser and in Node; header names are in lower case. */
export interface SdkResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** What the SDK says of one request besides the request. */
export interface HandlerOptions {
  readonly abortSignal?:
    { readonly aborted: boolean; readonly reason?: unknown; addEventListener?: unknown; onabort?: unknown } | undefined;
  /** Milliseconds; none when absent or 0. */
  readonly requestTimeout?: number | undefined;
}

/** What the SDK calls. */
export interface StrongroomRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  /** Rejects with AbortError when the signal aborts, and with TimeoutError after `requestTimeout`: the call itself may have been done. */
  handle(request: SdkRequest, options?: HandlerOptions): Promise<{ response: SdkResponse }>;
  updateHttpClientConfig(key: string, value: unknown): void;
  httpHandlerConfigs(): { requestTimeout?: number };
  destroy(): void;
}

/** How a request leaves: `Strongroom.http`, or `fetch` put into the same form. */
export type SendHttpRequest = (request: HttpRequest) => Promise<HttpResponse>;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const encoder = new TextEncoder();

function createNamedError(name: string, message: string, cause?: unknown): Error {
  const error = new Error(message, cause === undefined ? {} : { cause });
  error.name = name;
  return error;
}

function textOf(body: unknown): string {
  if (body === undefined || body === null) return '';
  if (typeof body === 'string') return body;
  if (ArrayBuffer.isView(body) || body instanceof ArrayBuffer) return decoder.decode(body);
  throw new TypeError('Strongroom: the body of a request is a string or bytes');
}

function queryOf(query: SdkRequest['query']): string {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    value === null
      ? [encodeURIComponent(name)]
      : [value].flat().map((one) => `${encodeURIComponent(name)}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function toHttp(request: SdkRequest, requestContext: RequestContext | undefined): HttpRequest {
  const port = request.port === undefined ? '' : `:${request.port}`;
  return {
    method: request.method,
    url: `${request.protocol}//${request.hostname}${port}${request.path}${queryOf(request.query)}`,
    headers: { ...request.headers },
    body: textOf(request.body),
    ...(requestContext === undefined ? {} : { requestContext }),
  };
}

function fromHttp({ status, headers, body }: HttpResponse): SdkResponse {
  const lower = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
  return { statusCode: status, reason: status === 200 ? 'OK' : '', headers: lower, body: encoder.encode(body) };
}

/** A handler over `send`; `requestContext` goes with every request. */
export function createRequestHandler(send: SendHttpRequest, requestContext?: RequestContext): StrongroomRequestHandler {
  const config: { requestTimeout?: number } = {};

  return {
    metadata: { handlerProtocol: 'http/1.1' },
    async handle(request, { abortSignal, requestTimeout = config.requestTimeout } = {}) {
      const signal = abortSignal as AbortSignal | undefined;
      const aborted = (): Error => createNamedError('AbortError', 'Request aborted', signal?.reason);
      if (signal?.aborted) throw aborted();

      return await new Promise((resolve, reject) => {
        const abort = (): void => reject(aborted());
        // The SDK of old allows a signal that knows `onabort` alone.
        if (signal?.addEventListener) signal.addEventListener('abort', abort, { once: true });
        else if (signal) signal.onabort = abort;
        const timer = requestTimeout
          ? setTimeout(
              () => reject(createNamedError('TimeoutError', `Request did not complete within ${requestTimeout} ms`)),
              requestTimeout,
            )
          : undefined;

        Promise.resolve(toHttp(request, requestContext))
          .then(send)
          .then((answer) => resolve({ response: fromHttp(answer) }), reject)
          .finally(() => {
            clearTimeout(timer);
            signal?.removeEventListener('abort', abort);
          });
      });
    },
    updateHttpClientConfig(key, value) {
      if (key === 'requestTimeout') config.requestTimeout = value as number;
    },
    httpHandlerConfigs: () => ({ ...config }),
    destroy() {},
  };
}
