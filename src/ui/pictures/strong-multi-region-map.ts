import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { whole } from '../kit/whole.ts';
import { plainText } from '../page/lab-markup.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import type { Crossing, MultiRegionMap, RegionFrame, RegionKey } from './multi-region-map.ts';
import { TEXTS } from './multi-region-map-texts.ts';
import { day, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-multi-region-map-texts.ts') });

const typeOf = ({ key }: RegionKey) => words().types[key.multiRegion ?? 'single'];

const resultOf = ({ error }: Crossing) => (error === undefined ? words().opened : words().refused(error));

/** A frame for each Region with its keys. Key material that is shared has the same number in each. */
@customElement('strong-multi-region-map')
export class StrongMultiRegionMap extends StrongPicture<MultiRegionMap> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    css`
      .frames {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(17rem, 100%), 1fr));
        gap: 0.75rem;
      }
      .keys {
        display: grid;
        gap: 0.6rem;
        margin: 0.5rem 0 0;
        padding: 0;
        list-style: none;
      }
      .PRIMARY {
        border: 3px solid var(--wall-fill);
      }
      .material {
        display: inline-flex;
        gap: 0.4rem;
        align-items: center;
        padding: 0.1rem 0.5rem 0.1rem 0.2rem;
        border: 2px solid var(--wall-fill);
        border-radius: 1rem;
      }
      .number {
        display: grid;
        place-content: center;
        min-width: 1.5em;
        height: 1.5em;
        border-radius: 50%;
        background: var(--wall-fill);
        color: var(--wall-tint);
        font-weight: 700;
        print-color-adjust: exact;
      }
      .plates {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .plate {
        padding: 0 0.45rem;
        border: 1px solid var(--brass);
        background: var(--brass-tint);
        print-color-adjust: exact;
      }
      .routes {
        display: grid;
        gap: 0.35rem;
        margin: 0.4rem 0 0;
        padding: 0;
        list-style: none;
      }
      .routes li {
        display: flex;
        flex-wrap: wrap;
        gap: 0.2rem 0.6rem;
        align-items: baseline;
      }
      .opened {
        color: var(--ok);
      }
      .refused {
        color: var(--deny);
      }
      @media (forced-colors: active) {
        .number {
          forced-color-adjust: none;
          background: CanvasText;
          color: Canvas;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ frames, crossings }: MultiRegionMap) {
    const sharing = (material: number) =>
      frames.filter(({ keys }) => keys.some((key) => key.material === material)).length;
    return html`<div class="picture">
      <div class="frames">${frames.map((frame) => this.renderFrame(frame, sharing))}</div>
      <section>
        <h3>${words().crossings}</h3>
        ${
          crossings.length === 0
            ? html`<p class="missing">${words().noCrossing}</p>`
            : html`<ul class="routes">
                ${crossings.map(
                  (crossing) =>
                    html`<li>
                      <span class="sealed small"
                        ><strong-icon name="sealed"></strong-icon>
                        <span class="mono">${ends(crossing.ctSha)}</span></span
                      >
                      <span class="whole">${words().route(crossing.from, crossing.to)}</span>
                      <b class=${crossing.error === undefined ? 'opened' : 'refused'}
                        ><strong-icon name=${crossing.error === undefined ? 'check' : 'cross'}></strong-icon>
                        ${resultOf(crossing)}</b
                      >
                    </li>`,
                )}
              </ul>`
        }
      </section>
    </div>`;
  }

  private renderFrame({ region, keys, deleted }: RegionFrame, sharing: (material: number) => number) {
    return html`<section class="wall">
      <h3><strong-icon name="region"></strong-icon> ${whole(region)}</h3>
      ${keys.length + deleted.length === 0 ? html`<p class="soft">${words().none}</p>` : nothing}
      <ul class="keys" ?hidden=${keys.length + deleted.length === 0}>
        ${keys.map((key) => this.renderKey(key, sharing))}
        ${deleted.map(
          ({ keyId, at }) =>
            html`<li class="card gone">
              <span><strong-icon name="cross"></strong-icon> ${words().deleted(ends(keyId), day(at))}</span>
            </li>`,
        )}
      </ul>
    </section>`;
  }

  private renderKey(one: RegionKey, sharing: (material: number) => number) {
    const { key, material } = one;
    const count = material === undefined ? 0 : sharing(material);
    return html`<li class="card ${key.multiRegion ?? ''}">
      <span class="name"><strong-icon name="keys"></strong-icon> <span class="mono">${ends(key.keyId)}</span></span>
      <span>${typeOf(one)}</span>
      ${
        key.multiRegion === 'REPLICA' && key.primaryRegion !== undefined
          ? html`<span class="small soft">${words().primaryIn(key.primaryRegion)}</span>`
          : nothing
      }
      <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>
      <span>
        ${
          material === undefined
            ? words().noMaterial
            : html`<span class="material small"
                ><span class="number" aria-hidden="true">${material}</span> ${words().material(material)}${
                  count > 1 ? html`, ${words().shared(count)}` : nothing
                }</span
              >`
        }
      </span>
      ${
        key.aliases.length === 0
          ? html`<span class="small soft">${words().noAlias}</span>`
          : html`<ul class="plates small" aria-label=${words().own}>
              ${key.aliases.map((alias) => html`<li class="plate">${plainText(alias)}</li>`)}
            </ul>`
      }
      ${
        Object.keys(key.tags).length === 0
          ? nothing
          : html`<span class="small">${words().tags(Object.keys(key.tags).length)}</span>`
      }
    </li>`;
  }

  protected override renderText({ frames, crossings }: MultiRegionMap) {
    return html`<ul class="text">
        ${frames.map(
          ({ region, keys, deleted }) =>
            html`<li>
              ${region}: ${keys.length + deleted.length === 0 ? words().none : nothing}
              <ul>
                ${keys.map(
                  (one) =>
                    html`<li>
                      ${ends(one.key.keyId)}: ${typeOf(one)},
                      <strong-state .value=${one.key.state} label=${stateWords(one.key.state)}></strong-state>,
                      ${one.material === undefined ? words().noMaterial : words().material(one.material)}.
                      ${one.key.aliases.length === 0 ? words().noAlias : one.key.aliases.map(plainText).join(', ')}
                    </li>`,
                )}
                ${deleted.map(({ keyId, at }) => html`<li>${words().deleted(ends(keyId), day(at))}</li>`)}
              </ul>
            </li>`,
        )}
      </ul>
      <p>${crossings.length === 0 ? words().noCrossing : words().crossings}</p>
      <ul ?hidden=${crossings.length === 0}>
        ${crossings.map(
          (crossing) =>
            html`<li>${ends(crossing.ctSha)}: ${words().route(crossing.from, crossing.to)}. ${resultOf(crossing)}</li>`,
        )}
      </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-multi-region-map': StrongMultiRegionMap;
  }
}
