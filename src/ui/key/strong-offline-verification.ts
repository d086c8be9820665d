import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { lengthOf, whyUnreadable, type ByteEntry } from '../operation-form/byte-entry.ts';
import type { ENTRY } from '../operation-form/strong-byte-field.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './offline-verification-texts.ts';
import '../operation-form/strong-byte-field.ts';

/** What the user verifies. */
export interface OfflineRequest {
  readonly message: ByteEntry;
  readonly signature: ByteEntry;
  readonly algorithm: string;
}

/** Asks to verify a signature in this page. */
export const VERIFY_OFFLINE = typedEvent<OfflineRequest>('strong-verify-offline');
/** The input was changed: an earlier result is not about it. */
export const CHANGE_OFFLINE = typedEvent('strong-change-offline');

/** Longer messages are refused: they are read into memory. */
const MAX_MESSAGE_BYTES = 64 * 2 ** 20;

/** A form that verifies a signature without KMS. Fires `strong-verify-offline` and `strong-change-offline`. */
@customElement('strong-offline-verification')
export class StrongOfflineVerification extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
        justify-items: start;
        max-width: 48rem;
        margin-top: 0.75rem;
      }
      strong-byte-field,
      .field {
        width: 100%;
      }
      select {
        max-width: 100%;
      }
      p {
        max-width: 68ch;
      }
      .result {
        margin-top: 0.75rem;
        padding: 0.5rem 0.75rem;
        border-left: 4px solid var(--deny);
        background: var(--raised);
      }
      .result.valid {
        border-left-color: var(--ok);
      }
    `,
  ];

  /** Signing algorithms of the key. */
  @property({ attribute: false }) algorithms: readonly string[] = [];
  @property({ type: Boolean }) busy = false;
  /** Whether the signature is valid. Undefined: nothing was verified. */
  @property({ attribute: false }) valid: boolean | undefined;
  /** Why it could not be verified. */
  @property() problem = '';

  @state() private message: ByteEntry = { form: 'text', text: '' };
  @state() private signature: ByteEntry = { form: 'base64', text: '' };
  @state() private algorithm = '';
  @state() private isChecked = false;

  override render() {
    return html`<h2>${TEXTS.heading}</h2>
      <p class="soft">${TEXTS.lead}</p>
      <form novalidate @submit=${this.onSubmit}>
        <strong-byte-field
          id="message"
          label=${TEXTS.message}
          hint=${TEXTS.messageHint}
          .forms=${['text', 'hex', 'base64'] as const}
          .entry=${this.message}
          .most=${MAX_MESSAGE_BYTES}
          .problem=${this.messageProblem}
          ?checked=${this.isChecked}
          @strong-entry=${({ detail }: EventOf<typeof ENTRY>) => this.change({ message: detail.entry })}
        ></strong-byte-field>
        <strong-byte-field
          id="signature"
          label=${TEXTS.signature}
          hint=${TEXTS.signatureHint}
          .forms=${['base64', 'hex'] as const}
          .entry=${this.signature}
          .problem=${this.signatureProblem}
          ?checked=${this.isChecked}
          @strong-entry=${({ detail }: EventOf<typeof ENTRY>) => this.change({ signature: detail.entry })}
        ></strong-byte-field>
        <div class="field">
          <label for="algorithm">${TEXTS.algorithm}</label>
          <select
            id="algorithm"
            @change=${(event: Event) => this.change({ algorithm: (event.target as HTMLSelectElement).value })}
          >
            ${this.algorithms.map((name) => html`<option value=${name} .selected=${name === this.chosen}>${name}</option>`)}
          </select>
        </div>
        <button class="primary" aria-disabled=${this.busy ? 'true' : 'false'}>${TEXTS.verify}</button>
      </form>
      <div role="status">${this.renderResult()}</div>`;
  }

  private renderResult() {
    if (this.problem) return html`<p class="result">${this.problem}</p>`;
    if (this.valid === undefined) return nothing;
    return html`<p class="result ${this.valid ? 'valid' : ''}">${this.valid ? TEXTS.valid : TEXTS.invalid}</p>`;
  }

  private get chosen(): string {
    return this.algorithms.includes(this.algorithm) ? this.algorithm : (this.algorithms[0] ?? '');
  }

  private get messageProblem(): string {
    const unreadable = whyUnreadable(this.message);
    if (unreadable) return unreadable;
    const length = lengthOf(this.message) ?? 0;
    if (length === 0) return TEXTS.noMessage;
    return length > MAX_MESSAGE_BYTES ? TEXTS.messageTooLong : '';
  }

  private get signatureProblem(): string {
    return whyUnreadable(this.signature) ?? ((lengthOf(this.signature) ?? 0) === 0 ? TEXTS.noSignature : '');
  }

  private change(change: Partial<OfflineRequest>) {
    Object.assign(this, change);
    CHANGE_OFFLINE.dispatch(this);
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    this.isChecked = true;
    const wrong = this.messageProblem ? '#message' : this.signatureProblem ? '#signature' : undefined;
    if (wrong) this.renderRoot.querySelector<HTMLElement>(wrong)?.focus();
    else VERIFY_OFFLINE.dispatch(this, { message: this.message, signature: this.signature, algorithm: this.chosen });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-offline-verification': StrongOfflineVerification;
  }
}
