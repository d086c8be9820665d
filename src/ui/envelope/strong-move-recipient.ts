import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { EncryptedDataKey } from '../../envelope/header.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { describeProvider } from './provider-info.ts';
import { TEXTS } from './recipients-texts.ts';

/** The user moves the recipient at an index to a KMS key. */
export const MOVE_RECIPIENT = typedEvent<{ readonly index: number; readonly keyId: string }>('strong-move-recipient');

const WORDS = TEXTS.move;

/** A form that moves a recipient to another KMS key. Fires `strong-move-recipient`. */
@customElement('strong-move-recipient')
export class StrongMoveRecipient extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem;
      }
      .field {
        flex: 1 1 14rem;
        max-width: 32rem;
      }
      select {
        max-width: 100%;
      }
      p {
        max-width: 68ch;
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly EncryptedDataKey[] = [];
  /** Aliases to choose from. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ type: Boolean }) busy = false;

  @state() private index = 0;
  @state() private keyId = '';

  override render() {
    const index = Math.min(this.index, this.keys.length - 1);
    return html`<h2 id="heading">${WORDS.heading}</h2>
      <form aria-labelledby="heading" @submit=${this.onSubmit}>
        <div class="field">
          <label for="which">${WORDS.which}</label>
          <select
            id="which"
            @change=${(event: Event) => (this.index = (event.target as HTMLSelectElement).selectedIndex)}
          >
            ${this.keys.map(
              (key, at) =>
                html`<option .selected=${at === index}>${WORDS.recipient(at + 1, describeProvider(key).name)}</option>`,
            )}
          </select>
        </div>
        <div class="field">
          <label for="to">${WORDS.to}</label>
          <input
            id="to"
            list="names"
            required
            .value=${this.keyId}
            spellcheck="false"
            autocomplete="off"
            aria-describedby="hint"
            @input=${(event: InputEvent) => (this.keyId = (event.target as HTMLInputElement).value.trim())}
          />
          <datalist id="names">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
        </div>
        <button aria-disabled=${this.busy ? 'true' : 'false'}>${WORDS.submit}</button>
      </form>
      <p id="hint" class="soft small">${WORDS.hint}</p>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const index = Math.min(this.index, this.keys.length - 1);
    MOVE_RECIPIENT.dispatch(this, { index, keyId: this.keyId });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-move-recipient': StrongMoveRecipient;
  }
}
