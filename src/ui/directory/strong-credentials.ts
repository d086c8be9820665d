import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Credentials } from '../../model/contract.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './directory-texts.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/** The person has copied the credentials. */
export const CLOSE_CREDENTIALS = typedEvent('strong-close');

const WORDS = TEXTS.credentials;

/** New credentials, with the notice that the secret is shown only once. Dispatches CLOSE_CREDENTIALS. */
@customElement('strong-credentials')
export class StrongCredentials extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      .shown {
        display: grid;
        gap: 0.6rem;
        padding: 0.9rem 1.1rem 1rem;
        border: 2px dashed var(--plaintext);
        background: var(--plaintext-tint);
      }
      dd {
        display: flex;
        align-items: start;
        gap: 0.25rem;
      }
    `,
  ];

  @property({ attribute: false }) credentials: Credentials | undefined;

  override render() {
    const { credentials } = this;
    if (!credentials) return nothing;
    const rows = [
      [WORDS.id, credentials.accessKeyId, false],
      [WORDS.secret, credentials.secretAccessKey, true],
      ...(credentials.sessionToken ? [[WORDS.token, credentials.sessionToken, true] as const] : []),
    ] as const;
    return html`<div class="shown" role="group" aria-label=${WORDS.label}>
      <p>${WORDS.intro}</p>
      <dl class="facts">
        ${rows.map(
          ([label, value, isSecret]) =>
            html`<dt>${label}</dt>
              <dd class="mono">
                <span ?data-secret=${isSecret}>${value}</span><strong-copy .text=${value} what=${label}></strong-copy>
              </dd>`,
        )}
      </dl>
      <div>
        <button type="button" @click=${() => CLOSE_CREDENTIALS.dispatch(this)}>${WORDS.done}</button>
      </div>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-credentials': StrongCredentials;
  }
}
