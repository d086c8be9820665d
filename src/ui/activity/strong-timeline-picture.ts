import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import { ends } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { labFormat, type LabFormat } from '../page/lab-format.ts';
import { base } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { drawnMarks, type Drawn, type Lane } from './timeline.ts';
import { MARGIN, timelineLayout } from './timeline-layout.ts';
import { MARK_SHAPES, markStyles } from './timeline-marks.ts';
import {
  isWholePeriod,
  lengthOf,
  momentsOf,
  movePeriod,
  periodBetween,
  zoomPeriod,
  type Period,
} from './timeline-period.ts';

/** Asks for another period. */
export const CHANGE_PERIOD = typedEvent<Period>('strong-period');

/** Factor of one step of zooming in, and the part of the period by which one step moves it. */
export const ZOOM_STEP = 0.5;
export const MOVE_STEP = 0.25;

const LANE_HEIGHT = 28;

/** Height that each further kind of mark at one place adds to its lane. */
const ROW_HEIGHT = 16;

/** Distance of a count from the middle of its mark, and the width of its widest digit. */
const COUNT_DISTANCE = 6;
const DIGIT_WIDTH = 7;

const UNITS_PER_REM = 16;

/** Width before it is measured, in units. */
const DEFAULT_WIDTH = 960;

/** Parts of the period below which a drag is a click. */
const MIN_DRAG = 0.01;

/** Pixels of a wheel that move by the whole period, or change its length by a factor of e. */
const WHEEL = 600;

/** A drag of the pointer, in parts of the period at its start. */
interface Drag {
  readonly kind: 'select' | 'move';
  readonly period: Period;
  readonly start: number;
  readonly now: number;
}

/**
 * The lanes of the timeline as a picture of one period. Pointer, wheel and keyboard choose another one. Fires
 * `strong-period`.
 */
@customElement('strong-timeline-picture')
export class StrongTimelinePicture extends LitElement {
  static override styles = [
    base,
    markStyles,
    css`
      .plot {
        overflow: hidden;
        cursor: crosshair;
      }
      .plot.moving {
        cursor: grabbing;
      }
      svg {
        display: block;
        width: 100%;
        height: auto;
        user-select: none;
      }
      text {
        fill: var(--text);
        font-size: 13px;
      }
      .count {
        font-size: 11px;
        fill: var(--soft);
      }
      .lane {
        stroke: var(--line);
      }
      .selected {
        fill: var(--brass-tint);
        stroke: var(--brass);
      }
      @media (forced-colors: active) {
        .lane {
          stroke: CanvasText;
        }
        .selected {
          fill: none;
          stroke: Highlight;
        }
        text,
        .count {
          fill: CanvasText;
        }
      }
    `,
  ];

  /** The lanes to draw, with the marks of the period. */
  @property({ attribute: false }) lanes: readonly Lane[] = [];
  @property({ attribute: false }) period: Period = { from: 0, to: 0 };
  /** The time between the first and the last event. */
  @property({ attribute: false }) whole: Period = { from: 0, to: 0 };
  /** Abbreviates the names of lanes in the middle: those of keys. */
  @property({ type: Boolean }) keys = false;
  /** Name of the picture. */
  @property() label = '';
  /** The texts, and the formats of their language. Default: English. */
  @property({ attribute: false }) texts = TEXTS.timeline;
  @property({ attribute: false }) format: LabFormat = labFormat('en');

  @state() private drag: Drag | undefined;
  /** It has the width of the element, so that its texts have the size of type. */
  @state() private layout = timelineLayout(DEFAULT_WIDTH);
  #sizes: ResizeObserver | undefined;

  override connectedCallback(): void {
    super.connectedCallback();
    // Afterwards: an update within the callback would change the size that is observed.
    this.#sizes = new ResizeObserver(() => setTimeout(() => this.measure()));
    this.#sizes.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#sizes?.disconnect();
  }

  private measure() {
    const unit = Number.parseFloat(getComputedStyle(document.documentElement).fontSize) / UNITS_PER_REM;
    const layout = timelineLayout((this.clientWidth || DEFAULT_WIDTH * unit) / unit);
    if (layout.width !== this.layout.width) this.layout = layout;
  }

  override render() {
    const { lanes, period, drag } = this;
    const { width, left, steps, nameHeight, axis } = this.layout;
    let height = 0;
    const drawn = lanes.map((lane) => {
      const marks = drawnMarks(lane, period, steps);
      const top = height;
      height += nameHeight + LANE_HEIGHT + Math.max(0, ...marks.map(({ row }) => row)) * ROW_HEIGHT;
      return this.renderLane(lane, marks, top, height);
    });
    const lanesEnd = height;
    height += axis;
    const y = height - 6;
    const [from, to] = momentsOf(period, this.format);
    return html`<div
      class=${drag?.kind === 'move' ? 'plot moving' : 'plot'}
      role="group"
      tabindex="0"
      aria-label=${this.texts.plot}
      aria-describedby="keys"
      @keydown=${this.onKey}
      @wheel=${this.onWheel}
      @pointerdown=${this.onPointerDown}
      @pointermove=${this.onPointerMove}
      @pointerup=${this.onPointerUp}
      @pointercancel=${() => (this.drag = undefined)}
    >
      <span id="keys" class="unseen">${this.texts.keys}</span>
      <svg role="img" viewBox="0 0 ${width} ${height}" aria-label=${this.label}>
        ${drag?.kind === 'select' ? this.renderSelection(drag, lanesEnd) : nothing} ${drawn}
        <text x=${left} y=${lanesEnd + 18}>${from}</text>
        ${period.to > period.from ? svg`<text x=${width - MARGIN} y=${y} text-anchor="end">${to}</text>` : nothing}
      </svg>
    </div>`;
  }

  private renderSelection({ start, now }: Drag, height: number) {
    const { left, plot } = this.layout;
    const x = left + MARGIN + Math.min(start, now) * plot;
    return svg`<rect class="selected" x=${x} y="0" width=${Math.abs(now - start) * plot} height=${height}></rect>`;
  }

  private renderLane(lane: Lane, marks: readonly Drawn[], top: number, bottom: number) {
    const { width, left, plot, nameHeight, nameLength } = this.layout;
    const start = top + nameHeight;
    const y = (start + bottom) / 2;
    const short = this.keys ? ends(lane.name) : `${lane.name.slice(0, nameLength - 1)}…`;
    const name = lane.name.length > nameLength ? short : lane.name;
    return svg`<text x="0" y=${nameHeight > 0 ? top + 16 : y + 4}>${name}</text>
      <line class="lane" x1=${left} x2=${width} y1=${y} y2=${y}/>
      ${marks.map((mark) => this.renderMark(mark, left + MARGIN + mark.place * plot, start + LANE_HEIGHT / 2 + mark.row * ROW_HEIGHT))}`;
  }

  private renderMark({ kind, count: merged }: Drawn, x: number, y: number) {
    return svg`<g transform="translate(${x} ${y})">${MARK_SHAPES[kind]}${merged > 1 ? this.renderCount(merged, x) : nothing}</g>`;
  }

  /** A count is right of its mark, or left of it at the end of the lane. */
  private renderCount(merged: number, x: number) {
    const text = this.format.count(merged);
    const isRight = x + COUNT_DISTANCE + text.length * DIGIT_WIDTH <= this.layout.width;
    return svg`<text
      class="count"
      x=${isRight ? COUNT_DISTANCE : -COUNT_DISTANCE}
      y="-4"
      text-anchor=${isRight ? 'start' : 'end'}
    >${text}</text>`;
  }

  /** The place of a pointer in the period: 0 is its start, 1 its end. */
  private placeOf({ clientX }: MouseEvent): number {
    const { layout } = this;
    const { left, width } = (this.renderRoot.querySelector('svg') as SVGElement).getBoundingClientRect();
    const place = (((clientX - left) / width) * layout.width - layout.left - MARGIN) / layout.plot;
    return Math.min(Math.max(place, 0), 1);
  }

  private show(period: Period): void {
    if (period.from !== this.period.from || period.to !== this.period.to) CHANGE_PERIOD.dispatch(this, period);
  }

  private onKey(event: KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const { period, whole } = this;
    if (event.key === 'Escape' && this.drag) {
      this.drag = undefined;
      return;
    }
    const next: Readonly<Record<string, () => Period>> = {
      '+': () => zoomPeriod(period, whole, ZOOM_STEP),
      '=': () => zoomPeriod(period, whole, ZOOM_STEP),
      '-': () => zoomPeriod(period, whole, 1 / ZOOM_STEP),
      '0': () => whole,
      ArrowLeft: () => movePeriod(period, whole, -MOVE_STEP),
      ArrowRight: () => movePeriod(period, whole, MOVE_STEP),
      Home: () => movePeriod(period, whole, -Infinity),
      End: () => movePeriod(period, whole, Infinity),
    };
    const isMove = event.key.length > 1;
    // Of the whole period nothing can be moved, so the keys keep their meaning for the page.
    if (!Object.hasOwn(next, event.key) || (isMove && isWholePeriod(period, whole))) return;
    event.preventDefault();
    const chosen = (next[event.key] as () => Period)();
    this.show(chosen);
    announce(this, this.texts.shows(...momentsOf(chosen, this.format)));
  }

  /** The wheel alone scrolls the page: with Ctrl it zooms, as a pinch on a touchpad does, and sideways it moves. */
  private onWheel(event: WheelEvent) {
    const { period, whole } = this;
    const isZoom = event.ctrlKey || event.metaKey;
    const sideways = event.deltaX || (event.shiftKey ? event.deltaY : 0);
    if (isZoom) {
      event.preventDefault();
      this.show(zoomPeriod(period, whole, Math.exp(event.deltaY / WHEEL), this.placeOf(event)));
    } else if (sideways && !isWholePeriod(period, whole)) {
      event.preventDefault();
      this.show(movePeriod(period, whole, sideways / WHEEL));
    }
  }

  /** A drag selects a period, or moves it with Shift. A finger scrolls the picture instead. */
  private onPointerDown(event: PointerEvent) {
    if (event.pointerType === 'touch' || event.button !== 0 || lengthOf(this.whole) === 0) return;
    const place = this.placeOf(event);
    (event.currentTarget as Element).setPointerCapture(event.pointerId);
    this.drag = { kind: event.shiftKey ? 'move' : 'select', period: this.period, start: place, now: place };
  }

  private onPointerMove(event: PointerEvent) {
    if (!this.drag) return;
    const drag = { ...this.drag, now: this.placeOf(event) };
    this.drag = drag;
    if (drag.kind === 'move') this.show(movePeriod(drag.period, this.whole, drag.start - drag.now));
  }

  private onPointerUp() {
    const { drag } = this;
    this.drag = undefined;
    if (drag?.kind === 'select' && Math.abs(drag.now - drag.start) >= MIN_DRAG)
      this.show(periodBetween(drag.period, this.whole, drag.start, drag.now));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-timeline-picture': StrongTimelinePicture;
  }
}
