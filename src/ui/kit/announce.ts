/** Messages for the two live regions of the shell, which a screen reader reads without a change of focus. */
import { typedEvent } from './typed-event.ts';

/** One message. */
export interface Announcement {
  readonly text: string;
  /** True for errors, which interrupt. */
  readonly assertive: boolean;
  /** Language of the text: BCP 47 tag. Undefined: that of the page. */
  readonly lang?: string | undefined;
}

const ANNOUNCEMENT = typedEvent<Announcement>('strong-announce', { bubbles: true, composed: true });

/** Name of the event that asks for an announcement. It bubbles through shadow roots up to the shell. */
export const ANNOUNCE = ANNOUNCEMENT.name;

/** The language that `source` is marked with, by itself or by what is around it. */
function languageOf(source: EventTarget): string | undefined {
  let node = source instanceof Node ? source : null;
  while (node !== null) {
    if (node instanceof HTMLElement && node.lang !== '') return node.lang;
    node = node instanceof ShadowRoot ? node.host : node.parentNode;
  }
  return undefined;
}

/**
 * Announces `text` from `source`: when the screen reader is idle, or at once for an error.
 * @param lang language of the text: BCP 47 tag. Default: that of `source`
 */
export function announce(
  source: EventTarget,
  text: string,
  urgency: 'polite' | 'assertive' = 'polite',
  lang: string | undefined = languageOf(source),
): void {
  ANNOUNCEMENT.dispatch(source, { text, assertive: urgency === 'assertive', lang });
}
