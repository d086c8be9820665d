import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Capability } from '../../model/contract.ts';
import type { Custody } from '../../model/records.ts';
import type { KeySpec, KeyUsageType } from '../../model/sdk.ts';
import { CUSTODY_CHOICES, plannedClass, plannedWords } from '../page/custody.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './keys-texts.ts';

/** Tells which custody was chosen. */
export const CHOOSE_CUSTODY = typedEvent<Custody>('strong-custody-chosen');

/**
 * The choice of custody for a new key of `spec` and `usage`, with the result of each setting. Where all give the same,
 * there is no choice.
 */
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
      return html`<p><b>${TEXTS.custody.native}</b> <span class="soft small">${TEXTS.custody.nativeHint}</span></p>`;
    }
    return html`<fieldset>
      <legend>${TEXTS.custody.legend}</legend>
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
        @change=${() => CHOOSE_CUSTODY.dispatch(this, custody)}
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
