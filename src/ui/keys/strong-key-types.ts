import { LitElement, css, html } from 'lit';
import { customElement } from 'lit/decorators.js';
import { foldable } from '../styles/pieces.ts';
import { base, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './keys-texts.ts';

const { customer, aws, owned } = TEXTS.tables;

/** The columns: the key types, each with its member of a row of the texts. */
const TYPES = [
  { member: 'customer', name: customer.name },
  { member: 'aws', name: aws.name },
  { member: 'owned', name: owned.name },
] as const;

/** A folded comparison of customer managed, AWS managed and AWS owned keys. */
@customElement('strong-key-types')
export class StrongKeyTypes extends LitElement {
  static override styles = [
    base,
    tables,
    stackedTables,
    foldable,
    css`
      summary {
        font-size: inherit;
      }
      table {
        max-width: 64rem;
      }
      tbody th {
        white-space: normal;
      }
      @container (max-width: 41rem) {
        tbody th {
          display: block;
          border: 0;
          padding: 0.15rem 0.75rem;
        }
      }
    `,
  ];

  override render() {
    return html`<details>
      <summary>${TEXTS.types.summary}</summary>
      <table role="table">
        <caption class="unseen">
          ${TEXTS.types.caption}
        </caption>
        <thead role="rowgroup">
          <tr role="row">
            <th role="columnheader" scope="col"><span class="unseen">${TEXTS.types.question}</span></th>
            ${TYPES.map(({ name }) => html`<th role="columnheader" scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody role="rowgroup">
          ${TEXTS.types.rows.map(
            (row) =>
              html`<tr role="row">
                <th role="rowheader" scope="row">${row.name}</th>
                ${TYPES.map(({ member, name }) => html`<td role="cell" data-label=${name}>${row[member]}</td>`)}
              </tr>`,
          )}
        </tbody>
      </table>
    </details>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-types': StrongKeyTypes;
  }
}
