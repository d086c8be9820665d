/** Visible confirmations: what an action did, with *Undo* where it can be reversed. */
import { announce } from './announce.ts';
import { typedEvent } from './typed-event.ts';
import { TEXTS } from './kit-texts.ts';

/** Reverses an action. */
export interface Undo {
  /** Rejects with the reason if the action could not be reversed. */
  run(): Promise<unknown>;
  /** What is true afterwards: the next confirmation. */
  readonly done: string;
}

/** One confirmation. */
export interface Toast {
  readonly text: string;
  readonly undo?: Undo;
}

/** Asks the shell to show a confirmation. */
export const TOAST = typedEvent<Toast>('strong-toast', { bubbles: true, composed: true });

/** Shows a confirmation and announces it. The live region of the shell announces it, so the toast itself is silent. */
export function toast(source: EventTarget, text: string, undo?: Undo): void {
  announce(source, undo ? TEXTS.toast.spokenWithUndo(text) : text);
  TOAST.dispatch(source, { text, ...(undo ? { undo } : {}) });
}
