/**
 * The script of relay.html, a document of opaque origin. It narrows its policy to the origin in the fragment of its
 * address, takes one port from the page that embeds it, and sends what arrives on the port to that origin.
 *
 * The build puts this file into the document as it is, so it imports types only.
 */
import type { RelayAbort, RelayAnswer, RelayGreeting, RelayRequest } from '../model/relay-messages.ts';

/** The origin in the fragment, if this document may serve it: the sandbox made it opaque, and a page embeds it. */
function originToServe(): string | undefined {
  const text = location.hash.slice(1);
  if (self.origin !== 'null' || parent === self || !URL.canParse(text)) return undefined;
  const { protocol, origin } = new URL(text);
  return protocol === 'https:' && origin === text ? origin : undefined;
}

/** Adds a policy to that of the document. Policies intersect, so it can only narrow. */
function allowConnections(source: string): void {
  const policy = document.createElement('meta');
  policy.httpEquiv = 'Content-Security-Policy';
  policy.content = `connect-src ${source}`;
  document.head.append(policy);
}

async function send({ id, url, headers, body }: RelayRequest, signal: AbortSignal): Promise<RelayAnswer> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers,
      body,
      mode: 'cors',
      credentials: 'omit',
      redirect: 'error',
      cache: 'no-store',
      referrerPolicy: 'no-referrer',
      signal,
    });
    return { id, status: response.status, body: await response.text() };
  } catch {
    return { id };
  }
}

function serve(origin: string, port: MessagePort): void {
  const pending = new Map<number, AbortController>();
  port.onmessage = ({ data }: MessageEvent<RelayRequest | RelayAbort>) => {
    if ('abort' in data) {
      pending.get(data.abort)?.abort();
      return;
    }
    if (!URL.canParse(data.url) || new URL(data.url).origin !== origin) {
      port.postMessage({ id: data.id } satisfies RelayAnswer);
      return;
    }
    const controller = new AbortController();
    pending.set(data.id, controller);
    void send(data, controller.signal).then((answer) => {
      pending.delete(data.id);
      port.postMessage(answer);
    });
  };
}

const served = originToServe();
allowConnections(served ?? "'none'");
if (served !== undefined) {
  addEventListener('message', function take({ source, ports: [port] }: MessageEvent<unknown>) {
    if (source !== parent || port === undefined) return;
    removeEventListener('message', take);
    serve(served, port);
  });
  // A document of opaque origin cannot name the page that it addresses. The page checks who greets it.
  parent.postMessage({ 'strongroom-relay': served } satisfies RelayGreeting, '*');
}
