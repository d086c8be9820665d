import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutputOf } from '../../model/operations.ts';
import { algorithmsOf } from './key-algorithms.ts';
import { OUTSIDE, whyNoPublicKey } from './public-key-texts.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './strong-public-key.ts';

/** The public key of an asymmetric key, its algorithms, and what it is good for without KMS. */
@customElement('strong-key-public-key-tab')
export class StrongKeyPublicKeyTab extends StrongKeyTab {
  /** For the name of the file. */
  @property({ attribute: false }) aliases: readonly string[] = [];
  @state() private answer: OutputOf<'GetPublicKey'> | undefined;

  protected override async load() {
    if (whyNoPublicKey(this.key)) return () => undefined;
    const answer = await this.ask('GetPublicKey', {});
    return () => {
      this.answer = answer;
    };
  }

  protected override renderContent() {
    const why = whyNoPublicKey(this.key);
    if (why || !this.answer) return html`<p>${why}</p>`;
    const { PublicKey, KeySpec, KeyUsage } = this.answer;
    const outside = KeyUsage && OUTSIDE[KeyUsage];
    const [alias = this.key.KeyId] = this.aliases;
    return html`${
        outside
          ? html`<p>
              <b>You can use the public key outside KMS.</b> Anyone who has it can ${outside.does} without credentials
              and without an event in the audit log. ${outside.counterpart} Disabling or deleting the KMS key does not
              affect downloaded copies of the public key.
            </p>`
          : nothing
      }
      <dl class="facts wide">
        <dt>Key spec</dt>
        <dd>${KeySpec}</dd>
        <dt>Key usage</dt>
        <dd>${KeyUsage}</dd>
        <dt>Algorithms</dt>
        <dd>${algorithmsOf(this.key).map((name) => html`<div class="mono">${name}</div>`)}</dd>
      </dl>
      <strong-public-key
        class="wide"
        .der=${PublicKey ?? new Uint8Array()}
        name="${alias.replace(/^alias\//, '').replaceAll('/', '-')}-public"
      ></strong-public-key>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-public-key-tab': StrongKeyPublicKeyTab;
  }
}
