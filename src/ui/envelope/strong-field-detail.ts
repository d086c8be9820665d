import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { MapField } from '../../envelope/byte-map/byte-map.ts';
import { bytesExactly, count } from '../kit/format.ts';
import { base } from '../styles/shared.ts';
import { FIELD_TEXTS } from './field-texts.ts';
import { fieldLabel, valueText } from './field-values.ts';
import { TEXTS } from './inspector-texts.ts';

/** One field of a byte map: its name, its explanation, its value and its place. */
@customElement('strong-field-detail')
export class StrongFieldDetail extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
        margin-top: 0.75rem;
        min-height: 8rem;
        padding: 0.6rem 0.75rem;
        border: 1px solid var(--line);
      }
      h3 {
        margin: 0;
      }
      dl {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0.15rem 0.75rem;
        margin: 0.5rem 0 0;
        font-size: var(--t1);
      }
      dt {
        color: var(--soft);
      }
      dd {
        margin: 0;
        font-family: var(--mono);
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) field: MapField | undefined;

  override render() {
    const { field } = this;
    if (!field) return html`<p class="soft">${TEXTS.field.none}</p>`;
    const value = valueText(field);
    return html`<h3>${fieldLabel(field)}</h3>
      <p>${FIELD_TEXTS[field.name].meaning}</p>
      <dl>
        ${
          value
            ? html`<dt>${TEXTS.field.value}</dt>
                <dd>${value}</dd>`
            : nothing
        }
        <dt>${TEXTS.field.offset}</dt>
        <dd>${count(field.offset)} (0x${field.offset.toString(16)})</dd>
        <dt>${TEXTS.field.length}</dt>
        <dd>${bytesExactly(field.length)}</dd>
      </dl>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-field-detail': StrongFieldDetail;
  }
}
