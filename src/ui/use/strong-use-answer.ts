import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { echoOf, type UseOutcome } from './use-next.ts';
import type { UseNext, UseOperation, UseResult, UseRow } from './use-row.ts';
import { sendingIn } from './use-values.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './use-texts.ts';
import '../kit/strong-bytes.ts';
import '../kit/strong-icon.ts';

/** A result is to be used in another operation. */
export const NEXT = typedEvent<{ readonly next: UseNext; readonly bytes: Uint8Array }>('strong-next');

const MARKS: Partial<Readonly<Record<UseResult['kind'], string>>> = {
  plaintext: TEXTS.answer.plaintextMark,
  ciphertext: TEXTS.answer.ciphertextMark,
};

/** The digest by `hash`, or the mu where there is none, of the message or a file. */
function sentWords(hash: string | undefined, file: File | undefined): string {
  const { answer } = TEXTS;
  if (hash) return file ? answer.digestOfFile(hash, file.name) : answer.digestOf(hash);
  return file ? answer.muOfFile(file.name) : answer.mu;
}

const printable = (bytes: Uint8Array): boolean => {
  try {
    return /^[\P{C}\s]+$/u.test(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return false;
  }
};

/** The answer of an operation: each blob in its forms, with the operations that can use it. Dispatches NEXT. */
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
  /** The last successful calls, to find equal bytes. */
  @property({ attribute: false }) outcomes: Readonly<Partial<Record<UseOperation, UseOutcome>>> = {};
  /** The operations that the key supports. Others are not offered. */
  @property({ attribute: false }) offered: readonly UseOperation[] = [];
  /** Whether the other party of a key agreement derived the same secret; undefined: it is not simulated here. */
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
        ? html`<p class="truth"><strong-icon name="check"></strong-icon>${TEXTS.answer.valid(result.label)}</p>`
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
          html`<button type="button" @click=${() => NEXT.dispatch(this, { next: one, bytes })}>
            ${TEXTS.answer.useIn(one.operation)}
          </button>`,
      )}
    </div>`;
  }

  private renderEcho(result: UseResult, bytes: Uint8Array) {
    const from = echoOf(result, bytes, this.outcomes);
    const words =
      from !== undefined
        ? TEXTS.answer.matchesLast(from)
        : result.member === 'SharedSecret' && this.peerHasTheSame
          ? TEXTS.answer.peerHasTheSame
          : '';
    return words ? html`<p class="echo small"><strong-icon name="check"></strong-icon>${words}</p>` : nothing;
  }

  /** The digest or mu that was sent, where this page computed it. */
  private renderSent({ input, values }: UseOutcome) {
    const message = input.Message;
    const { way, type, hash } = sendingIn(values);
    if (way !== 'made' || !(message instanceof Uint8Array) || !('MessageType' in input)) return nothing;
    const file = values.bytes.Message?.file;
    const what = sentWords(type === 'DIGEST' ? hash : undefined, file);
    return html`<section class="sent" aria-label=${TEXTS.answer.sent}>
      <h3>${TEXTS.answer.sentTitle(what)}</h3>
      <strong-bytes .bytes=${message} what=${what}></strong-bytes>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-answer': StrongUseAnswer;
  }
}
