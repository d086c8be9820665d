import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AwsOwnedKeyView } from '../../model/contract.ts';
import { count, day, ends } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './keys-texts.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../page/strong-state.ts';

/** The service that creates the example key. Its tables are encrypted under an AWS owned key by default. */
export const EXAMPLE_SERVICE = 'dynamodb.amazonaws.com';

/** Asks for a key that `EXAMPLE_SERVICE` owns. */
export const MAKE_OWNED = typedEvent('strong-make-owned');

const { columns } = TEXTS.owned;

/** The AWS owned keys of a Region, with an explanation. Fires `strong-make-owned`. */
@customElement('strong-owned-keys')
export class StrongOwnedKeys extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      .why {
        max-width: 44rem;
        margin-block: 1rem;
      }
      .why + .why {
        margin-top: -0.5rem;
      }
      caption {
        padding-bottom: 0.5rem;
        text-align: left;
      }
      td {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly AwsOwnedKeyView[] = [];
  @property({ attribute: false }) region = '';
  @property({ type: Boolean }) busy = false;

  override render() {
    const { keys, region } = this;
    return html`<p class="why">${TEXTS.owned.lead}</p>
      <p class="why soft">${TEXTS.owned.note}</p>
      ${
        keys.length === 0
          ? html`<p role="status">${TEXTS.owned.none(region)}</p>
              <p class="why">
                <button type="button" class="primary" ?disabled=${this.busy} @click=${() => MAKE_OWNED.dispatch(this)}>
                  ${TEXTS.owned.create(EXAMPLE_SERVICE)}
                </button>
              </p>`
          : html`<table role="table">
              <caption class="soft small">
                ${TEXTS.owned.caption(keys.length, count(keys.length), region)}
              </caption>
              <thead role="rowgroup">
                <tr role="row">
                  ${Object.values(columns).map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
                </tr>
              </thead>
              <tbody role="rowgroup">
                ${keys.map((key) => this.renderRow(key))}
              </tbody>
            </table>`
      }`;
  }

  private renderRow({ arn, ownedBy, description, spec, state, createdAt }: AwsOwnedKeyView) {
    return html`<tr role="row">
      <td role="cell" data-label=${columns.owner}>
        <span>${ownedBy}${description ? html`<br /><span class="soft small">${description}</span>` : nothing}</span>
      </td>
      <td role="cell" data-label=${columns.arn}>
        <span
          ><span class="mono" title=${arn}>${ends(arn.split('/')[1] ?? arn)}</span>
          <strong-copy .text=${arn} what=${TEXTS.owned.copied(ownedBy)}></strong-copy
        ></span>
      </td>
      <td role="cell" data-label=${columns.spec}><span class="mono">${spec}</span></td>
      <td role="cell" data-label=${columns.state}><strong-state .value=${state}></strong-state></td>
      <td role="cell" data-label=${columns.created}>${day(new Date(createdAt))}</td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-owned-keys': StrongOwnedKeys;
  }
}
