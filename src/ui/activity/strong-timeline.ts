import { LitElement, css, html, nothing, svg, type SVGTemplateResult } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import { count, ends, moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { LANE_KINDS, drawnMarks, lanesOf, type Drawn, type Lane, type LaneKind, type MarkKind } from './timeline.ts';

/** Asks for lanes of another kind. */
export const CHANGE_LANES = typedEvent<LaneKind>('strong-lanes');

/** Lanes in the picture. The table has all. */
const MAX_DRAWN = 12;

/** Sizes in the units of the picture. */
const WIDTH = 960;
const LABEL = 220;
const LANE_HEIGHT = 28;
const AXIS = 24;
const RADIUS = 5;

const texts = TEXTS.timeline;

/** The shape of each mark, around the origin: no two differ in colour alone. */
const SHAPES: Readonly<Record<MarkKind, SVGTemplateResult>> = {
  success: svg`<circle r=${RADIUS} class="success"/>`,
  denied: svg`<path d="M-5-5 5 5M5-5-5 5" class="denied"/>`,
  throttled: svg`<path d="M0-6 6 5H-6z" class="throttled"/>`,
  management: svg`<path d="M0-6 6 0 0 6-6 0z" class="management"/>`,
  service: svg`<path d="M-6-3H6V3H-6z" class="service"/>`,
};

/** The loaded events by key, principal or encryption context, as a picture and as a table. Fires `strong-lanes`. */
@customElement('strong-timeline')
export class StrongTimeline extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      select {
        width: auto;
      }
      figure {
        margin-block: 1rem;
        overflow-x: auto;
      }
      figure > svg {
        display: block;
        width: 100%;
        min-width: 40rem;
        height: auto;
      }
      text {
        fill: var(--text);
        font-size: 13px;
      }
      .count {
        font-size: 10px;
        fill: var(--soft);
      }
      .lane {
        stroke: var(--line);
      }
      .success {
        fill: var(--ok);
      }
      .denied {
        stroke: var(--deny);
        stroke-width: 2.5;
      }
      .throttled {
        fill: var(--warn);
      }
      .management {
        fill: var(--brass);
      }
      .service {
        fill: var(--ciphertext);
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        list-style: none;
      }
      .legend svg {
        width: 1rem;
        height: 1rem;
        vertical-align: -0.15rem;
      }
      td {
        overflow-wrap: anywhere;
      }
      @media (forced-colors: active) {
        .success,
        .throttled,
        .management,
        .service {
          fill: CanvasText;
        }
        .denied,
        .lane {
          stroke: CanvasText;
        }
        text,
        .count {
          fill: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) events: readonly AuditEvent[] = [];
  @property() by: LaneKind = 'key';
  /** The filters, which the links to the events of a lane keep. */
  @property({ attribute: false }) filters = new URLSearchParams();

  override render() {
    const lanes = lanesOf(this.events, this.by);
    return html`<h2>${texts.heading}</h2>
      <div class="row">
        <label for="by">${texts.by}</label>
        <select id="by" @change=${this.onChange}>
          ${LANE_KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.by}>${texts.lanes[kind]}</option>`)}
        </select>
      </div>
      ${lanes.length === 0 ? html`<p class="empty">${texts.none}</p>` : this.renderLanes(lanes)}`;
  }

  private renderLanes(lanes: readonly Lane[]) {
    const times = lanes.flatMap(({ marks }) => marks.map(({ at }) => at));
    const from = times.reduce((a, b) => Math.min(a, b));
    const to = times.reduce((a, b) => Math.max(a, b));
    const shown = lanes.slice(0, MAX_DRAWN);
    const height = shown.length * LANE_HEIGHT + AXIS;
    const others = lanes.length - shown.length;
    return html`<figure>
        <svg
          role="img"
          viewBox="0 0 ${WIDTH} ${height}"
          aria-label=${texts.picture(count(shown.length), count(this.events.length))}
        >
          ${shown.map((lane, index) => this.renderLane(lane, index, from, to))}
          <text x=${LABEL} y=${height - 6}>${moment(from)}</text>
          ${to > from ? svg`<text x=${WIDTH - 8} y=${height - 6} text-anchor="end">${moment(to)}</text>` : nothing}
        </svg>
        <figcaption class="soft small">
          ${texts.caption(count(this.events.length), moment(from), moment(to))}
          ${others > 0 ? texts.others(others) : nothing}
        </figcaption>
      </figure>
      <ul class="legend small" aria-label=${texts.legend}>
        ${(Object.keys(SHAPES) as MarkKind[]).map(
          (kind) =>
            html`<li><svg viewBox="-8 -8 16 16" aria-hidden="true">${SHAPES[kind]}</svg> ${texts.marks[kind]}</li>`,
        )}
      </ul>
      ${this.renderTable(lanes)}`;
  }

  private renderLane(lane: Lane, index: number, from: number, to: number) {
    const y = index * LANE_HEIGHT + LANE_HEIGHT / 2;
    const name =
      lane.name.length > 30 ? (this.by === 'key' ? ends(lane.name) : `${lane.name.slice(0, 29)}…`) : lane.name;
    const width = WIDTH - LABEL - 24;
    return svg`<text x="0" y=${y + 4}>${name}</text>
      <line class="lane" x1=${LABEL} x2=${WIDTH} y1=${y} y2=${y}/>
      ${drawnMarks(lane, from, to, 80).map((mark) => this.renderMark(mark, LABEL + 12 + mark.place * width, y))}`;
  }

  private renderMark({ kind, count: merged }: Drawn, x: number, y: number) {
    return svg`<g transform="translate(${x} ${y})">${SHAPES[kind]}${
      merged > 1 ? svg`<text class="count" x="6" y="-4">${count(merged)}</text>` : nothing
    }</g>`;
  }

  private renderTable(lanes: readonly Lane[]) {
    const { columns } = texts;
    return html`<table aria-label=${texts.table}>
      <thead>
        <tr>
          ${Object.values(columns).map((label) => html`<th scope="col">${label}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${lanes.map(
          ({ name, filters, marks, failed }) =>
            html`<tr>
              <td data-label=${columns.lane}>
                <a href=${href(['activity'], { ...Object.fromEntries(this.filters), view: undefined, ...filters })}
                  >${name}</a
                >
              </td>
              <td data-label=${columns.events}>${count(marks.length)}</td>
              <td data-label=${columns.failed}>${count(failed)}</td>
              <td data-label=${columns.first}>${moment(marks[0]?.at)}</td>
              <td data-label=${columns.last}>${moment(marks.at(-1)?.at)}</td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private onChange(event: Event) {
    CHANGE_LANES.dispatch(this, (event.target as HTMLSelectElement).value as LaneKind);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-timeline': StrongTimeline;
  }
}
