import { html, type TemplateResult } from 'lit';
import { parseMarkup } from './lab-markup.ts';

/** Renders a text of a lab. Each line is a paragraph, and has the direction of its own first letters. */
export function renderMarkup(text: string): TemplateResult[] {
  return text
    .split(/\n+/)
    .filter((line) => line.trim() !== '')
    .map(
      (line) =>
        html`<p dir="auto">
          ${parseMarkup(line).map((part) => {
            if (part.kind === 'code') return html`<code>${part.text}</code>`;
            return part.kind === 'link' ? html`<a href=${part.href}>${part.text}</a>` : part.text;
          })}
        </p>`,
    );
}
