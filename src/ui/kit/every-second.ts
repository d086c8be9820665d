import type { ReactiveController, ReactiveControllerHost } from 'lit';

const SECOND = 1000;

/** Does something once a second for as long as its element is on the page: what shows the simulated time looks at it anew. */
export class EverySecond implements ReactiveController {
  readonly #what: () => void;
  #timer: ReturnType<typeof setInterval> | undefined;

  constructor(host: ReactiveControllerHost, what: () => void) {
    this.#what = what;
    host.addController(this);
  }

  hostConnected(): void {
    this.#timer = setInterval(this.#what, SECOND);
  }

  hostDisconnected(): void {
    clearInterval(this.#timer);
  }
}
