/** The ribbon of an encryption context: one tag for each pair. */
import { html, nothing } from 'lit';
import { plainText } from '../page/lab-markup.ts';

/** The pairs of an encryption context, in their order. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** `name=value`, without characters that could make it look like another pair. */
export const pairText = ([name, value]: readonly [string, string]): string => plainText(`${name}=${value}`);

/**
 * Draws a ribbon.
 * @param torn of a pair: the class of its tag, if it breaks the thread
 */
export const ribbon = (pairs: Pairs, torn?: (name: string) => string) =>
  pairs.length === 0
    ? nothing
    : html`<ul class="ribbon">
        ${pairs.map((pair) => html`<li class=${torn?.(pair[0]) ?? ''}><span>${pairText(pair)}</span></li>`)}
      </ul>`;
