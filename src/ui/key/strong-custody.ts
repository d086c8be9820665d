import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CustodyView } from '../../model/contract.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import {
  CUSTODY_CLASSES,
  custodyClass,
  importedWords,
  KEPT_OUTSIDE,
  needsBareKey,
  whyCustody,
} from '../page/custody.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-dialog.ts';

/** Asks to delete the wrapped copy. */
export const DROP_WRAPPED = typedEvent('strong-drop-wrapped');

const { dialog } = TEXTS.custody;

/**
 * The custody class of a key, and the reason. A wrapped copy of a native key can be deleted: after a dialog that lists
 * what it disables, fires `strong-drop-wrapped`.
 */
@customElement('strong-custody')
export class StrongCustody extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      p + button {
        margin-top: 0.5rem;
      }
      li {
        margin: 0.25rem 0 0.25rem 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) custody: CustodyView | undefined;
  @property() spec: KeySpec = 'SYMMETRIC_DEFAULT';
  @property() usage: KeyUsageType = 'ENCRYPT_DECRYPT';

  @state() private sure = false;
  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    if (!this.custody) return html`<span class="soft">…</span>`;
    const imported = importedWords(this.custody);
    if (this.custody.imported === 'missing') return html`<p>${imported}</p>`;
    const { keptBy } = this.custody;
    if (keptBy !== undefined) {
      const { name, means } = KEPT_OUTSIDE[keptBy];
      return html`<p><b>${TEXTS.custody.name(name)}</b> ${means}</p>`;
    }
    const is = custodyClass(this.custody);
    const { name, means } = CUSTODY_CLASSES[is];
    return html`<p>
        <b>${TEXTS.custody.name(name)}</b> ${means}
        <span class="soft">${whyCustody(is, this.spec, this.usage)} ${imported ?? nothing}</span>
      </p>
      ${is === 'both' ? this.renderDestroying() : nothing}`;
  }

  private renderDestroying() {
    const stops = needsBareKey(this.spec, this.usage);
    return html`<button type="button" class="danger" @click=${this.ask}>${TEXTS.custody.deleteCopy}</button>
      <strong-dialog heading=${dialog.title} cancel=${WORDS.cancel}>
        <p>${dialog.keeps}</p>
        ${
          stops
            ? html`<p><b>${dialog.disables}</b></p>
                <ul>
                  <li>${dialog.disabled(stops)}</li>
                </ul>`
            : html`<p>${dialog.disablesNothing}</p>`
        }
        <p>${dialog.effect}</p>
        <label class="choice">
          <input
            type="checkbox"
            data-focus
            .checked=${live(this.sure)}
            @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
          />
          ${dialog.confirm}
        </label>
        <button slot="actions" type="button" class="danger" ?disabled=${!this.sure} @click=${this.destroy}>
          ${dialog.delete}
        </button>
      </strong-dialog>`;
  }

  private ask() {
    this.sure = false;
    this.dialog.show();
  }

  private destroy() {
    this.dialog.close();
    DROP_WRAPPED.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-custody': StrongCustody;
  }
}
