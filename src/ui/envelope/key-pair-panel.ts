import { css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { decodeUtf8, encodeUtf8, type Bytes } from '../../base/bytes.ts';
import { bytesExactly } from '../kit/format.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import {
  decryptForPair,
  encryptForPair,
  generateKeptPair,
  plaintextOf,
  type KeptKeyPair,
} from './key-pair-envelope.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { PlaygroundOperation } from './playground-operation.ts';
import { noteItem, noteOpened, shaOf } from './program-ledger.ts';
import { TEXTS as ALL_TEXTS } from './recipients-texts.ts';

const TEXTS = ALL_TEXTS.pair;

/** A text that is encrypted with the public key of a pair, and its hash. */
interface Encrypted {
  readonly bytes: Bytes;
  readonly sha: string;
}

/** A key pair whose private key KMS has encrypted: encrypts a text without KMS, and decrypts it with KMS. */
@customElement('strong-key-pair-panel')
export class StrongKeyPairPanel extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-top: 2rem;
      }
      .field {
        width: min(100%, 32rem);
      }
      p {
        max-width: 68ch;
      }
      output {
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** KMS key that encrypts the private key. */
  @property() keyId = PLAYGROUND_ALIAS;
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};

  @state() private pair: KeptKeyPair | undefined;
  @state() private text = TEXTS.example;
  @state() private encrypted: Encrypted | undefined;
  @state() private opened: string | undefined;
  @state() private problem = '';

  private readonly operation = new PlaygroundOperation(
    this,
    () => this.context,
    () => (this.opened = undefined),
  );

  override render() {
    const off = this.operation.isBusy ? 'true' : 'false';
    return html`<h2>${TEXTS.heading}</h2>
      <p class="soft">${TEXTS.lead}</p>
      <button type="button" id="generate" aria-disabled=${off} @click=${this.generate}>${TEXTS.generate}</button>
      ${this.pair ? this.renderPair(off) : nothing}
      ${this.operation.outcome.done ? html`<p role="status">${this.operation.outcome.done}</p>` : nothing}
      ${
        this.opened === undefined
          ? nothing
          : html`<p>
              <b>${TEXTS.result}:</b>
              <output>${this.opened}</output>
            </p>`
      }
      ${this.operation.renderProblem()}`;
  }

  private renderPair(off: 'true' | 'false') {
    return html`<div class="field">
        <label for="text">${TEXTS.content}</label>
        <input
          id="text"
          .value=${this.text}
          aria-invalid=${this.problem ? 'true' : 'false'}
          aria-describedby=${this.problem ? 'problem' : nothing}
          @input=${(event: InputEvent) => (this.text = (event.target as HTMLInputElement).value)}
        />
        ${this.problem ? html`<p id="problem" role="alert">${this.problem}</p>` : nothing}
      </div>
      <button type="button" id="encrypt" aria-disabled=${off} @click=${this.encrypt}>${TEXTS.encrypt}</button>
      ${
        this.encrypted
          ? html`<button type="button" id="open" aria-disabled=${off} @click=${this.open}>${TEXTS.open}</button>`
          : nothing
      }`;
  }

  private readonly generate = () =>
    this.operation.start(async (recorder) => {
      const { keyId, pairs, context } = this;
      if (keyId === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, context);
      this.pair = await generateKeptPair(recorder, keyId, pairs);
      this.encrypted = undefined;
      this.operation.finish(TEXTS.generated);
    });

  private readonly encrypt = () => {
    const { pair } = this;
    const plaintext = plaintextOf(this.text);
    this.problem = plaintext ? '' : TEXTS.tooLong;
    if (!pair || !plaintext) return undefined;
    return this.operation.start(async () => {
      const bytes = await encryptForPair(pair, plaintext);
      const sha = await shaOf(bytes);
      this.encrypted = { bytes, sha };
      const key = {
        providerId: 'aws-kms',
        providerInfo: encodeUtf8(pair.keyArn),
        ciphertext: pair.encryptedPrivateKey,
      };
      const { encryptionContext } = pair;
      const item = { bodySha: sha, encryptedDataKeys: [key], encryptionContext, plaintext };
      await noteItem(this.context.strongroom, item);
      this.operation.finish(TEXTS.encrypted(bytesExactly(bytes.length)));
    });
  };

  private readonly open = () => {
    const { pair, encrypted } = this;
    if (!pair || !encrypted) return undefined;
    return this.operation.start(async (recorder) => {
      const plaintext = await decryptForPair(recorder, pair, encrypted.bytes);
      this.opened = decodeUtf8(plaintext);
      await noteOpened(this.context.strongroom, encrypted.sha, plaintext);
      this.operation.finish(TEXTS.opened);
    });
  };
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-pair-panel': StrongKeyPairPanel;
  }
}
