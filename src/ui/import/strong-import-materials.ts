import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './import-texts.ts';
import '../kit/strong-copy.ts';

const { table } = TEXTS;
const { columns } = table;

/** Asks to delete a key material. */
export const DELETE_MATERIAL = typedEvent<RotationsListEntry>('strong-delete-material');

/** Asks to import a key material again. */
export const REIMPORT_MATERIAL = typedEvent<RotationsListEntry>('strong-reimport-material');

/**
 * The imported key materials of a symmetric key as a table, newest first. Fires `strong-delete-material` and
 * `strong-reimport-material`.
 */
@customElement('strong-import-materials')
export class StrongImportMaterials extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      .id {
        display: flex;
        align-items: start;
        gap: 0.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** In the order of ListKeyRotations: oldest first, pending material last. */
  @property({ attribute: false }) materials: readonly RotationsListEntry[] = [];
  /** Whether material can be imported in the state of the key. */
  @property({ type: Boolean }) importable = false;

  override render() {
    return html`<table role="table">
      <caption class="unseen">
        ${table.caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${Object.values(columns).map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${this.materials.map((material) => this.renderRow(material)).reverse()}
      </tbody>
    </table>`;
  }

  private renderRow(material: RotationsListEntry) {
    const { KeyMaterialId: id = '', KeyMaterialState = '', ImportState, KeyMaterialDescription, ValidTo } = material;
    const isImported = ImportState === 'IMPORTED';
    return html`<tr role="row">
      <td role="cell" data-label=${columns.id}>
        <span class="id"
          ><span class="mono">${id}</span><strong-copy .text=${id} what=${table.copied}></strong-copy
        ></span>
      </td>
      <td role="cell" data-label=${columns.state}>${table.states[KeyMaterialState] ?? KeyMaterialState}</td>
      <td role="cell" data-label=${columns.importState}>${isImported ? table.imported : table.pendingImport}</td>
      <td role="cell" data-label=${columns.expires}>
        ${isImported ? (ValidTo ? moment(ValidTo) : table.never) : table.none}
      </td>
      <td role="cell" data-label=${columns.description}>${KeyMaterialDescription ?? table.none}</td>
      <td role="cell" data-label=${columns.actions}>
        <span class="row">
          ${
            this.importable
              ? html`<button
                  type="button"
                  aria-label=${table.reimportLabel(id)}
                  @click=${() => REIMPORT_MATERIAL.dispatch(this, material)}
                >
                  ${table.reimport}
                </button>`
              : nothing
          }
          ${
            isImported
              ? html`<button
                  type="button"
                  class="danger"
                  aria-label=${table.deleteLabel(id)}
                  @click=${() => DELETE_MATERIAL.dispatch(this, material)}
                >
                  ${table.delete}
                </button>`
              : nothing
          }
        </span>
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-materials': StrongImportMaterials;
  }
}
