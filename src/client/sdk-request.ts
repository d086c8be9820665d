/** What a request handler of AWS SDK v3 gets and gives. */
import type { HttpRequest, HttpResponse } from '../model/contract.ts';

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
