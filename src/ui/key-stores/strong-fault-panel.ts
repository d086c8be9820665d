import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import type { FaultComponent, FaultName, FaultView } from '../../model/faults.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';

/** Asks to set or clear a fault. */
export const SWITCH_FAULT = typedEvent<{ readonly name: FaultName; readonly isSet: boolean }>('strong-switch-fault');

/** The faults of one component, each with a check box. Fires `strong-switch-fault`. */
@customElement('strong-fault-panel')
export class StrongFaultPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        list-style: none;
      }
      li {
        padding-block: 0.35rem;
      }
      .mono {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) faults: readonly FaultView[] = [];
  @property() component: FaultComponent = 'cloudhsm';

  override render() {
    return html`<ul>
      ${this.faults
        .filter(({ component }) => component === this.component)
        .map(
          ({ name, effect, set }) =>
            html`<li>
              <label class="choice">
                <input
                  type="checkbox"
                  .checked=${live(set !== undefined)}
                  @change=${(event: Event) =>
                    SWITCH_FAULT.dispatch(this, { name, isSet: (event.target as HTMLInputElement).checked })}
                />
                <span><span class="mono">${name}</span> <span class="soft">${effect}</span></span>
              </label>
            </li>`,
        )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-fault-panel': StrongFaultPanel;
  }
}
