/**
 * The relays of this tab to real proxies of external key stores. A relay is a hidden frame outside of the app's
 * elements, so it lives as long as the document, whatever page of the app is shown.
 */
import { RELAY_KEY, relayOrigin, type RelayGreeting } from '../../model/relay-messages.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { relayLink, type RelayLink } from './relay-link.ts';
import { TEXTS } from './relay-texts.ts';

/** Milliseconds until a frame that has not greeted counts as blocked. */
const GREETING_TIMEOUT_MS = 10_000;

/** Origin of the messages of a sandboxed document. */
const OPAQUE = 'null';

/** A relay that could not be opened. */
export class RelayError extends Error {
  override readonly name = 'RelayError';
}

interface OpenRelay {
  readonly frame: HTMLIFrameElement;
  /** Releases the Web Lock by which other tabs see the relay. */
  readonly release: () => void;
}

const lockName = (origin: string): string => `strongroom-relay ${origin}`;

/** Web Locks, which a page without a secure context does not have. */
const locks = (): LockManager | undefined => (navigator as { readonly locks?: LockManager }).locks;

/** Shows other tabs that this one has a relay to `origin`. Returns what ends that. */
function announce(origin: string): () => void {
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  locks()
    ?.request(lockName(origin), { mode: 'shared' }, () => held)
    .catch(() => undefined);
  return () => release();
}

/** Waits until the document of `frame` says which origin it may connect to. */
function greetingOf(frame: HTMLIFrameElement): Promise<string> {
  return new Promise((resolve, reject) => {
    const controller = new AbortController();
    const timer = setTimeout(() => {
      controller.abort();
      reject(new RelayError(TEXTS.blocked));
    }, GREETING_TIMEOUT_MS);
    addEventListener(
      'message',
      ({ data, source, origin }: MessageEvent<Partial<RelayGreeting> | null>) => {
        // A document that is not sandboxed has the origin of this page, and must not get a port.
        if (source !== frame.contentWindow || origin !== OPAQUE) return;
        clearTimeout(timer);
        controller.abort();
        resolve(String(data?.[RELAY_KEY]));
      },
      { signal: controller.signal },
    );
  });
}

/** A relay opened or closed. Fired at the Relays. */
export const RELAYS_CHANGED = typedEvent('strong-relays-changed');

/** The relays of a page. Fires RELAYS_CHANGED after each one that opens or closes. */
export class Relays extends EventTarget {
  readonly #open = new Map<string, OpenRelay>();
  readonly #link: RelayLink;

  constructor(link: RelayLink) {
    super();
    this.#link = link;
    link.workerReplaced = () => void this.#connectAgain();
  }

  /** The origins of the open relays, oldest first. */
  get origins(): readonly string[] {
    return [...this.#open.keys()];
  }

  /** Whether a relay to the origin of `endpoint` is open in this tab. */
  has(endpoint: string): boolean {
    return this.#open.has(relayOrigin(endpoint) ?? '');
  }

  /**
   * Opens a relay to the origin of `endpoint`, unless one is open.
   * @throws {RelayError} if the endpoint is not `https://` and a host name, or if the frame does not load as it must
   */
  async open(endpoint: string): Promise<void> {
    const origin = relayOrigin(endpoint);
    if (origin === undefined) throw new RelayError(TEXTS.invalid);
    const { send } = this.#link;
    if (send === undefined) throw new RelayError(TEXTS.unsupported);
    if (this.#open.has(origin)) return;
    const frame = document.createElement('iframe');
    frame.hidden = true;
    frame.title = TEXTS.frame(origin);
    frame.src = `${new URL('relay.html', document.baseURI).href}#${origin}`;
    const greeting = greetingOf(frame);
    document.body.append(frame);
    try {
      if ((await greeting) !== origin) throw new RelayError(TEXTS.blocked);
    } catch (error) {
      frame.remove();
      throw error;
    }
    const { port1, port2 } = new MessageChannel();
    // A document of opaque origin has no address; the greeting was its own.
    frame.contentWindow?.postMessage(undefined, '*', [port1]);
    send({ [RELAY_KEY]: { origin, port: port2 } }, [port2]);
    this.close(origin, false);
    this.#open.set(origin, { frame, release: announce(origin) });
    RELAYS_CHANGED.dispatch(this);
  }

  /** Closes the relay to an origin. Requests that wait for an answer fail. */
  close(origin: string, tellWorker = true): void {
    const relay = this.#open.get(origin);
    if (relay === undefined) return;
    relay.frame.remove();
    relay.release();
    this.#open.delete(origin);
    if (tellWorker) this.#link.send?.({ [RELAY_KEY]: { origin } }, []);
    RELAYS_CHANGED.dispatch(this);
  }

  /** Whether another tab has a relay to the origin of `endpoint`. It serves the calls of that tab only. */
  async isOpenElsewhere(endpoint: string): Promise<boolean> {
    const origin = relayOrigin(endpoint);
    if (origin === undefined) return false;
    const { held = [] } = (await locks()?.query()) ?? {};
    const holders = held.filter(({ name }) => name === lockName(origin)).length;
    return holders > (this.#open.has(origin) ? 1 : 0);
  }

  /** A frame takes one port only, so each relay gets a new frame. */
  async #connectAgain(): Promise<void> {
    for (const origin of this.origins) {
      this.close(origin, false);
      await this.open(origin).catch(() => undefined);
    }
  }
}

/** The relays of this page. */
export const relays = new Relays(relayLink);
