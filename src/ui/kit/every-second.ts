import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND_MS = 1000;

/** Calls a function once a second while its element is in the document, to keep a shown time current. */
export class EverySecond implements ReactiveController {
  readonly #callback: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, callback: () => void) {
    this.#callback = callback;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#callback, SECOND_MS);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
