import { css, html, nothing } from 'lit';
import { customElement } from 'lit/decorators.js';
import { plainText } from '../page/lab-markup.ts';
import { href } from '../page/router.ts';
import { translatedTexts } from '../page/translated-texts.ts';
import { drawingPieces } from './drawing-pieces.ts';
import { keyName } from './key-names.ts';
import { isWhole, type Cable, type KeyStoreCables, type Rack } from './key-store-cable.ts';
import { TEXTS } from './key-store-cable-texts.ts';
import { stateWords } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../page/strong-state.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-key-store-cable-texts.ts') });

const describeRack = ({ kind, id, hsms, keys, problems }: Rack) =>
  [
    `${words().racks[kind]} ${plainText(id)}`,
    ...(hsms === undefined ? [] : [words().hsms(hsms)]),
    words().keys(keys),
    ...(problems.length === 0 ? [words().fine] : problems.map(words().problem)),
  ].join('. ');

/** KMS on one side, a cluster or an external key manager on the other, and a cable that can break at each plug. */
@customElement('strong-key-store-cable')
export class StrongKeyStoreCable extends StrongPicture<KeyStoreCables> {
  static override styles = [
    ...StrongPicture.styles,
    drawingPieces,
    css`
      .cable-row {
        display: grid;
        grid-template-columns: minmax(0, 1fr) minmax(8rem, 12rem) minmax(0, 1fr);
        align-items: center;
      }
      .cable-row > .wall,
      .rack {
        align-self: stretch;
      }
      .cable {
        display: grid;
        gap: 0.3rem;
        text-align: center;
      }
      .wire {
        display: grid;
        grid-template-columns: 0.9rem 1fr 1.6rem 1fr 0.9rem;
        align-items: center;
      }
      .plug {
        height: 1.4rem;
        border: 2px solid var(--ok);
        background: var(--ok);
        print-color-adjust: exact;
      }
      .line {
        border-top: 5px solid var(--ok);
      }
      .middle {
        border-top: 5px solid var(--ok);
        min-height: 5px;
      }
      .pulled {
        border-color: var(--deny);
        background: none;
        border-style: dashed;
      }
      .broken .line {
        border-top: 4px dotted var(--deny);
      }
      .broken .middle {
        border: 0;
        color: var(--deny);
      }
      .rack {
        border-width: 3px;
        border-style: double;
      }
      .verdict {
        color: var(--ok);
      }
      .broken .verdict,
      .problems {
        color: var(--deny);
      }
      .tokens,
      .problems {
        margin: 0.3rem 0 0;
        padding: 0;
        list-style: none;
      }
      @container (max-width: 40rem) {
        .cable-row {
          grid-template-columns: minmax(0, 1fr);
          gap: 0.5rem;
        }
      }
      @media (forced-colors: active) {
        .plug:not(.pulled) {
          forced-color-adjust: none;
          border-color: CanvasText;
          background: CanvasText;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ cables, loose }: KeyStoreCables) {
    return html`<div class="picture">
      ${cables.length === 0 ? html`<p class="missing">${words().noStore}</p>` : cables.map((cable) => this.renderCable(cable))}
      ${
        loose.length === 0
          ? nothing
          : html`<section>
              <h3>${words().loose}</h3>
              <div class="cards">${loose.map((rack) => this.renderRack(rack))}</div>
            </section>`
      }
    </div>`;
  }

  private renderCable(cable: Cable) {
    const { id, name, type, state, errorCode, keys, rack } = cable;
    const isConnected = state === 'CONNECTED';
    return html`<section class="cable-row">
      <div class="wall">
        <p class="zone">${words().inside}</p>
        <h3><a href=${href(['key-stores', id])}>${words().store(plainText(name))}</a></h3>
        <p class="small soft">${words().types[type] ?? type}</p>
        ${
          keys.length === 0
            ? html`<p class="small">${words().noKey}</p>`
            : html`<ul class="tokens">
                ${keys.map(
                  (key) =>
                    html`<li>
                      <strong-icon name="keys"></strong-icon> <a href=${href(['keys', key.keyId])}>${keyName(key)}</a>
                      <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state>
                    </li>`,
                )}
              </ul>`
        }
      </div>
      <div class=${isWhole(cable) ? 'cable' : 'cable broken'}>
        <b>${words().state(state, errorCode)}</b>
        <div class="wire" aria-hidden="true">
          <span class=${isConnected ? 'plug' : 'plug pulled'}></span><span class="line"></span
          ><span class="middle">${isWhole(cable) ? nothing : html`<strong-icon name="cross"></strong-icon>`}</span
          ><span class="line"></span><span class=${rack?.problems.length === 0 ? 'plug' : 'plug pulled'}></span>
        </div>
        <span class="small verdict">${isWhole(cable) ? words().cable.whole : words().cable.broken}</span>
      </div>
      ${rack ? this.renderRack(rack) : html`<p class="missing">${words().noRack}</p>`}
    </section>`;
  }

  private renderRack({ kind, id, hsms, keys, problems }: Rack) {
    return html`<div class="frame rack">
      <p class="zone">${words().racks[kind]}</p>
      <p class="mono">${plainText(id)}</p>
      <p class="small">
        ${hsms === undefined ? nothing : html`${words().hsms(hsms)}<br />`}<strong-icon name="keys"></strong-icon>
        ${words().keys(keys)}
      </p>
      ${
        problems.length === 0
          ? html`<p class="small soft">${words().fine}</p>`
          : html`<ul class="problems small">
              ${problems.map(
                (problem) =>
                  html`<li><strong-icon name="warn"></strong-icon> ${plainText(words().problem(problem))}</li>`,
              )}
            </ul>`
      }
    </div>`;
  }

  protected override renderText({ cables, loose }: KeyStoreCables) {
    return html`<ul class="text">
      ${cables.length === 0 ? html`<li>${words().noStore}</li>` : nothing}
      ${cables.map((cable) => {
        const { name, state, errorCode, keys, rack } = cable;
        return html`<li>
          ${words().store(plainText(name))}: ${words().state(state, errorCode)}.
          ${isWhole(cable) ? words().cable.whole : words().cable.broken}
          <ul>
            ${keys.length === 0 ? html`<li>${words().noKey}</li>` : nothing}
            ${keys.map((key) => html`<li>${keyName(key)}: <strong-state .value=${key.state} label=${stateWords(key.state)}></strong-state></li>`)}
            <li>${rack ? describeRack(rack) : words().noRack}</li>
          </ul>
        </li>`;
      })}
      ${loose.map((rack) => html`<li>${words().loose}: ${describeRack(rack)}</li>`)}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-store-cable': StrongKeyStoreCable;
  }
}
