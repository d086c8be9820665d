/** Messages for the two live regions of the shell, which a screen reader reads without a change of focus. */
import { typedEvent } from './typed-event.ts';

/** One message. */
export interface Announcement {
  readonly text: string;
  /** True for errors, which interrupt. */
  readonly assertive: boolean;
}

const ANNOUNCEMENT = typedEvent<Announcement>('strong-announce', { bubbles: true, composed: true });

/** Name of the event that asks for an announcement. It bubbles through shadow roots up to the shell. */
export const ANNOUNCE = ANNOUNCEMENT.name;

/** Announces `text` from `source`: when the screen reader is idle, or at once for an error. */
export function announce(source: EventTarget, text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  ANNOUNCEMENT.dispatch(source, { text, assertive: urgency === 'assertive' });
}
