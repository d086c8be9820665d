import { html, type TemplateResult } from 'lit';
import type { StorageInfo } from '../../model/contract.ts';
import { href } from '../page/router.ts';
import { TEXTS } from './storage-note-texts.ts';

/** Maximum number of damaged records that are named. */
const MAX_SHOWN = 3;

/** Renders what is wrong with the storage of a sandbox. `onContinue` accepts that stored data is missing. */
export function storageNote(state: StorageInfo, onContinue: () => void): TemplateResult {
  if (state.missing !== undefined) {
    const { found, expected } = state.missing;
    return html`<p class="memory" role="alert">
      ${TEXTS.missing(found, expected, href(['settings']))}
      <button type="button" @click=${onContinue}>${TEXTS.continue}</button>
    </p>`;
  }
  if (state.problem !== undefined) return html`<p class="memory" role="alert">${TEXTS.failing(state.problem)}</p>`;
  const { damaged } = state;
  if (damaged !== undefined) {
    const shown = damaged.slice(0, MAX_SHOWN).map(({ store, id }) => `${store} ${id}`);
    return html`<p class="memory" role="alert">
      ${TEXTS.damaged(shown.join(', '), damaged.length - shown.length, href(['settings']))}
    </p>`;
  }
  return html`<p class="memory" role="note">${TEXTS.inMemory(state.reason ?? '')}</p>`;
}
