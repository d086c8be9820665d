/** Opens the server on its addresses. */
import { createServer, type RequestListener, type Server } from 'node:http';

/** Times and numbers that bound what a client can occupy. */
const LIMITS = {
  /** Time for the headers of a request. */
  headersTimeout: 10_000,
  /** Time for a whole request. */
  requestTimeout: 30_000,
  /** How often both are checked. */
  connectionsCheckingInterval: 2_000,
};
const MAX_CONNECTIONS = 512;
/** Time without a byte in either direction, of a client that does not read its answers. No call takes as long. */
const IDLE_TIMEOUT_MS = 120_000;

/** The addresses of loopback. Programs resolve `localhost` to either. */
const LOOPBACK = ['127.0.0.1', '::1'] as const;

/** Codes of `listen` where the system has no IPv6. */
const WITHOUT_IPV6: ReadonlySet<unknown> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT']);

/** An address that the endpoint cannot listen on. */
export class ListenError extends Error {}

/** A server that listens. */
interface Listening {
  readonly port: number;
  /** Ends it, and all connections. */
  close(): void;
}

const REASONS: Readonly<Record<string, string>> = {
  EADDRINUSE: 'Another program uses it. Choose another port: --port 0 takes any free one.',
  EACCES: 'This user may not open it. Choose a port above 1023.',
  EADDRNOTAVAIL: 'No network interface of this computer has this address.',
};

const codeOf = (error: unknown): string => (error as { code?: string }).code ?? '';

function listenOn(listener: RequestListener, host: string, port: number): Promise<Server> {
  const server = createServer(LIMITS, listener);
  server.maxConnections = MAX_CONNECTIONS;
  server.timeout = IDLE_TIMEOUT_MS;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.write('HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n');
    // Does not wait for the other end: one that never closes would occupy a connection for ever.
    socket.destroy();
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host, port }, () => resolve(server));
  });
}

const portOf = (server: Server): number => (server.address() as { port: number }).port;

/**
 * Listens on `host`, or on both addresses of loopback.
 * @throws {ListenError} with a sentence that says what to do
 */
export async function listen(listener: RequestListener, port: number, host?: string): Promise<Listening> {
  const servers: Server[] = [];
  const close = () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  };
  for (const address of host === undefined ? LOOPBACK : [host]) {
    const [first] = servers;
    try {
      servers.push(await listenOn(listener, address, first ? portOf(first) : port));
    } catch (error) {
      const code = codeOf(error);
      if (first && WITHOUT_IPV6.has(code)) continue;
      close();
      throw new ListenError(
        `Cannot listen on port ${first ? portOf(first) : port} of ${address} (${code}). ${REASONS[code] ?? ''}`.trim(),
      );
    }
  }
  return { port: portOf(servers[0] as Server), close };
}
