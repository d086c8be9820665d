import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { CUSTODY_CHOICES, plannedClass, plannedWords } from '../page/custody.ts';
import { base, controls } from '../styles/shared.ts';

/** What `strong-custody-chosen` carries. */
export type CustodyChosenEvent = CustomEvent<Custody>;

/** The choice of custody for a new key of `spec` and `usage`, each with what it would make of the key. Where all come to the same, it says so. */
@customElement('strong-custody-choice')
export class StrongCustodyChoice extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .choice {
        min-height: 0;
        padding: 0.25rem 0;
      }
      .choice b {
        display: block;
        font-weight: 550;
      }
    `,
  ];

  @property() custody: Custody = 'native';
  @property() spec: KeySpec = 'SYMMETRIC_DEFAULT';
  @property() usage: KeyUsageType = 'ENCRYPT_DECRYPT';
  /** What serves the spec in this browser. */
  @property() servedBy: Capability['servedBy'] = 'native';

  override render() {
    const { spec, usage, servedBy } = this;
    const [first, ...others] = CUSTODY_CHOICES.map(({ custody }) => plannedClass(custody, spec, usage, servedBy));
    if (others.every((planned) => planned === first)) {
      return html`<p>
        <b>Custody: native.</b>
        <span class="soft small">The browser stores the key as a non-extractable CryptoKey, with no wrapped copy.</span>
      </p>`;
    }
    return html`<fieldset>
      <legend>Key custody</legend>
      ${CUSTODY_CHOICES.map(({ custody, words }) => this.renderChoice(custody, words))}
    </fieldset>`;
  }

  private renderChoice(custody: Custody, words: string) {
    const { spec, usage, servedBy } = this;
    const refused = plannedClass(custody, spec, usage, servedBy) === 'refused';
    return html`<label class="choice">
      <input
        type="radio"
        name="custody"
        value=${custody}
        .checked=${custody === this.custody}
        ?disabled=${refused}
        @change=${() => this.dispatchEvent(new CustomEvent('strong-custody-chosen', { detail: custody }))}
      />
      <span
        ><b>${words}</b><span class="soft small">${plannedWords(custody, spec, usage, servedBy) || nothing}</span></span
      >
    </label>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-custody-choice': StrongCustodyChoice;
  }
}
