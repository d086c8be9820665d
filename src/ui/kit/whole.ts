import { html, type TemplateResult } from 'lit';

/**
 * A value on one line, for example the name of a Region: a line never breaks at its hyphens. Needs the style `base`.
 */
export const whole = (text: unknown): TemplateResult => html`<span class="whole">${text}</span>`;

/** Values with a comma between them, each on one line. */
export const wholeEach = (texts: readonly string[]): readonly TemplateResult[] =>
  texts.map((text, place) => html`${place === 0 ? '' : ', '}${whole(text)}`);
