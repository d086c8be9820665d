import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CustodyView } from '../../model/contract.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { CUSTODY_CLASSES, custodyClass, needsBareKey, whyCustody } from '../page/custody-texts.ts';
import { base, controls } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-dialog.ts';

/**
 * Where the private or secret bits of a key are, and why. Offers to destroy a wrapped copy beside native material: after a dialog that says what stops
 * working, it fires `strong-drop-wrapped`.
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
    const is = custodyClass(this.custody);
    const { name, means } = CUSTODY_CLASSES[is];
    return html`<p><b>${name}.</b> ${means} <span class="soft">${whyCustody(is, this.spec, this.usage)}</span></p>
      ${is === 'both' ? this.renderDestroying() : nothing}`;
  }

  private renderDestroying() {
    const stops = needsBareKey(this.spec, this.usage);
    return html`<button type="button" class="danger" @click=${this.ask}>Destroy the wrapped copy…</button>
      <strong-dialog heading="Destroy the wrapped copy" cancel="Keep the copy">
        <p>The key stays, and so does everything that native keys do. What was signed or sealed stays valid.</p>
        ${
          stops
            ? html`<p><b>What stops working, for good:</b></p>
                <ul>
                  <li>${stops}: from then on the answer is UnsupportedOperationException. On AWS the call works.</li>
                </ul>`
            : html`<p>Nothing stops working: this browser does everything that this key is for with the native key.</p>`
        }
        <p>
          Scripts of this page can then no longer read the key. The browser may keep the deleted copy in its profile
          files for some time. This cannot be undone: for a key with a copy, create a new key.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            data-focus
            .checked=${live(this.sure)}
            @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
          />
          I want the wrapped copy destroyed for good
        </label>
        <button slot="actions" type="button" class="danger" ?disabled=${!this.sure} @click=${this.destroy}>
          Destroy the copy
        </button>
      </strong-dialog>`;
  }

  private ask() {
    this.sure = false;
    this.dialog.show();
  }

  private destroy() {
    this.dialog.close();
    this.dispatchEvent(new Event('strong-drop-wrapped'));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-custody': StrongCustody;
  }
}
