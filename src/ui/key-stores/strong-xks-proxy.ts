import { LitElement, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { XksProxyConfigurationType } from '../../model/sdk.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-stores-texts.ts';

/** The proxy of an external key store, as KMS knows it. */
@customElement('strong-xks-proxy')
export class StrongXksProxy extends LitElement {
  static override styles = [base, controls];

  @property({ attribute: false }) proxy: XksProxyConfigurationType = {};

  override render() {
    const texts = TEXTS.proxy;
    const { Connectivity = 'PUBLIC_ENDPOINT', UriEndpoint, UriPath, AccessKeyId, VpcEndpointServiceName } = this.proxy;
    return html`<section aria-labelledby="proxy">
      <h2 id="proxy">${texts.heading}</h2>
      <dl class="facts">
        <dt>${texts.connectivity}</dt>
        <dd>${texts[Connectivity]}</dd>
        <dt>${texts.endpoint}</dt>
        <dd class="mono">${UriEndpoint}</dd>
        <dt>${texts.path}</dt>
        <dd class="mono">${UriPath}</dd>
        ${
          VpcEndpointServiceName === undefined
            ? nothing
            : html`<dt>${texts.service}</dt>
                <dd class="mono">${VpcEndpointServiceName}</dd>`
        }
        <dt>${texts.accessKeyId}</dt>
        <dd class="mono">${AccessKeyId}</dd>
      </dl>
      <p>${texts.note}</p>
      <p><a href=${href(['external-key-managers'])}>${texts.manage}</a></p>
    </section>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-xks-proxy': StrongXksProxy;
  }
}
