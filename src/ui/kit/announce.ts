/** Messages for the two live regions of the shell: what a screen reader says without the focus moving. */

/** The event's name; it bubbles through shadow roots up to the shell. */
export const ANNOUNCE = 'strong-announce';

/** One message. */
export interface Announcement {
  readonly text: string;
  /** True for errors: spoken at once. */
  readonly assertive: boolean;
}

/** Says `text` from `source`: politely, or at once for an error. */
export function announce(source: EventTarget, text: string, urgency: 'polite' | 'assertive' = 'polite'): void {
  source.dispatchEvent(
    new CustomEvent<Announcement>(ANNOUNCE, {
      detail: { text, assertive: urgency === 'assertive' },
      bubbles: true,
      composed: true,
    }),
  );
}
