import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { relayOrigin } from '../../model/relay-messages.ts';
import { EverySecond } from '../kit/every-second.ts';
import { base, controls } from '../styles/shared.ts';
import { problemOf, type Problem } from './problem.ts';
import { TEXTS } from './relay-texts.ts';
import { relays, RELAYS_CHANGED, type Relays } from './relays.ts';
import '../kit/strong-icon.ts';
import './strong-problem.ts';

/** The relay to one real proxy: whether it is open, here or in another tab, and buttons to open and close it. */
@customElement('strong-relay')
export class StrongRelay extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
      }
      p {
        max-width: 84ch;
        overflow-wrap: anywhere;
      }
      strong-problem {
        margin-block: 0;
      }
    `,
  ];

  /** XksProxyUriEndpoint. Nothing is shown for one that is invalid. */
  @property() endpoint = '';
  @property({ attribute: false }) relays: Relays = relays;
  @state() private isElsewhere = false;
  @state() private busy = false;
  @state() private problem: Problem | undefined;

  readonly #onChange = () => {
    this.requestUpdate();
    void this.look();
  };

  constructor() {
    super();
    // A tab that ends sends no message.
    new EverySecond(this, () => void this.look());
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.relays.addEventListener(RELAYS_CHANGED.name, this.#onChange);
    void this.look();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.relays.removeEventListener(RELAYS_CHANGED.name, this.#onChange);
  }

  override render() {
    const origin = relayOrigin(this.endpoint);
    if (origin === undefined) return nothing;
    const isOpen = this.relays.has(origin);
    return html`<p role="status">
        <strong-icon name=${isOpen ? 'check' : 'cross'}></strong-icon>
        ${isOpen ? TEXTS.openTo(origin) : html`${TEXTS.closed(origin)} ${TEXTS.unreachable}`}
      </p>
      ${this.isElsewhere ? html`<p>${TEXTS.elsewhere(origin)}</p>` : nothing}
      <p class="soft">${TEXTS.explanation}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <button type="button" ?disabled=${this.busy} @click=${() => (isOpen ? this.relays.close(origin) : this.open())}>
        ${isOpen ? TEXTS.close(origin) : TEXTS.open(origin)}
      </button>`;
  }

  private async look(): Promise<void> {
    this.isElsewhere = await this.relays.isOpenElsewhere(this.endpoint);
  }

  private async open(): Promise<void> {
    this.busy = true;
    this.problem = undefined;
    try {
      await this.relays.open(this.endpoint);
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-relay': StrongRelay;
  }
}
