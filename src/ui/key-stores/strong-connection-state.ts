import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { ConnectionStateType } from '../../model/sdk.ts';
import type { IconName } from '../kit/strong-icon.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';
import '../kit/strong-icon.ts';

const ICONS: Readonly<Record<ConnectionStateType, IconName>> = {
  CONNECTED: 'check',
  CONNECTING: 'clock',
  FAILED: 'warn',
  DISCONNECTED: 'cross',
  DISCONNECTING: 'clock',
};

/** The ConnectionState of a key store: its name, a mark whose shape differs by state, and the error code of FAILED. */
@customElement('strong-connection-state')
export class StrongConnectionState extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: inline-flex;
        flex-wrap: wrap;
        align-items: baseline;
        gap: 0 0.4em;
      }
      .FAILED {
        color: var(--deny);
        font-weight: 600;
      }
      .mono {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() state: ConnectionStateType = 'DISCONNECTED';
  @property() errorCode = '';

  override render() {
    return html`<span class=${this.state}
        ><strong-icon name=${ICONS[this.state]}></strong-icon> ${TEXTS.states[this.state]}</span
      >
      ${this.errorCode ? html`<span class="mono small">${this.errorCode}</span>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-connection-state': StrongConnectionState;
  }
}
