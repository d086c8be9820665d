import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { ends } from '../kit/format.ts';
import { href } from '../page/router.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import { keyName } from './key-names.ts';
import type { Blade, KeyMaterials, KeyRing, KnownCiphertext } from './key-materials.ts';
import { TEXTS } from './key-materials-texts.ts';
import { day, stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-key-materials-texts.ts') });

/** Ciphertexts drawn for one material. */
const MAX_DRAWN = 8;

const rotationOf = ({ rotation }: Blade) =>
  rotation ? words().rotated(words().rotations[rotation.type] ?? rotation.type, day(rotation.at)) : words().first;

const scheduleOf = ({ key, nextAt }: KeyRing, now: number) => {
  if (key.spec !== 'SYMMETRIC_DEFAULT') return words().byHand(key.spec);
  return nextAt === undefined ? words().off : words().next(day(nextAt), (nextAt - now) / 1000);
};

const factsOf = ({ plaintextLen, opened }: KnownCiphertext) =>
  [
    ...(plaintextLen === undefined ? [] : [words().plaintext(plaintextLen)]),
    ...(opened > 0 ? [words().opened(opened)] : []),
  ].join(', ');

/** Each key as a ring of numbered key materials. Every ciphertext has the number of its material. */
@customElement('strong-key-materials')
export class StrongKeyMaterials extends StrongPicture<KeyMaterials> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    css`
      .blades {
        display: grid;
        gap: 0.5rem;
        margin: 0.6rem 0 0;
        padding: 0;
        list-style: none;
      }
      .heads {
        margin-top: 0.6rem;
      }
      .heads + .blades {
        margin-top: 0.2rem;
      }
      .blade {
        display: grid;
        grid-template-columns: minmax(0, 17rem) minmax(0, 1fr);
        gap: 0.5rem 0.9rem;
      }
      .material {
        display: grid;
        grid-template-columns: auto minmax(0, 1fr);
        gap: 0 0.6rem;
        align-content: start;
        padding: 0.5rem 0.65rem;
        border: 4px solid var(--wall-fill);
        background: var(--wall-tint);
        print-color-adjust: exact;
      }
      .current .material {
        border-width: var(--wall-width);
      }
      .number {
        display: grid;
        place-content: center;
        min-width: 1.9em;
        height: 1.9em;
        border: 2px solid var(--wall-fill);
        border-radius: 50%;
        font-weight: 700;
        font-variant-numeric: tabular-nums;
      }
      .current .number {
        background: var(--wall-fill);
        color: var(--wall-tint);
        print-color-adjust: exact;
      }
      .sealed .number {
        display: inline-grid;
        min-width: 1.5em;
        height: 1.5em;
        border: 1px solid currentColor;
        background: none;
        color: inherit;
        font-size: 0.9em;
      }
      .outside {
        padding: 0.5rem 0.65rem;
        border: 1px dashed var(--edge);
        border-radius: var(--radius);
        background: var(--surface);
      }
      .chips {
        display: flex;
        flex-wrap: wrap;
        gap: 0.35rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      @container (max-width: 40rem) {
        .blade {
          grid-template-columns: minmax(0, 1fr);
          gap: 0;
        }
        .outside {
          border-top: 0;
        }
        .heads {
          gap: 0;
        }
      }
      @media (forced-colors: active) {
        .current .number {
          forced-color-adjust: none;
          border-color: CanvasText;
          background: CanvasText;
          color: Canvas;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ rings, now }: KeyMaterials) {
    if (rings.length === 0) return html`<p class="missing">${words().none}</p>`;
    return html`<div class="picture">${rings.map((ring) => this.renderRing(ring, now))}</div>`;
  }

  private renderRing(ring: KeyRing, now: number) {
    const { key, blades } = ring;
    return html`<section class="frame">
      <h3>
        <strong-icon name="keys"></strong-icon> <a href=${href(['keys', key.keyId])}>${keyName(key)}</a>
        <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>
      </h3>
      <p class="small">${scheduleOf(ring, now)}</p>
      ${
        key.spec === 'SYMMETRIC_DEFAULT'
          ? html`<div class="blade heads small soft"><span>${words().inside}</span><span>${words().outside}</span></div>
              <ol class="blades">
                ${blades.toReversed().map((blade) => this.renderBlade(blade, blades.length))}
              </ol>`
          : nothing
      }
    </section>`;
  }

  private renderBlade(blade: Blade, total: number) {
    const { number, id, isCurrent, ciphertexts } = blade;
    return html`<li class=${isCurrent ? 'blade current' : 'blade'}>
      <div class="material">
        <span class="number" aria-hidden="true">${number}</span>
        <span
          ><span class="name">${words().material(number, total)}</span
          >${isCurrent ? html` <b>· ${words().current}</b>` : nothing}<br />
          <span class="mono">${ends(id)}</span><br />
          <span class="small soft">${rotationOf(blade)}</span></span
        >
      </div>
      <div class="outside">
        ${ciphertexts.length === 0 ? html`<span class="small soft">${words().noCiphertext}</span>` : nothing}
        <ul class="chips small" ?hidden=${ciphertexts.length === 0}>
          ${ciphertexts.slice(-MAX_DRAWN).map(
            (one) =>
              html`<li class="sealed">
                <span class="number" aria-hidden="true">${number}</span> <strong-icon name="sealed"></strong-icon>
                <span class="mono">${words().ciphertext(ends(one.sha), one.operation)}</span>
                ${factsOf(one) ? html`<br />${factsOf(one)}` : nothing}
              </li>`,
          )}
          ${ciphertexts.length > MAX_DRAWN ? html`<li>${words().more(ciphertexts.length - MAX_DRAWN)}</li>` : nothing}
        </ul>
      </div>
    </li>`;
  }

  protected override renderText({ rings, now }: KeyMaterials) {
    if (rings.length === 0) return html`<p>${words().none}</p>`;
    return html`<ul class="text">
      ${rings.map(
        (ring) =>
          html`<li>
            ${keyName(ring.key)}: ${scheduleOf(ring, now)}
            <ul>
              ${ring.blades.map(
                (blade) =>
                  html`<li>
                    ${words().material(blade.number, ring.blades.length)},
                    <span class="mono">${ends(blade.id)}</span
                    >${blade.isCurrent ? html`, ${words().current}` : nothing}. ${rotationOf(blade)}.
                    ${
                      blade.ciphertexts.length === 0
                        ? words().noCiphertext
                        : blade.ciphertexts
                            .map((one) =>
                              [words().ciphertext(ends(one.sha), one.operation), factsOf(one)]
                                .filter(Boolean)
                                .join(', '),
                            )
                            .join('; ')
                    }
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
    'strong-key-materials': StrongKeyMaterials;
  }
}
