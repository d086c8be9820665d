/**
 * Messages of the relay: a frame of opaque origin that sends requests to the real proxy of an external key store. The
 * frame announces itself to the page, the page gives it one port, and the worker holds the other end. The page may
 * connect to its own origin only; the policy of the frame allows one other origin.
 */

/** The member that marks the messages outside of the port. */
export const RELAY_KEY = 'strongroom-relay';

/** First message of the frame to the page: it may connect to this origin only. */
export interface RelayGreeting {
  readonly [RELAY_KEY]: string;
}

/** From the page to the worker: the port of a relay, or its end. */
export interface RelayNotice {
  readonly [RELAY_KEY]: { readonly origin: string; readonly port?: MessagePort };
}

/** A request on the port. The frame always sends POST. */
export interface RelayRequest {
  readonly id: number;
  /** A URL of the relay's origin. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Ends a request on the port: its answer is too late. */
export interface RelayAbort {
  readonly abort: number;
}

/** An answer on the port. Without status there was none: the browser does not tell why. */
export interface RelayAnswer {
  readonly id: number;
  readonly status?: number;
  readonly body?: string;
}

/** Form of XksProxyUriEndpoint, which has neither port nor path. */
const ENDPOINT = /^https:\/\/[a-zA-Z0-9.-]+$/;

/** Returns the origin of an endpoint, or undefined if it is not `https://` and a host name. */
export function relayOrigin(endpoint: string): string | undefined {
  return ENDPOINT.test(endpoint) && URL.canParse(endpoint) ? new URL(endpoint).origin : undefined;
}

/** Whether a message to the worker is a RelayNotice. */
export function isRelayNotice(data: unknown): data is RelayNotice {
  const notice = (data as Partial<Record<typeof RELAY_KEY, { readonly origin?: unknown }>> | null | undefined)?.[
    RELAY_KEY
  ];
  return typeof notice?.origin === 'string';
}
