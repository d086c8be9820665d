/** Request handler for any client of AWS SDK v3: passes requests to `send` instead of the network. */
import type { HttpRequest, HttpResponse, RequestContext } from '../model/contract.ts';

/** The members of the SDK's HttpRequest that are read here. The class of `@smithy/core` conforms to it. */
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

/**
 * The members of the SDK's HttpResponse. `body` is bytes, which the SDK accepts in browsers and in Node. Header names
 * are in lower case.
 */
export interface SdkResponse {
  readonly statusCode: number;
  readonly reason: string;
  readonly headers: Record<string, string>;
  readonly body: Uint8Array;
}

/** Per-request options of the SDK. */
export interface HandlerOptions {
  readonly abortSignal?:
    { readonly aborted: boolean; readonly reason?: unknown; addEventListener?: unknown; onabort?: unknown } | undefined;
  /** Milliseconds. Omitted or 0: no timeout. */
  readonly requestTimeout?: number | undefined;
}

/** The HttpHandler interface of the SDK. */
export interface StrongroomRequestHandler {
  readonly metadata: { readonly handlerProtocol: string };
  /**
   * Sends one request. The operation may complete even if this rejects.
   * @throws AbortError if the signal aborts, TimeoutError after `requestTimeout` milliseconds
   */
  handle(request: SdkRequest, options?: HandlerOptions): Promise<{ response: SdkResponse }>;
  updateHttpClientConfig(key: string, value: unknown): void;
  httpHandlerConfigs(): { requestTimeout?: number };
  destroy(): void;
}

/** Sends a request: `Strongroom.http`, or `fetch` with the same signature. */
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
  throw new TypeError('The request body must be a string or bytes.');
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

/** Creates a handler that sends through `send` and adds `requestContext` to each request. */
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
        // Early versions of the SDK pass a signal that has only `onabort`.
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
