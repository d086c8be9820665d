import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { plainText } from '../page/lab-markup.ts';
import { href } from '../page/router.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import type { ImportedKeys, ImportedMaterial, ImportKey, ImportParcel } from './import-key-material.ts';
import { TEXTS } from './import-key-material-texts.ts';
import { keyName } from './key-names.ts';
import { moment, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-import-key-material-texts.ts') });

const stateOf = ({ state, ended }: ImportedMaterial) =>
  state === 'present' ? words().vault.present : words().vault.ended[ended ?? 'deleted'];

const tokenOf = ({ validTo }: ImportParcel, now: number) =>
  validTo > now ? words().transit.left((validTo - now) / 1000) : words().transit.over((now - validTo) / 1000);

const expiryOf = ({ key, materials }: ImportKey, now: number) => {
  if (key.validTo !== undefined) return words().vault.expiry(moment(key.validTo), (key.validTo - now) / 1000);
  return materials.some(({ state }) => state === 'present') ? words().vault.noExpiry : undefined;
};

/** For each key with imported material: the safe of its owner, the wrapped copy on the way, and the key inside KMS. */
@customElement('strong-import-key-material')
export class StrongImportKeyMaterial extends StrongPicture<ImportedKeys> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    css`
      .journey {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto minmax(0, 1.2fr);
        gap: 0.5rem;
        align-items: stretch;
      }
      .journey > strong-icon {
        align-self: center;
        rotate: -90deg;
        color: var(--soft);
      }
      .zone-box {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.35rem;
        align-content: start;
        overflow-wrap: anywhere;
      }
      .parcel {
        border: 1px dotted var(--ciphertext);
        background: var(--ciphertext-tint);
        border-radius: var(--radius);
        padding: 0.5rem 0.65rem;
        print-color-adjust: exact;
      }
      .late,
      .refused {
        border: 2px dashed var(--deny);
      }
      .materials {
        display: grid;
        gap: 0.4rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .safe-list {
        margin: 0;
        padding-inline-start: 1.1rem;
      }
      .hourglass {
        display: flex;
        gap: 0.4rem;
      }
      @container (max-width: 44rem) {
        .journey {
          grid-template-columns: minmax(0, 1fr);
        }
        .journey > strong-icon {
          justify-self: center;
          rotate: none;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ keys, now }: ImportedKeys) {
    if (keys.length === 0) return html`<p class="missing">${words().none}</p>`;
    return html`<div class="picture">${keys.map((key) => this.renderKey(key, now))}</div>`;
  }

  private renderKey(one: ImportKey, now: number) {
    const { key, materials, parcel, refused } = one;
    const expiry = expiryOf(one, now);
    return html`<section class="journey">
      <div class="bare zone-box">
        <p class="zone">${words().safe.heading}</p>
        ${
          materials.length === 0
            ? html`<p class="small">${words().safe.nothing}</p>`
            : html`<p class="small">${words().safe.what}</p>
                <ul class="safe-list small">
                  ${materials.map(({ number, id }) => html`<li>${words().safe.keep(number, ends(id))}</li>`)}
                </ul>`
        }
      </div>
      <strong-icon name="down"></strong-icon>
      <div class="parcel zone-box ${parcel?.state ?? ''}">
        <p class="zone"><strong-icon name="envelope"></strong-icon> ${words().transit.heading}</p>
        ${
          parcel === undefined
            ? html`<p class="small">${words().transit.nothing}</p>`
            : html`<p><b>${words().transit.states[parcel.state]}</b></p>
                <p class="small">
                  ${words().transit.wrapped(plainText(parcel.wrappingAlgorithm), plainText(parcel.wrappingKeySpec))}
                </p>
                <p class="small"><strong-icon name="clock"></strong-icon> ${tokenOf(parcel, now)}</p>`
        }
        ${
          refused.size === 0
            ? nothing
            : html`<p class="small"><b>${words().transit.errors}</b></p>
                <ul class="safe-list small">
                  ${[...refused].map(([error, count]) => html`<li>${words().transit.refused(error, count)}</li>`)}
                </ul>`
        }
      </div>
      <strong-icon name="down"></strong-icon>
      <div class="wall zone-box">
        <p class="zone">${words().vault.heading}</p>
        <p class="name">
          <strong-icon name="keys"></strong-icon> <a href=${href(['keys', key.keyId])}>${keyName(key)}</a>
        </p>
        <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>
        ${
          expiry === undefined
            ? nothing
            : html`<p class="hourglass small"><strong-icon name="clock"></strong-icon> ${expiry}</p>`
        }
        ${
          materials.length === 0
            ? html`<p class="missing">${words().vault.empty}</p>`
            : html`<ul class="materials">
                ${materials.map(
                  (material) =>
                    html`<li class=${material.state === 'present' ? 'card' : 'card gone'}>
                      <span class="name"
                        >${words().vault.material(material.number, ends(material.id))}${
                          material.isCurrent ? html` · ${words().vault.current}` : nothing
                        }</span
                      >
                      <span class="small"
                        ><strong-icon name=${material.state === 'present' ? 'check' : 'cross'}></strong-icon>
                        ${stateOf(material)}</span
                      >
                      <span class="small soft">${words().vault.imports(material.imports)}</span>
                    </li>`,
                )}
              </ul>`
        }
      </div>
    </section>`;
  }

  protected override renderText({ keys, now }: ImportedKeys) {
    if (keys.length === 0) return html`<p>${words().none}</p>`;
    return html`<ul class="text">
      ${keys.map((one) => {
        const { key, materials, parcel, refused } = one;
        return html`<li>
          ${keyName(key)}: <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>.
          ${expiryOf(one, now) ?? nothing}
          <ul>
            ${materials.length === 0 ? html`<li>${words().vault.empty}</li>` : nothing}
            ${materials.map(
              (material) =>
                html`<li>
                  ${words().vault.material(material.number, ends(material.id))}${
                    material.isCurrent ? html`, ${words().vault.current}` : nothing
                  }.
                  ${stateOf(material)} ${words().vault.imports(material.imports)}.
                </li>`,
            )}
            <li>
              ${words().transit.heading}:
              ${parcel === undefined ? words().transit.nothing : html`${words().transit.states[parcel.state]} ${tokenOf(parcel, now)}`}
            </li>
            ${[...refused].map(([error, count]) => html`<li>${words().transit.refused(error, count)}</li>`)}
          </ul>
        </li>`;
      })}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-key-material': StrongImportKeyMaterial;
  }
}
