import { css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { KEY_SPECS } from '../../model/algorithms.ts';
import type { CustomKeyStoresListEntry } from '../../model/sdk.ts';
import { count, moment } from '../kit/format.ts';
import { isAwsManaged } from '../page/aws-managed.ts';
import { outputOf } from '../page/call-recorder.ts';
import { href } from '../page/router.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import { stackedTables } from '../styles/shared.ts';
import { loadDataKeyHolders, MAX_DATA_KEY_EVENTS, type DataKeyHolders } from './load-data-keys.ts';
import { TEXTS } from './state-texts.ts';
import { CAUSES, holdsNow } from './unusable-causes.ts';
import './strong-unusable-causes.ts';

const { dataKeys } = TEXTS;

/** The causes that make the key unusable, and the data keys that keep working in programs. */
@customElement('strong-key-state-tab')
export class StrongKeyStateTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    stackedTables,
    css`
      p {
        max-width: 84ch;
      }
      table {
        margin-block: 0.75rem;
      }
      td.mono {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @state() private keyStore: CustomKeyStoresListEntry | undefined;
  @state() private holders: DataKeyHolders | undefined;

  protected override async load() {
    const [keyStore, holders] = await Promise.all([
      this.findKeyStore(),
      loadDataKeyHolders(this.context.strongroom, this.key.Arn),
    ]);
    return () => Object.assign(this, { keyStore, holders });
  }

  protected override renderContent() {
    const { key } = this;
    return html`<section aria-labelledby="causes">
        <h2 id="causes">${TEXTS.heading}</h2>
        <p class="soft">
          ${TEXTS.lead} ${CAUSES.some((cause) => holdsNow(cause, key)) ? nothing : html`<b>${TEXTS.none}</b>`}
        </p>
        <strong-unusable-causes
          .key=${key}
          .keyStore=${this.keyStore}
          ?fixed=${isAwsManaged(key)}
          @strong-connect-key-store=${this.connect}
        ></strong-unusable-causes>
      </section>
      <section aria-labelledby="data-keys">
        <h2 id="data-keys">${dataKeys.heading}</h2>
        ${KEY_SPECS[key.KeySpec].kind === 'symmetric' ? this.renderHolders() : html`<p>${dataKeys.notSymmetric}</p>`}
      </section>`;
  }

  private renderHolders() {
    const { holders = [], isPartial = false } = this.holders ?? {};
    const { columns } = dataKeys;
    return html`<p>${dataKeys.lead}</p>
      ${
        holders.length === 0
          ? html`<p><b>${dataKeys.none}</b></p>`
          : html`<p>${dataKeys.unknown}</p>
              <table aria-label=${dataKeys.caption}>
                <thead>
                  <tr>
                    ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
                  </tr>
                </thead>
                <tbody>
                  ${holders.map(
                    ({ principal, calls, newest }) =>
                      html`<tr>
                        <td class="mono" data-label=${columns.principal}>${principal}</td>
                        <td data-label=${columns.calls}>${count(calls)}</td>
                        <td data-label=${columns.newest}>${moment(new Date(newest))}</td>
                      </tr>`,
                  )}
                </tbody>
              </table>`
      }
      ${isPartial ? html`<p class="small soft">${dataKeys.partial(count(MAX_DATA_KEY_EVENTS))}</p>` : nothing}
      <p><a href=${href(['keys', this.key.KeyId, 'activity'])}>${dataKeys.activity}</a></p>`;
  }

  /** Finds the key store of the key. Undefined if the caller is not allowed to see it. */
  private async findKeyStore(): Promise<CustomKeyStoresListEntry | undefined> {
    const { CustomKeyStoreId } = this.key;
    if (CustomKeyStoreId === undefined) return undefined;
    const reply = await this.context.kms.call('DescribeCustomKeyStores', { CustomKeyStoreId });
    return reply.ok ? reply.output.CustomKeyStores?.[0] : undefined;
  }

  private connect() {
    const { CustomKeyStoreId } = this.key;
    return this.attempt(
      async () => outputOf(await this.context.kms.call('ConnectCustomKeyStore', { CustomKeyStoreId })),
      TEXTS.connecting,
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-state-tab': StrongKeyStateTab;
  }
}
