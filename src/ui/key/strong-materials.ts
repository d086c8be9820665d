import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { moment } from '../kit/format.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import '../kit/strong-copy.ts';

/**
 * Meaning of each state of key material. Source:
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_ListKeyRotations.html (KeyMaterialState)
 */
const STATES: Readonly<Record<string, { readonly words: string; readonly does: string }>> = {
  CURRENT: { words: 'Current', does: 'used to encrypt and decrypt' },
  NON_CURRENT: { words: 'Non-current', does: 'used only to decrypt' },
  PENDING_ROTATION: { words: 'Pending rotation', does: 'becomes current after an on-demand rotation' },
  PENDING_MULTI_REGION_IMPORT_AND_ROTATION: {
    words: 'Pending import and rotation',
    does: 'not yet imported in every replica Region',
  },
};

const TYPES: Readonly<Record<string, string>> = { AUTOMATIC: 'Automatic', ON_DEMAND: 'On demand' };

/** The materials of a key as a table, the newest first, each with its number; on a narrow screen one block each. */
@customElement('strong-materials')
export class StrongMaterials extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      .current {
        background: var(--wall-tint);
        box-shadow: inset 4px 0 var(--wall-fill);
      }
      td:first-child,
      th:first-child {
        padding-left: 0.75rem;
      }
      .state b {
        display: block;
      }
      .id {
        display: flex;
        align-items: start;
        gap: 0.25rem;
      }
    `,
  ];

  /** All materials, as ListKeyRotations gives them: the oldest first. */
  @property({ attribute: false }) materials: readonly RotationsListEntry[] = [];
  /** When the key was made, and its first material with it. */
  @property({ attribute: false }) keyMade: Date | undefined;

  override render() {
    const { materials } = this;
    return html`<table role="table">
      <caption class="unseen">
        Key material, newest first
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${['Number', 'Key material ID', 'State', 'Made', 'Rotation type'].map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody role="rowgroup">
        ${materials.map((material, index) => this.renderRow(material, index)).reverse()}
      </tbody>
    </table>`;
  }

  private renderRow(material: RotationsListEntry, index: number) {
    const { KeyMaterialId: id = '', KeyMaterialState = '', RotationDate, RotationType } = material;
    const state = STATES[KeyMaterialState];
    const pending = KeyMaterialState.startsWith('PENDING');
    const made = RotationDate ?? (index === 0 ? this.keyMade : undefined);
    return html`<tr role="row" class=${KeyMaterialState === 'CURRENT' ? 'current' : ''}>
      <td role="cell" data-label="Number">${index + 1}</td>
      <td role="cell" data-label="Key material ID">
        <span class="id"
          ><span class="mono">${id}</span><strong-copy .text=${id} what="the ID of material ${index + 1}"></strong-copy
        ></span>
      </td>
      <td role="cell" data-label="State" class="state">
        <span
          ><b>${state?.words ?? KeyMaterialState}</b>
          ${state ? html`<span class="soft small">${state.does}</span>` : nothing}</span
        >
      </td>
      <td role="cell" data-label="Made">${made ? moment(made) : 'not yet rotated'}</td>
      <td role="cell" data-label="Rotation type">
        ${(RotationType && TYPES[RotationType]) ?? (pending ? 'none yet' : 'none: it came with the key')}
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-materials': StrongMaterials;
  }
}
