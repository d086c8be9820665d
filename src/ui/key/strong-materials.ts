import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RotationsListEntry } from '../../model/sdk.ts';
import { moment } from '../kit/format.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import '../kit/strong-copy.ts';

const { columns, states, types } = TEXTS.materials;

/** Texts of the states, by KeyMaterialState. */
const STATES: Readonly<Record<string, { readonly name: string; readonly does: string }>> = states;

/** Texts of the rotation types, by RotationType. */
const TYPES: Readonly<Record<string, string>> = types;

/** The key materials as a table, newest first; one block each on a narrow screen. */
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

  /** All materials in the order of ListKeyRotations: oldest first. */
  @property({ attribute: false }) materials: readonly RotationsListEntry[] = [];
  /** Creation date of the key and of its first material. */
  @property({ attribute: false }) keyMade: Date | undefined;

  override render() {
    const { materials } = this;
    return html`<table role="table">
      <caption class="unseen">
        ${TEXTS.materials.caption}
      </caption>
      <thead role="rowgroup">
        <tr role="row">
          ${Object.values(columns).map((name) => html`<th role="columnheader" scope="col">${name}</th>`)}
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
      <td role="cell" data-label=${columns.number}>${index + 1}</td>
      <td role="cell" data-label=${columns.id}>
        <span class="id"
          ><span class="mono">${id}</span
          ><strong-copy .text=${id} what=${TEXTS.materials.copied(index + 1)}></strong-copy
        ></span>
      </td>
      <td role="cell" data-label=${columns.state} class="state">
        <span
          ><b>${state?.name ?? KeyMaterialState}</b>
          ${state ? html`<span class="soft small">${state.does}</span>` : nothing}</span
        >
      </td>
      <td role="cell" data-label=${columns.date}>${made ? moment(made) : TEXTS.materials.notRotated}</td>
      <td role="cell" data-label=${columns.type}>
        ${(RotationType && TYPES[RotationType]) ?? (pending ? TEXTS.materials.pending : TEXTS.materials.initial)}
      </td>
    </tr>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-materials': StrongMaterials;
  }
}
