import { html, nothing } from 'lit';
import { unreadableIn } from '../decision/simulation.ts';
import { TEXTS } from './simulator-texts.ts';

/** What the URL of a question has that the page cannot show, in words. */
export function linkNotes(query: URLSearchParams): readonly string[] {
  return unreadableIn(query).map((name) => {
    const words = TEXTS.link[name];
    return typeof words === 'string' ? words : words(query.get(name) ?? '');
  });
}

const lines = (texts: readonly string[]) => texts.map((text) => html`<p>${text}</p>`);

/** Notes of a link, and errors of the fields above: each a line. */
export function notesTemplate(notes: readonly string[], findings: readonly string[]) {
  return html`${notes.length > 0 ? html`<div class="notes" role="status">${lines(notes)}</div>` : nothing}
  ${findings.length > 0 ? html`<div class="findings" role="alert">${lines(findings)}</div>` : nothing}`;
}
