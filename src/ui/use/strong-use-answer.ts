import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { echoOf, type UseOutcome } from './use-next.ts';
import type { UseNext, UseOperation, UseResult, UseRow } from './use-row.ts';
import { sendingIn } from './use-values.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-icon.ts';

/** What `strong-next` carries. */
export type NextEvent = CustomEvent<{ readonly next: UseNext; readonly bytes: Uint8Array }>;

const MARKS: Partial<Readonly<Record<UseResult['kind'], string>>> = {
  plaintext: 'PLAINTEXT',
  ciphertext: 'CIPHERTEXT',
};

const printable = (bytes: Uint8Array): boolean => {
  try {
    return /^[\P{C}\s]+$/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
};

/** What an operation answered: each blob in the forms that it has, with where it can go on to. Fires `strong-next`. */
@customElement('strong-use-answer')
export class StrongUseAnswer extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
      }
      .plaintext,
      .ciphertext {
        padding: 0.6rem 0.9rem 0.75rem;
      }
      .plaintext {
        border: 2px dashed var(--plaintext);
        background: var(--plaintext-tint);
      }
      .ciphertext {
        border: 2px dotted var(--ciphertext);
        background: var(--ciphertext-tint);
      }
      .public,
      .sent {
        padding: 0.6rem 0.9rem 0.75rem;
        border: 1px solid var(--line);
        background: var(--raised);
      }
      .mark {
        font-size: var(--t1);
        font-weight: 600;
      }
      .plaintext .mark {
        color: var(--plaintext);
      }
      .ciphertext .mark {
        color: var(--ciphertext);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: baseline;
        justify-content: space-between;
        gap: 0 1rem;
      }
      .row {
        margin-top: 0.6rem;
      }
      .truth,
      .echo {
        display: flex;
        gap: 0.5rem;
        align-items: start;
      }
      .truth {
        font-weight: 650;
      }
      .truth strong-icon,
      .echo strong-icon {
        color: var(--ok);
        margin-top: 0.15em;
      }
      .echo {
        margin-top: 0.5rem;
      }
    `,
  ];

  @property({ attribute: false }) use: UseRow | undefined;
  @property({ attribute: false }) outcome: UseOutcome | undefined;
  /** The last calls that succeeded, for what is equal to what they had. */
  @property({ attribute: false }) outcomes: Readonly<Partial<Record<UseOperation, UseOutcome>>> = {};
  /** The operations that the key can do. What it cannot do is not offered. */
  @property({ attribute: false }) offered: readonly UseOperation[] = [];
  /** What the other side of a key agreement got; undefined: it is not played here. */
  @property({ attribute: false }) peerHasTheSame: boolean | undefined;

  override render() {
    const { use, outcome } = this;
    if (!use || !outcome) return nothing;
    return html`${this.renderSent(outcome)} ${use.results.map((result) => this.renderResult(result, outcome))}`;
  }

  private renderResult(result: UseResult, { output }: UseOutcome) {
    const value = output[result.member];
    if (result.kind === 'truth') {
      return value === true
        ? html`<p class="truth"><strong-icon name="check"></strong-icon>${result.label}.</p>`
        : nothing;
    }
    if (!(value instanceof Uint8Array)) return nothing;
    const secret = result.kind === 'plaintext';
    const form = result.pem ? 'PEM' : secret && printable(value) ? 'text' : 'hex';
    return html`<section class=${result.kind} aria-label=${result.label}>
      <div class="head">
        <h3>${result.label}</h3>
        <span class="mark">${MARKS[result.kind]}</span>
      </div>
      <strong-bytes
        .bytes=${value}
        .form=${form}
        .pem=${result.pem ?? ''}
        what=${result.label.toLowerCase()}
      ></strong-bytes>
      ${this.renderEcho(result, value)} ${this.renderNext(result, value)}
    </section>`;
  }

  private renderNext(result: UseResult, bytes: Uint8Array) {
    const next = (result.next ?? []).filter(({ operation }) => this.offered.includes(operation));
    if (next.length === 0) return nothing;
    return html`<div class="row">
      ${next.map(
        (one) =>
          html`<button
            type="button"
            @click=${() => this.dispatchEvent(new CustomEvent('strong-next', { detail: { next: one, bytes } }))}
          >
            Use it in ${one.operation}
          </button>`,
      )}
    </div>`;
  }

  private renderEcho(result: UseResult, bytes: Uint8Array) {
    const from = echoOf(result, bytes, this.outcomes);
    const words =
      from !== undefined
        ? `The same bytes as in the last ${from}.`
        : result.member === 'SharedSecret' && this.peerHasTheSame
          ? 'The other side, played by this page, computed the same bytes from its private key and this key’s public key.'
          : '';
    return words ? html`<p class="echo small"><strong-icon name="check"></strong-icon>${words}</p>` : nothing;
  }

  /** What stood for the message, where the page made it. */
  private renderSent({ input, values }: UseOutcome) {
    const message = input.Message;
    const { way, type, hash } = sendingIn(values);
    if (way !== 'made' || !(message instanceof Uint8Array) || !('MessageType' in input)) return nothing;
    const file = values.bytes.Message?.file;
    const what = `${type === 'DIGEST' ? `${hash} digest` : 'mu'} of ${file ? file.name : 'the message'}`;
    return html`<section class="sent" aria-label="What was sent">
      <h3>What was sent: the ${what}</h3>
      <strong-bytes .bytes=${message} what=${what}></strong-bytes>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-answer': StrongUseAnswer;
  }
}
