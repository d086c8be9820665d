import type { ReactiveController, ReactiveControllerHost } from 'lit';

/** Whether a media query matches, for a Lit element: the host is updated when it changes. */
export class MediaQuery implements ReactiveController {
  readonly #list: MediaQueryList;
  readonly #host: ReactiveControllerHost;

  /** `query` is a CSS media query, as `(max-width: 46rem)`. */
  constructor(host: ReactiveControllerHost, query: string) {
    this.#host = host;
    this.#list = matchMedia(query);
    host.addController(this);
  }

  get matches(): boolean {
    return this.#list.matches;
  }

  hostConnected(): void {
    this.#list.addEventListener('change', this.#onChange);
  }

  hostDisconnected(): void {
    this.#list.removeEventListener('change', this.#onChange);
  }

  readonly #onChange = () => this.#host.requestUpdate();
}
