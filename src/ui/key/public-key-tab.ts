import { html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { OutputOf } from '../../model/operations.ts';
import type { KeyUsageType } from '../../model/sdk.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { allBytes } from '../operation-form/byte-entry.ts';
import { servicesOf } from '../page/services-of.ts';
import { algorithmsOf } from './key-algorithms.ts';
import { TEXTS } from './key-texts.ts';
import { TEXTS as OFFLINE } from './offline-verification-texts.ts';
import type { VERIFY_OFFLINE } from './strong-offline-verification.ts';
import { verifyOffline } from './verify-offline.ts';
import { whyNoPublicKey } from './why-no-public-key.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import './strong-offline-verification.ts';
import './strong-public-key.ts';

/** The public key of an asymmetric key, its algorithms, and its use outside KMS. */
@customElement('strong-key-public-key-tab')
export class StrongKeyPublicKeyTab extends StrongKeyTab {
  /** The first one names the downloaded file. */
  @property({ attribute: false }) aliases: readonly string[] = [];
  /** Whether the signature that was verified last is valid. */
  @state() private isValid: boolean | undefined;
  @state() private isVerifying = false;
  @state() private offlineProblem = '';
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
      ></strong-public-key>
      ${
        KeyUsage === 'SIGN_VERIFY'
          ? html`<strong-offline-verification
              class="wide"
              .algorithms=${algorithmsOf(this.key)}
              .valid=${this.isValid}
              .problem=${this.offlineProblem}
              ?busy=${this.isVerifying}
              @strong-change-offline=${this.clearResult}
              @strong-verify-offline=${this.verify}
            ></strong-offline-verification>`
          : nothing
      }`;
  }

  private clearResult() {
    this.isValid = undefined;
    this.offlineProblem = '';
  }

  private async verify({ detail }: EventOf<typeof VERIFY_OFFLINE>) {
    const { PublicKey, KeySpec } = this.answer ?? {};
    if (!PublicKey || !KeySpec) return;
    this.clearResult();
    this.isVerifying = true;
    try {
      const { algorithm } = detail;
      const [message, signature] = await Promise.all([allBytes(detail.message), allBytes(detail.signature)]);
      const publicKey = Uint8Array.from(PublicKey);
      const found = await verifyOffline({ spec: KeySpec, publicKey, algorithm, message, signature });
      const id = crypto.randomUUID();
      const { ledger } = servicesOf(this.context.strongroom);
      // The result counts, whether or not the ledger can be written.
      await ledger
        .put({ kind: 'offlineVerification', id, program: 'public-key-page', algorithm, ...found })
        .catch(() => undefined);
      this.isValid = found.ok;
    } catch (error) {
      if (!(error instanceof DOMException)) throw error;
      this.offlineProblem = OFFLINE.unreadable;
    } finally {
      this.isVerifying = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-public-key-tab': StrongKeyPublicKeyTab;
  }
}
