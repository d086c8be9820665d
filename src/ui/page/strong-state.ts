import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stateWords } from '../kit/format.ts';

/** The state of a key: its name, and a mark whose shape differs by state. */
@customElement('strong-state')
export class StrongState extends LitElement {
  static override styles = css`
    :host {
      display: inline-flex;
      align-items: baseline;
      gap: 0.45em;
      white-space: nowrap;
    }
    /* Other languages have longer names. */
    :host([label]) {
      white-space: normal;
    }
    i {
      flex: none;
      box-sizing: border-box;
      width: 0.8em;
      height: 0.8em;
      align-self: center;
      border: 2px solid currentColor;
      border-radius: 50%;
    }
    .enabled {
      background: var(--ok);
      border-color: var(--ok);
    }
    .disabled {
      border-color: var(--soft);
    }
    .pendingdeletion {
      border-color: var(--deny);
      border-radius: 0;
      transform: rotate(45deg);
    }
    /* Backgrounds are not drawn in this mode, and an empty ring means disabled. */
    @media (forced-colors: active) {
      .enabled {
        forced-color-adjust: none;
        background: CanvasText;
        border-color: CanvasText;
      }
    }
  `;

  @property() value = '';
  /** The name of the state. Default: in English. */
  @property() label: string | undefined;

  override render() {
    return html`<i class=${this.value.toLowerCase()} aria-hidden="true"></i>${this.label ?? stateWords(this.value)}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-state': StrongState;
  }
}
