/** Transport to real proxies of external key stores by `fetch`: for Node, where any https URL can be reached. */
import { XksConnectionError, type XksConnectionProblem, type XksTransport } from '../model/xks-proxy-api.ts';

/** Codes of failed TLS handshakes in Node: those of OpenSSL, and of the checks of a certificate. */
const TLS_CODE =
  /^(?:ERR_TLS_|ERR_SSL_|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|INVALID_CA|INVALID_PURPOSE)/;

function problemOf(error: unknown): XksConnectionProblem {
  if (error instanceof DOMException && error.name === 'TimeoutError') return 'timeout';
  const cause = error instanceof Error ? (error.cause as { readonly code?: unknown } | undefined) : undefined;
  return typeof cause?.code === 'string' && TLS_CODE.test(cause.code) ? 'tls' : 'unreachable';
}

/** Sends requests by `fetch`. It follows no redirects and sends no cookies. `host` follows from the URL. */
export const fetchXks: XksTransport = async (
  { method, url, headers: { host: _host, ...headers }, body },
  timeoutMs,
) => {
  try {
    const response = await fetch(url, {
      method,
      headers,
      body,
      redirect: 'error',
      credentials: 'omit',
      cache: 'no-store',
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { status: response.status, body: await response.text() };
  } catch (error) {
    throw new XksConnectionError(problemOf(error), error);
  }
};
