import type { ReactiveController, ReactiveControllerHost } from 'lit';
import { typedEvent } from '../kit/typed-event.ts';
import { tabStorage } from './browser-storage.ts';

const PLACE = 'strongroom.projector';
const ON = 'on';

/** Projector mode was switched on or off. Fired at the window. */
const CHANGED = typedEvent('strong-projector-changed');

/** Where the browser stores nothing: the choice of this document. */
let inMemory: string | undefined;

/** Whether this tab shows large type for a projector. */
export const isProjectorOn = (): boolean => (inMemory ?? tabStorage()?.getItem(PLACE)) === ON;

/** Switches projector mode of this tab on or off. A reload keeps it. */
export function switchProjector(isOn: boolean): void {
  inMemory = undefined;
  try {
    if (isOn) tabStorage()?.setItem(PLACE, ON);
    else tabStorage()?.removeItem(PLACE);
  } catch {
    // Storage is full: checked below.
  }
  if (isProjectorOn() !== isOn) inMemory = isOn ? ON : '';
  CHANGED.dispatch(window);
}

/** Updates its host when projector mode is switched on or off. */
export class ProjectorMode implements ReactiveController {
  readonly #host: ReactiveControllerHost;

  constructor(host: ReactiveControllerHost) {
    this.#host = host;
    host.addController(this);
  }

  get isOn(): boolean {
    return isProjectorOn();
  }

  hostConnected(): void {
    addEventListener(CHANGED.name, this.#onChange);
  }

  hostDisconnected(): void {
    removeEventListener(CHANGED.name, this.#onChange);
  }

  readonly #onChange = (): void => this.#host.requestUpdate();
}
