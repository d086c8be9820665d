/** Sends one request of an AWS SDK client: between the SDK's shapes and those of `Strongroom.http`. */
import type { HttpRequest, HttpResponse, RequestContext } from '../model/contract.ts';
import type { HandlerOptions, SdkRequest, SdkResponse, SendHttpRequest } from './sdk-request.ts';

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

/**
 * Sends `request` through `send`, with `requestContext`. The operation may complete even if this rejects.
 * @throws AbortError if the signal aborts, TimeoutError after `requestTimeout` milliseconds
 */
export async function sendSdkRequest(
  send: SendHttpRequest,
  request: SdkRequest,
  requestContext: RequestContext | undefined,
  { abortSignal, requestTimeout }: HandlerOptions,
): Promise<{ response: SdkResponse }> {
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
}
