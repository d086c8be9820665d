import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { CustodyView } from '../../model/contract.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { CUSTODY_CLASSES, custodyClass, needsBareKey, whyCustody } from '../page/custody.ts';
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
    return html`<button type="button" class="danger" @click=${this.ask}>Delete wrapped copy…</button>
      <strong-dialog heading="Delete wrapped copy?" cancel="Cancel">
        <p>The native key stays available. Existing signatures and ciphertexts stay valid.</p>
        ${
          stops
            ? html`<p><b>This permanently disables:</b></p>
                <ul>
                  <li>${stops}. The call will return UnsupportedOperationException. It works on AWS.</li>
                </ul>`
            : html`<p>All operations of this key keep working: the browser supports them natively.</p>`
        }
        <p>
          After deletion, scripts of this origin can no longer read the key material. The browser may keep the deleted
          copy in its profile files for some time. You cannot undo this. To get a key with a wrapped copy, create a new
          key.
        </p>
        <label class="choice">
          <input
            type="checkbox"
            data-focus
            .checked=${live(this.sure)}
            @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
          />
          I understand that the wrapped copy is permanently deleted
        </label>
        <button slot="actions" type="button" class="danger" ?disabled=${!this.sure} @click=${this.destroy}>
          Delete wrapped copy
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
