import type { ReactiveControllerHost } from 'lit';
import { WorldController, type WorldOptions } from './world-controller.ts';

/** A WorldController of an element that stays when the tab shows another sandbox, and then shows that one. */
export class FollowingController extends WorldController {
  readonly #strongroom: WorldOptions['strongroom'];
  /** ID of the sandbox that is listened to. Undefined: the host is not connected. */
  #world: string | undefined;

  constructor(host: ReactiveControllerHost, options: WorldOptions) {
    super(host, options);
    this.#strongroom = options.strongroom;
  }

  override hostConnected(): void {
    super.hostConnected();
    this.#world = this.#strongroom().id;
  }

  override hostDisconnected(): void {
    super.hostDisconnected();
    this.#world = undefined;
  }

  hostUpdate(): void {
    if (this.#world === undefined || this.#strongroom().id === this.#world) return;
    this.hostDisconnected();
    this.hostConnected();
  }
}
