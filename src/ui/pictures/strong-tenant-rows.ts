import { css, html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { plainText } from '../page/lab-markup.ts';
import { href } from '../page/router.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import { day, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import { bitsOf, type RowKey, type RowPlace, type TenantRow, type TenantRows } from './tenant-rows.ts';
import { TEXTS } from './tenant-rows-texts.ts';
import { tenantTones } from './tenant-tones.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-tenant-rows-texts.ts') });

/** Columns of the noise: a hash of 256 bits has four rows of them. */
const NOISE_COLUMNS = 64;
const NOISE_ROWS = 4;

const nameOf = ({ alias, keyId }: RowKey) => plainText(alias ?? ends(keyId));

/** Squares for the bits of the hash of an encrypted body. */
const noiseOf = (bodySha: string): string =>
  bitsOf(bodySha)
    .map((bit, index) => (bit ? `M${index % NOISE_COLUMNS} ${Math.floor(index / NOISE_COLUMNS)}h1v1h-1z` : ''))
    .join('');

const placeName = ({ kind, table, region, backup }: RowPlace) =>
  `${words().places[kind]} ${words().place(plainText(backup ?? table), region)}`;

/**
 * A picture of tenant tables: KMS keys above, and below them every copy of every row in the pattern of its tenant. Rows
 * without a key turn to noise, which shows the hash of their encrypted bodies.
 */
@customElement('strong-tenant-rows')
export class StrongTenantRows extends StrongPicture<TenantRows> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    tenantTones,
    css`
      .rows {
        display: grid;
        gap: 0.9rem;
      }
      .places {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(15rem, 100%), 1fr));
        gap: 0.75rem;
        align-items: start;
      }
      .rows {
        margin: 0.5rem 0 0;
        padding: 0;
        list-style: none;
      }
      .row-of-tenant {
        display: grid;
        gap: 0.2rem;
      }
      .strip {
        width: 100%;
        height: 1.75rem;
      }
      .blocked .strip {
        border-style: dashed;
        border-width: 2px;
        opacity: 0.55;
      }
      .noise {
        width: 100%;
        height: 1.75rem;
        border: 1px dashed var(--edge);
        background: var(--sunken);
        fill: var(--soft);
      }
      .head {
        display: flex;
        flex-wrap: wrap;
        justify-content: space-between;
        gap: 0 0.75rem;
      }
      .shredded .name {
        text-decoration: line-through;
      }
      .edks {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
      }
      @media (forced-colors: active) {
        .noise {
          fill: CanvasText;
        }
        .blocked .strip {
          opacity: 1;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing(data: TenantRows) {
    const { places, keys, dataKeys } = data;
    if (places.length === 0) return html`<p class="missing">${words().noTable}</p>`;
    return html`<div class="picture">
      <div class="wall">
        <p class="zone">${words().inside}</p>
        ${
          keys.length === 0
            ? html`<p class="soft">${words().noKeys}</p>`
            : html`<ul class="cards" aria-label=${words().keys}>
                ${keys.map((key) => this.renderKey(key, data))}
              </ul>`
        }
      </div>
      ${
        dataKeys.length === 0
          ? nothing
          : html`<div class="bare">
              <p class="zone">${words().memory}</p>
              <ul class="plain-list">
                ${dataKeys.map(
                  ({ tenant, program, ageSeconds, uses }) =>
                    html`<li>
                      <strong-icon name="bare-key"></strong-icon>
                      ${words().dataKey(plainText(tenant), plainText(program))}
                      <span class="small">${words().dataKeyFacts(ageSeconds, uses)}</span>
                    </li>`,
                )}
              </ul>
            </div>`
      }
      <div class="places">${places.map((place) => this.renderPlace(place, data))}</div>
    </div>`;
  }

  private renderKey(key: RowKey, { tones, now }: TenantRows) {
    const { state, keyId, tenants, deletionAt } = key;
    return html`<li class=${state === undefined ? 'card gone' : 'card'}>
      <span class="name"
        ><strong-icon name=${state === undefined ? 'cross' : 'keys'}></strong-icon> ${
          state === undefined ? nameOf(key) : html`<a href=${href(['keys', keyId])}>${nameOf(key)}</a>`
        }</span
      >
      ${state === undefined ? html`<b>${words().deleted}</b>` : html`<strong-state .value=${state} label=${stateWords(state)}></strong-state>`}
      ${
        deletionAt === undefined
          ? nothing
          : html`<span class="small">${words().deletion(day(deletionAt), (deletionAt - now) / 1000)}</span>`
      }
      <span class="small"
        >${tenants.map((tenant) => html`<span class="swatch tone tone-${tones.get(tenant) ?? 0}"></span> `)}
        ${words().sharedBy(tenants.map(plainText))}</span
      >
    </li>`;
  }

  private renderPlace(place: RowPlace, { tones }: TenantRows) {
    return html`<section class="frame">
      <h3>${placeName(place)}</h3>
      <ul class="rows">
        ${place.rows.map((row) => this.renderRow(row, tones.get(row.tenant) ?? 0))}
      </ul>
    </section>`;
  }

  private renderRow({ tenant, id, bodySha, access, keys }: TenantRow, tone: number) {
    return html`<li class="row-of-tenant ${access}">
      ${
        access === 'shredded'
          ? html`<svg
              class="noise"
              viewBox="0 0 ${NOISE_COLUMNS} ${NOISE_ROWS}"
              preserveAspectRatio="none"
              shape-rendering="crispEdges"
              aria-hidden="true"
            >
              ${svg`<path d=${noiseOf(bodySha)}></path>`}
            </svg>`
          : html`<span class="strip tone tone-${tone}"></span>`
      }
      <span class="head"
        ><span class="name">${words().row(plainText(tenant), plainText(id))}</span>
        <span class="small soft">${words().body} <span class="mono">${ends(bodySha)}</span></span></span
      >
      <span class="small">${words().access[access]}</span>
      <span class="edks small">
        ${
          keys.length === 0
            ? words().noEdk
            : keys.map(
                (key) =>
                  html`<span class="sealed"
                    ><strong-icon name="envelope"></strong-icon> ${words().under(nameOf(key))}</span
                  >`,
              )
        }
      </span>
    </li>`;
  }

  protected override renderText({ places, keys, dataKeys, now }: TenantRows) {
    if (places.length === 0) return html`<p>${words().noTable}</p>`;
    return html`<ul class="text">
      ${keys.map(
        (key) =>
          html`<li>
            ${nameOf(key)}:
            ${key.state === undefined ? words().deleted : html`<strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>`}.
            ${words().sharedBy(key.tenants.map(plainText))}.
            ${key.deletionAt === undefined ? nothing : words().deletion(day(key.deletionAt), (key.deletionAt - now) / 1000)}
          </li>`,
      )}
      ${dataKeys.map(
        ({ tenant, program, ageSeconds, uses }) =>
          html`<li>
            ${words().dataKey(plainText(tenant), plainText(program))}: ${words().dataKeyFacts(ageSeconds, uses)}.
          </li>`,
      )}
      ${places.map(
        (place) =>
          html`<li>
            ${placeName(place)}:
            <ul>
              ${place.rows.map(
                ({ tenant, id, access, keys: used }) =>
                  html`<li>
                    ${words().row(plainText(tenant), plainText(id))}: ${words().access[access]}
                    ${used.length === 0 ? words().noEdk : used.map((key) => words().under(nameOf(key))).join(', ')}
                  </li>`,
              )}
            </ul>
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-tenant-rows': StrongTenantRows;
  }
}
