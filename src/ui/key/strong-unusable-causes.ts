import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import { moment } from '../kit/format.ts';
import { operationName } from '../kit/operation-name.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { KeyView } from '../page/key-view.ts';
import { href } from '../page/router.ts';
import { foldable } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './state-texts.ts';
import { KEY_ACTION, type KeyAction } from './strong-key-actions.ts';
import { canHave, CAUSES, exampleFor, holdsNow, refusedCalls, type Cause } from './unusable-causes.ts';
import '../kit/strong-icon.ts';

/** Asks to connect the key store of the key. */
export const CONNECT_KEY_STORE = typedEvent('strong-connect-key-store');

/**
 * The causes that make a key unusable, side by side: the calls that fail, and the action that ends each. Marks the one
 * that holds. Fires `strong-key-action` and `strong-connect-key-store`.
 */
@customElement('strong-unusable-causes')
export class StrongUnusableCauses extends LitElement {
  static override styles = [
    base,
    controls,
    foldable,
    css`
      ul.causes {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(100%, 10rem), 1fr));
        gap: 0.75rem;
        margin-top: 0.75rem;
        list-style: none;
      }
      ul.causes > li {
        display: flex;
        flex-direction: column;
        align-items: flex-start;
        gap: 0.5rem;
        padding: 0.75rem;
        border: 1px solid var(--line);
        border-top: 4px solid var(--line);
        background: var(--raised);
      }
      ul.causes > li.now {
        border-color: var(--deny);
      }
      .mark {
        color: var(--deny);
        font-weight: 600;
      }
      details {
        width: 100%;
      }
      summary {
        font-size: var(--t1);
      }
      details ul {
        margin-top: 0.25rem;
        list-style: none;
        font-size: var(--t1);
      }
      .mono,
      summary {
        overflow-wrap: anywhere;
      }
      .end {
        margin-top: auto;
      }
    `,
  ];

  @property({ attribute: false }) key!: KeyView;
  /** The key store of the key, if it is in one and the caller can see it. */
  @property({ attribute: false }) keyStore: CustomKeyStoresListEntry | undefined;
  /** Whether the state cannot be changed: the key is an AWS managed key. */
  @property({ type: Boolean }) fixed = false;

  override render() {
    return html`<ul class="causes">
      ${CAUSES.map((cause) => this.renderCause(cause))}
    </ul>`;
  }

  private renderCause(cause: Cause) {
    const { key } = this;
    const { title, what, until } = TEXTS.causes[cause.name];
    const isNow = holdsNow(cause, key);
    const isPossible = canHave(cause, key);
    const state = cause.states.find((one) => isNow && one === key.KeyState) ?? cause.states[0] ?? 'Disabled';
    return html`<li class=${isNow ? 'now' : ''} data-cause=${cause.name}>
      <h3>${title}</h3>
      ${isNow ? html`<p class="mark"><strong-icon name="warn"></strong-icon> ${TEXTS.now}</p>` : nothing}
      <p>${what}</p>
      <p class="small"><span class="soft">${TEXTS.state}</span> <span class="mono">${state}</span></p>
      ${isPossible ? nothing : html`<p class="small soft">${TEXTS.cannot(cause.origin ?? '', key.Origin)}</p>`}
      ${refusedCalls(state, exampleFor(cause, key)).map(
        ({ error, text, operations }) =>
          html`<details ?open=${isNow}>
            <summary>${TEXTS.calls(operations.length, error)}</summary>
            <p class="small soft mono">${text.replace('ARN', key.Arn)}</p>
            <ul>
              ${operations.map((operation) => html`<li class="mono">${operationName(operation)}</li>`)}
            </ul>
          </details>`,
      )}
      <p>${until}</p>
      ${isPossible ? html`${this.renderFacts(cause)} ${this.renderAction(cause, isNow)}` : nothing}
    </li>`;
  }

  /** What the key and its key store say about the cause. */
  private renderFacts({ name }: Cause) {
    const { DeletionDate, ValidTo } = this.key;
    const { ConnectionState, ConnectionErrorCode } = this.keyStore ?? {};
    if (name === 'deletion' && DeletionDate) return html`<p>${TEXTS.deletedAt(moment(DeletionDate))}</p>`;
    if (name === 'material' && ValidTo) return html`<p>${TEXTS.expiresAt(moment(ValidTo))}</p>`;
    if ((name === 'cloudHsm' || name === 'external') && ConnectionState)
      return html`<p>${TEXTS.connection} <span class="mono">${ConnectionState} ${ConnectionErrorCode ?? ''}</span></p>`;
    return nothing;
  }

  private renderAction({ name }: Cause, isNow: boolean): TemplateResult | typeof nothing {
    if (this.fixed) return nothing;
    const { actions } = TEXTS;
    const { KeyId, KeyState, CustomKeyStoreId = '' } = this.key;
    const act = (action: KeyAction & keyof typeof actions) =>
      html`<button type="button" class="end" @click=${() => KEY_ACTION.dispatch(this, action)}>
        ${actions[action]}
      </button>`;
    const link = (to: string, words: string) => html`<a class="button end" href=${to}>${words}</a>`;
    switch (name) {
      case 'disabled':
        return isNow ? act('enable') : KeyState === 'Enabled' ? act('disable') : nothing;
      case 'deletion':
        return isNow ? act('cancelDeletion') : KeyState === 'Updating' ? nothing : act('scheduleDeletion');
      case 'material':
        return link(href(['keys', KeyId, 'material']), isNow ? actions.import : actions.material);
      case 'cloudHsm':
      case 'external':
        return this.keyStore?.ConnectionState === 'DISCONNECTED'
          ? html`<button type="button" class="end" @click=${() => CONNECT_KEY_STORE.dispatch(this)}>
              ${actions.connect}
            </button>`
          : link(href(['key-stores', CustomKeyStoreId]), actions.keyStore);
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-unusable-causes': StrongUnusableCauses;
  }
}
