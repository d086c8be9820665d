import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { FaultName, FaultView } from '../../model/faults.ts';
import { XKS_ERRORS } from '../../model/xks-proxy-api.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { OFFERED_FAULTS, TEXTS } from './proxies-texts.ts';

/** Asks to set a fault, or to clear it if it has no options. */
export const PROXY_FAULT = typedEvent<{ readonly name: FaultName; readonly options?: object }>('strong-proxy-fault');

/** Asks to clear all faults. */
export const CLEAR_FAULTS = typedEvent('strong-clear-faults');

const { faults: texts } = TEXTS;

/** The faults of all simulated proxies. Fires `strong-proxy-fault` and `strong-clear-faults`. */
@customElement('strong-proxy-faults')
export class StrongProxyFaults extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-block: 2rem 1rem;
      }
      label:has(input) {
        display: flex;
        align-items: start;
        gap: 0.5rem;
        font-weight: 400;
      }
    `,
  ];

  @property({ attribute: false }) faults: readonly FaultView[] = [];

  override render() {
    const offered = this.faults.filter(({ name }) => OFFERED_FAULTS[name] !== undefined);
    return html`<fieldset>
      <legend><h2>${texts.heading}</h2></legend>
      <p class="soft">${texts.lead}</p>
      ${offered.map(
        ({ name, set }) =>
          html`<label>
            <input
              type="checkbox"
              name=${name}
              .checked=${set !== undefined}
              @change=${(event: Event) => this.onCheck(name, (event.target as HTMLInputElement).checked)}
            />
            ${OFFERED_FAULTS[name]?.label}
          </label>`,
      )}
      ${this.renderError()}
      <button type="button" id="clear" @click=${() => CLEAR_FAULTS.dispatch(this)}>${texts.clear}</button>
    </fieldset>`;
  }

  private renderError() {
    const { set } = this.faults.find(({ name }) => name === 'xks-proxy-error') ?? {};
    const current = (set as { readonly errorName?: string } | undefined)?.errorName ?? '';
    return html`<div class="field">
      <label for="error">${texts.error}</label>
      <select id="error" @change=${this.onError}>
        <option value="" .selected=${current === ''}>${texts.noError}</option>
        ${Object.keys(XKS_ERRORS).map(
          (name) => html`<option value=${name} .selected=${name === current}>${name}</option>`,
        )}
      </select>
    </div>`;
  }

  private onCheck(name: FaultName, isSet: boolean) {
    PROXY_FAULT.dispatch(this, { name, ...(isSet ? { options: OFFERED_FAULTS[name]?.options ?? {} } : {}) });
  }

  private onError(event: Event) {
    const errorName = (event.target as HTMLSelectElement).value;
    PROXY_FAULT.dispatch(this, { name: 'xks-proxy-error', ...(errorName === '' ? {} : { options: { errorName } }) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-proxy-faults': StrongProxyFaults;
  }
}
