import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { stateWords } from '../kit/format.ts';
import { base } from '../styles/shared.ts';
import type { RelatedKey } from './related-key.ts';
import { TEXTS } from './replicas-texts.ts';

/** Measures of the drawing, in its own units: one is about a pixel on a narrow screen. */
const WIDTH = 320;
const FRAME = 66;
const GAP = 14;
/** Where the frames of replicas start: the trunk and the arrows are left of them. */
const INDENT = 44;
const TRUNK = 18;

/** Digits of the material ID that tell materials apart at a glance. */
const SHOWN_DIGITS = 8;

/**
 * The related keys as a drawing: a frame for each Region, and arrows from the primary key to its replicas. The table
 * next to it has the same facts as text.
 */
@customElement('strong-region-map')
export class StrongRegionMap extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: block;
      }
      figure {
        max-width: 26rem;
        margin: 0;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
      }
      .frame {
        fill: var(--raised);
        stroke: var(--edge);
        stroke-width: 1;
      }
      .PRIMARY .frame {
        stroke: var(--wall-fill);
        stroke-width: 4;
      }
      .line {
        fill: none;
        stroke: var(--wall-fill);
        stroke-width: 2;
      }
      .tip,
      .blade {
        fill: var(--wall-fill);
      }
      text {
        fill: var(--text);
        font: 12px var(--sans, system-ui, sans-serif);
      }
      .code {
        font-weight: 700;
        font-size: 14px;
      }
      .soft {
        fill: var(--soft);
      }
      .right {
        text-anchor: end;
      }
      @media (forced-colors: active) {
        .frame,
        .PRIMARY .frame {
          fill: Canvas;
          stroke: CanvasText;
        }
        .line {
          stroke: CanvasText;
        }
        .tip,
        .blade,
        text,
        .soft {
          fill: CanvasText;
        }
      }
    `,
  ];

  /** The primary key first. */
  @property({ attribute: false }) keys: readonly RelatedKey[] = [];

  override render() {
    const { keys } = this;
    const [primary] = keys;
    if (primary === undefined) return nothing;
    const height = keys.length * (FRAME + GAP) - GAP + 4;
    return html`<figure>
      <svg viewBox="0 0 ${WIDTH} ${height}" role="img" aria-label=${TEXTS.map.label(keys.length - 1, primary.region)}>
        ${keys.map((_key, index) => this.renderArrow(index))} ${keys.map((key, index) => this.renderFrame(key, index))}
      </svg>
      <figcaption class="soft small">${TEXTS.map.caption}</figcaption>
    </figure>`;
  }

  private renderArrow(index: number) {
    if (index === 0) return nothing;
    const y = 2 + index * (FRAME + GAP) + FRAME / 2;
    return svg`<path class="line" d="M ${TRUNK} ${FRAME} V ${y} H ${INDENT - 8}"></path>
      <path class="tip" d="M ${INDENT - 10} ${y - 5} L ${INDENT - 1} ${y} L ${INDENT - 10} ${y + 5} Z"></path>`;
  }

  private renderFrame({ region, regionName, type, state, refused, materialId }: RelatedKey, index: number) {
    const x = index === 0 ? 2 : INDENT;
    const y = 2 + index * (FRAME + GAP);
    const status = state === undefined ? TEXTS.unknown(refused ?? '') : stateWords(state);
    const material =
      materialId === undefined ? TEXTS.map.noMaterial : TEXTS.map.material(materialId.slice(0, SHOWN_DIGITS));
    return svg`<g class=${type}>
      <rect class="frame" x=${x} y=${y} width=${WIDTH - x - 2} height=${FRAME} rx="4"></rect>
      <text class="code" x=${x + 12} y=${y + 20}>${region}</text>
      <text class="right" x=${WIDTH - 14} y=${y + 20}>${TEXTS.types[type]}</text>
      <text class="soft" x=${x + 12} y=${y + 38}>${regionName}</text>
      <text class="right" x=${WIDTH - 14} y=${y + 38}>${status}</text>
      ${
        materialId === undefined
          ? nothing
          : svg`<path class="blade" d="M ${x + 12} ${y + 53} a 4 4 0 1 1 7.4 -2 h 12 v 4 h -3 v -2 h -9 a 4 4 0 0 1 -7.4 0 Z"></path>`
      }
      <text class="soft" x=${x + (materialId === undefined ? 12 : 38)} y=${y + 56}>${material}</text>
    </g>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-region-map': StrongRegionMap;
  }
}
