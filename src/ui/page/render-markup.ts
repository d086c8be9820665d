import { html, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { parseMarkup } from './lab-markup.ts';

/**
 * Renders a text of a lab. Each line is a paragraph, and has the direction of its own first letters.
 * @param language BCP 47 tag of the text. Default: that of the page
 */
export function renderMarkup(text: string, language?: string): TemplateResult[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map(
      (line) =>
        html`<p dir="auto" lang=${ifDefined(language)}>
          ${parseMarkup(line).map((part) => {
            if (part.kind === 'code') return html`<code>${part.text}</code>`;
            return part.kind === 'link' ? html`<a href=${part.href}>${part.text}</a>` : part.text;
          })}
        </p>`,
    );
}
