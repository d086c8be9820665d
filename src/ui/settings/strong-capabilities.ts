import { LitElement, css, html, nothing, type TemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Custody } from '../../model/records.ts';
import { TEXTS } from './capabilities-texts.ts';
import { allows, keptAs, type CapabilityGroup, type CapabilityLine } from './capabilities.ts';
import { base, tables } from '../styles/shared.ts';
import '../kit/strong-icon.ts';

/** The settings, one column each. */
const CUSTODIES: readonly Custody[] = ['native', 'complete', 'strict'];

/**
 * A table for one key usage: for each group of key specs, the implementation of each operation, and whether it works
 * for a key created with each custody setting. The column of `current`, the custody setting of the sandbox, is marked.
 */
@customElement('strong-capabilities')
export class StrongCapabilities extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      table {
        table-layout: fixed;
      }
      thead th:not(:first-child),
      td {
        width: 8.5rem;
        padding-inline: 0.6rem;
      }
      thead th {
        border-bottom-color: var(--edge);
        white-space: normal;
      }
      th small {
        display: block;
        font-size: var(--t1);
        font-weight: 400;
        color: var(--soft);
      }
      tbody th {
        font-size: inherit;
        font-weight: 400;
        color: var(--text);
        white-space: normal;
        overflow-wrap: anywhere;
      }
      .group th {
        font-weight: 650;
      }
      .group > * {
        padding-top: 1.5rem;
        border-bottom-color: var(--edge);
      }
      td {
        font-size: var(--t1);
      }
      .current {
        background: var(--brass-tint);
      }
      .yes strong-icon {
        color: var(--ok);
      }
      .no {
        color: var(--deny);
      }
      .of {
        display: none;
      }
      /* On a phone the three columns are below the operations, each with the name of its setting. */
      @container (max-width: 37rem) {
        table,
        thead,
        tbody {
          display: block;
        }
        thead {
          position: absolute;
          width: 1px;
          height: 1px;
          overflow: hidden;
          clip-path: inset(50%);
        }
        tr {
          display: grid;
          grid-template-columns: repeat(3, minmax(0, 1fr));
          padding-bottom: 0.5rem;
          border-bottom: 1px solid var(--line);
        }
        .group {
          border-bottom-color: var(--edge);
        }
        th {
          grid-column: 1 / -1;
        }
        th,
        td,
        .group > * {
          width: auto;
          border-bottom: 0;
        }
        td,
        .group > td {
          padding-block: 0.15rem 0.25rem;
        }
        .of {
          display: block;
          color: var(--soft);
        }
      }
    `,
  ];

  /** Name of the table for screen readers. */
  @property() label = '';
  @property({ attribute: false }) groups: readonly CapabilityGroup[] = [];
  @property() current: Custody = 'native';

  override render() {
    // Explicit roles, because display: grid on a phone removes those of the table.
    return html`<table role="table" aria-label=${this.label}>
      <thead role="rowgroup">
        <tr role="row">
          <th role="columnheader" scope="col">${TEXTS.table.operations}</th>
          ${CUSTODIES.map(
            (custody) =>
              html`<th role="columnheader" scope="col" class=${this.mark(custody)}>
                ${custody}${custody === this.current ? html`<small>${TEXTS.settings.currentMark}</small>` : nothing}
              </th>`,
          )}
        </tr>
      </thead>
      ${this.groups.map((group) => this.renderGroup(group))}
    </table>`;
  }

  private renderGroup(group: CapabilityGroup) {
    return html`<tbody role="rowgroup">
      <tr role="row" class="group">
        <th role="rowheader" scope="row">
          ${group.specs.join(', ')}
          <small>${[group.algorithms.join(', '), group.regions].filter(Boolean).join('; ')}</small>
        </th>
        ${CUSTODIES.map((custody) => {
          const kept = keptAs(group, custody);
          return this.renderCell(custody, kept === 'refused' ? 'no' : '', html`${TEXTS.table.custodyClass[kept]}`);
        })}
      </tr>
      ${group.lines.map((line) => this.renderLine(group, line))}
    </tbody>`;
  }

  private renderLine(group: CapabilityGroup, line: CapabilityLine) {
    return html`<tr role="row">
      <th role="rowheader" scope="row">
        ${line.detail ? TEXTS.table.operationDetail(line.operations.join(', '), line.detail) : line.operations.join(', ')}
        <small>${TEXTS.table.implementation(line.by, line.does)}</small>
      </th>
      ${CUSTODIES.map((custody) => {
        const works = allows(group, line, custody);
        const icon = html`<strong-icon name=${works ? 'check' : 'cross'}></strong-icon>`;
        return this.renderCell(
          custody,
          works ? 'yes' : 'no',
          html`${icon} ${works ? TEXTS.table.supported : TEXTS.table.rejected}`,
        );
      })}
    </tr>`;
  }

  private renderCell(custody: Custody, way: '' | 'yes' | 'no', content: TemplateResult) {
    return html`<td role="cell" class="${this.mark(custody)} ${way}">
      <span class="of" aria-hidden="true">${custody}</span>${content}
    </td>`;
  }

  private mark(custody: Custody): string {
    return custody === this.current ? 'current' : '';
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-capabilities': StrongCapabilities;
  }
}
