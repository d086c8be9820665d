/** Answers of a function over real HTTP on the loopback interface. */
import { createServer, request as send } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { XksHttpAnswer, XksHttpRequest } from '../../src/model/xks-proxy-api.ts';

export interface HttpServer {
  /** `http://127.0.0.1:<port>`. */
  readonly origin: string;
  close(): Promise<void>;
}

/**
 * Serves `answer`. The URL that it gets has the `host` of the request, and https, as behind a TLS terminator. An answer
 * of undefined closes the connection without one.
 */
export async function serveHttp(
  answer: (request: XksHttpRequest) => Promise<XksHttpAnswer | undefined>,
  scheme = 'https',
): Promise<HttpServer> {
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.setEncoding('utf8');
    incoming.on('data', (chunk: string) => (body += chunk));
    incoming.on('end', () => {
      const headers = incoming.headers as Record<string, string>;
      const url = `${scheme}://${headers['host']}${incoming.url}`;
      void answer({ method: incoming.method ?? '', url, headers, body }).then((given) => {
        if (given === undefined) return incoming.socket.destroy();
        return outgoing.writeHead(given.status, { 'content-type': 'application/json' }).end(given.body);
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** Sends a request to a server on the loopback interface, with the `host` of its own URL. */
export function sendHttp(origin: string, { method, url, headers, body }: XksHttpRequest): Promise<XksHttpAnswer> {
  return new Promise((resolve, reject) => {
    const { pathname, search } = new URL(url);
    const outgoing = send(`${origin}${pathname}${search}`, { method, headers }, (incoming) => {
      let text = '';
      incoming.setEncoding('utf8');
      incoming.on('data', (chunk: string) => (text += chunk));
      incoming.on('end', () => resolve({ status: incoming.statusCode ?? 0, body: text }));
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
