import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutputOf } from '../../model/operations.ts';
import type { KeyUsageType } from '../../model/sdk.ts';
import { algorithmsOf } from './key-algorithms.ts';
import { TEXTS } from './key-texts.ts';
import { whyNoPublicKey } from './why-no-public-key.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './strong-public-key.ts';

/** The public key of an asymmetric key, its algorithms, and its use outside KMS. */
@customElement('strong-key-public-key-tab')
export class StrongKeyPublicKeyTab extends StrongKeyTab {
  /** The first one names the downloaded file. */
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
    const uses: Readonly<Partial<Record<KeyUsageType, string>>> = TEXTS.publicKey.uses;
    const outside = KeyUsage && uses[KeyUsage];
    const [alias = this.key.KeyId] = this.aliases;
    return html`${
        outside ? html`<p><b>${TEXTS.publicKey.outside}</b> ${outside} ${TEXTS.publicKey.copies}</p>` : nothing
      }
      <dl class="facts wide">
        <dt>${TEXTS.facts.spec}</dt>
        <dd>${KeySpec}</dd>
        <dt>${TEXTS.facts.usage}</dt>
        <dd>${KeyUsage}</dd>
        <dt>${TEXTS.facts.algorithms}</dt>
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
