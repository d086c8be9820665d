import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import { EverySecond } from '../kit/every-second.ts';
import { bytesExactly, duration } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './live-keys-texts.ts';
import { CHANGE_LIVE_KEYS, type LiveKey, type LiveKeys } from './live-keys.ts';

/** The displayed copies of data keys were overwritten: what shows them must be removed. */
export const OVERWRITE_KEYS = typedEvent('strong-overwrite-keys');

/** A table of the plaintext data keys in memory. */
@customElement('strong-live-keys')
export class StrongLiveKeys extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        container-type: inline-size;
      }
      p {
        max-width: 68ch;
      }
      td {
        overflow-wrap: anywhere;
      }
      h2:focus {
        outline: none;
      }
      .live {
        padding: 0.1rem 0.4rem;
        border: 2px dashed var(--plaintext, var(--deny));
        font-weight: 600;
      }
      button {
        margin-top: 0.75rem;
      }
    `,
  ];

  @property({ attribute: false }) list: LiveKeys | undefined;

  #observed: LiveKeys | undefined;

  constructor() {
    super();
    new EverySecond(this, () => this.list?.keys.some(isLive) && this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('list')) this.observe(this.list);
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.observe(this.list);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.observe(undefined);
  }

  override render() {
    const { keys: texts } = TEXTS;
    const keys = this.list?.keys ?? [];
    return html`<h2 id="heading" tabindex="-1">${texts.heading}</h2>
      <p class="soft small">${texts.lead}</p>
      ${
        keys.length === 0
          ? html`<p>${texts.none}</p>`
          : html`<table aria-labelledby="heading">
                <thead>
                  <tr>
                    <th scope="col">${texts.file}</th>
                    <th scope="col">${texts.secret}</th>
                    <th scope="col">${texts.holder}</th>
                    <th scope="col">${texts.state}</th>
                  </tr>
                </thead>
                <tbody>
                  ${keys.map(
                    (key) =>
                      html`<tr>
                        <td data-label=${texts.file}>${key.file || texts.several}</td>
                        <td data-label=${texts.secret}>${texts.kinds[key.kind]}</td>
                        <td data-label=${texts.holder}>${texts.holders[key.holder]}</td>
                        <td data-label=${texts.state}>${this.renderState(key)}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>
              ${
                keys.some((key) => isLive(key) && key.holder === 'display')
                  ? html`<button type="button" @click=${this.overwrite}>${texts.overwrite}</button>`
                  : nothing
              }`
      }`;
  }

  private renderState({ length, since, overwrittenAt }: LiveKey) {
    const { keys: texts } = TEXTS;
    const age = duration((overwrittenAt ?? performance.now()) - since);
    return overwrittenAt === undefined
      ? html`<span class="live">${texts.live(bytesExactly(length), age)}</span>`
      : html`<span>${texts.overwritten(age)}</span>`;
  }

  private overwrite() {
    this.list?.overwriteDisplayed();
    announce(this, TEXTS.keys.done);
    OVERWRITE_KEYS.dispatch(this);
    // The button is removed.
    this.renderRoot.querySelector<HTMLElement>('h2')?.focus();
  }

  private observe(list: LiveKeys | undefined) {
    if (list === this.#observed) return;
    this.#observed?.removeEventListener(CHANGE_LIVE_KEYS.name, this.#update);
    this.#observed = list;
    list?.addEventListener(CHANGE_LIVE_KEYS.name, this.#update);
  }

  readonly #update = () => this.requestUpdate();
}

const isLive = ({ overwrittenAt }: LiveKey) => overwrittenAt === undefined;

declare global {
  interface HTMLElementTagNameMap {
    'strong-live-keys': StrongLiveKeys;
  }
}
