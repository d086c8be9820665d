import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AwsOwnedKeyView } from '../../model/contract.ts';
import { count, day, ends } from '../kit/format.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';
import '../page/strong-state.ts';

/** The service that makes a key here where there is none: one whose tables are sealed so by default. */
export const EXAMPLE_SERVICE = 'dynamodb.amazonaws.com';

/** Asks for a key that `EXAMPLE_SERVICE` owns. */
export const MAKE_OWNED = 'strong-make-owned';

/** The AWS owned keys of a Region, to look at: what they are, and why AWS shows them to nobody. Fires `strong-make-owned`. */
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
    const number = `${count(keys.length)} AWS owned ${keys.length === 1 ? 'key' : 'keys'}`;
    return html`<p class="why">
        An AWS owned key belongs to an AWS service, which uses it to protect the data of many customers. The key is in
        an account of the service. You cannot view, use or manage it, it does not count against your quotas or appear in
        your CloudTrail logs, and it is free of charge.
      </p>
      <p class="why soft">
        <strong>AWS does not show these keys.</strong> Strongroom lists them to show what protects data when you did not
        choose a key. Try to use one of the ARNs: the call fails as on AWS.
      </p>
      ${
        keys.length === 0
          ? html`<p role="status">No AWS owned keys in ${region}.</p>
              <p class="why">
                <button type="button" class="primary" ?disabled=${this.busy} @click=${this.make}>
                  Create example key for ${EXAMPLE_SERVICE}
                </button>
              </p>`
          : html`<table role="table">
              <caption class="soft small">
                ${number} in ${region}, oldest first
              </caption>
              <thead role="rowgroup">
                <tr role="row">
                  ${['Owner', 'Key ARN', 'Spec', 'Status', 'Creation date'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
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
      <td role="cell" data-label="Owner">
        <span>${ownedBy}${description ? html`<br /><span class="soft small">${description}</span>` : nothing}</span>
      </td>
      <td role="cell" data-label="Key ARN">
        <span
          ><span class="mono" title=${arn}>${ends(arn.split('/')[1] ?? arn)}</span>
          <strong-copy .text=${arn} what="the ARN of a key of ${ownedBy}"></strong-copy
        ></span>
      </td>
      <td role="cell" data-label="Spec"><span class="mono">${spec}</span></td>
      <td role="cell" data-label="Status"><strong-state .value=${state}></strong-state></td>
      <td role="cell" data-label="Made">${day(new Date(createdAt))}</td>
    </tr>`;
  }

  private make() {
    this.dispatchEvent(new CustomEvent(MAKE_OWNED));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-owned-keys': StrongOwnedKeys;
  }
}
