/** Transport to real proxies of external key stores by the relays that the page has opened. */
import type { RelayAbort, RelayAnswer, RelayRequest } from '../model/relay-messages.ts';
import {
  XksConnectionError,
  type XksHttpAnswer,
  type XksHttpRequest,
  type XksTransport,
} from '../model/xks-proxy-api.ts';

/** One open relay. */
class Relay {
  readonly #port: MessagePort;
  readonly #pending = new Map<number, (answer: RelayAnswer) => void>();
  #last = 0;

  constructor(port: MessagePort) {
    this.#port = port;
    port.onmessage = ({ data }: MessageEvent<RelayAnswer>) => this.#pending.get(data.id)?.(data);
  }

  /** The time is measured here: the browser slows down the timers of a hidden page, not those of a worker. */
  send({ url, headers: { host: _host, ...headers }, body }: XksHttpRequest, timeoutMs: number): Promise<XksHttpAnswer> {
    const id = ++this.#last;
    return new Promise<XksHttpAnswer>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#port.postMessage({ abort: id } satisfies RelayAbort);
        reject(new XksConnectionError('timeout'));
      }, timeoutMs);
      this.#pending.set(id, ({ status, body: answer = '' }) => {
        clearTimeout(timer);
        if (status === undefined) reject(new XksConnectionError('unreachable'));
        else resolve({ status, body: answer });
      });
      this.#port.postMessage({ id, url, headers, body } satisfies RelayRequest);
    }).finally(() => this.#pending.delete(id));
  }

  /** Ends the relay. Requests without an answer fail at once. */
  close(): void {
    this.#port.close();
    for (const [id, answer] of this.#pending) answer({ id });
  }
}

/** The open relays of a worker, by origin. */
export class RelayTransport {
  readonly #relays = new Map<string, Relay>();

  /** Uses `port` for requests to `origin`, in the place of an earlier one. Without a port, the relay is closed. */
  connect(origin: string, port: MessagePort | undefined): void {
    this.#relays.get(origin)?.close();
    if (port === undefined) this.#relays.delete(origin);
    else this.#relays.set(origin, new Relay(port));
  }

  /** Sends a request through the relay of its origin. Rejects at once if none is open. */
  readonly send: XksTransport = async (request, timeoutMs) => {
    const relay = this.#relays.get(new URL(request.url).origin);
    if (relay === undefined) throw new XksConnectionError('no-relay');
    return await relay.send(request, timeoutMs);
  };
}
