import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { AuditEvent } from '../../model/audit.ts';
import { announce } from '../kit/announce.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { labFormat, type LabFormat } from '../page/lab-format.ts';
import { href } from '../page/router.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import { MOVE_STEP, ZOOM_STEP, type CHANGE_PERIOD } from './strong-timeline-picture.ts';
import {
  LANE_KINDS,
  countWithoutLane,
  lanesIn,
  lanesOf,
  type Lane,
  type LaneKind,
  type Mark,
  type MarkKind,
} from './timeline.ts';
import { MARK_SHAPES, markStyles } from './timeline-marks.ts';
import { isWholePeriod, momentsOf, movePeriod, zoomPeriod, type Period } from './timeline-period.ts';
import './strong-timeline-picture.ts';

/** Asks for lanes of another kind. */
export const CHANGE_LANES = typedEvent<LaneKind>('strong-lanes');

/** Lanes in the picture. The table has all. */
const MAX_DRAWN = 12;

/** The period from the first to the last mark of the lanes. */
function periodOf(lanes: readonly Lane[]): Period {
  return {
    from: lanes.reduce((from, { marks }) => Math.min(from, marks[0]?.at ?? from), Infinity),
    to: lanes.reduce((to, { marks }) => Math.max(to, marks.at(-1)?.at ?? to), -Infinity),
  };
}

/** The value of a time filter for a time: its minute, in the time zone of the device. */
function minuteOf(time: number): string {
  const local = new Date(time - new Date(time).getTimezoneOffset() * 60_000);
  return local.toISOString().slice(0, 16);
}

/**
 * The events by key, principal or encryption context, as a picture and as a table of one period. Fires
 * `strong-lanes`.
 */
@customElement('strong-timeline')
export class StrongTimeline extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    markStyles,
    css`
      select {
        width: auto;
        max-width: 100%;
      }
      figure {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.75rem;
        margin-block: 1rem;
      }
      /* The hint is about a mouse and its wheel. */
      @media (pointer: coarse) {
        .hint {
          display: none;
        }
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
    `,
  ];

  @property({ attribute: false }) events: readonly AuditEvent[] = [];
  @property() by: LaneKind = 'key';
  /** The texts, and the formats of their language. Default: English. */
  @property({ attribute: false }) texts = TEXTS.timeline;
  @property({ attribute: false }) format: LabFormat = labFormat('en');
  /** The filters, which the links to the events of a lane keep. */
  @property({ attribute: false }) filters = new URLSearchParams();

  /** The period as chosen. Undefined: from the first to the last event, also when more are loaded. */
  @state() private chosen: Period | undefined;

  private lanes: readonly Lane[] = [];
  private whole: Period = { from: 0, to: 0 };
  /** Number of events in no lane. */
  private without = 0;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('events') && !changed.has('by')) return;
    this.lanes = lanesOf(this.events, this.by);
    this.whole = periodOf(this.lanes);
    this.without = countWithoutLane(this.events, this.by);
    // Events that were filtered out or are of another lane may leave the chosen period without a meaning.
    const { chosen, whole } = this;
    if (chosen && (chosen.from < whole.from || chosen.to > whole.to)) this.chosen = undefined;
  }

  private get period(): Period {
    return this.chosen ?? this.whole;
  }

  override render() {
    const { texts } = this;
    return html`<h2>${texts.heading}</h2>
      <div class="row">
        <label for="by">${texts.by}</label>
        <select id="by" @change=${this.onChange}>
          ${LANE_KINDS.map((kind) => html`<option value=${kind} ?selected=${kind === this.by}>${texts.lanes[kind]}</option>`)}
        </select>
      </div>
      ${this.lanes.length === 0 ? html`<p class="empty">${texts.none}</p>` : this.renderLanes()}`;
  }

  private renderLanes() {
    const { period, whole, texts } = this;
    const { count } = this.format;
    const lanes = isWholePeriod(period, whole) ? this.lanes : lanesIn(this.lanes, period);
    const shown = lanes.slice(0, MAX_DRAWN);
    return html`<figure>
        ${this.renderButtons()}
        <strong-timeline-picture
          .lanes=${shown}
          .period=${period}
          .whole=${whole}
          ?keys=${this.by === 'key'}
          .texts=${texts}
          .format=${this.format}
          label=${texts.picture(
            shown.length,
            shown.reduce((sum, { marks }) => sum + marks.length, 0),
          )}
          @strong-period=${({ detail }: EventOf<typeof CHANGE_PERIOD>) => this.show(detail)}
        ></strong-timeline-picture>
        <figcaption class="soft small">
          ${texts.caption(...momentsOf(period, this.format))}
          ${lanes.length > shown.length ? texts.others(lanes.length - shown.length) : nothing}
          ${this.without > 0 ? texts.without(this.without, count(this.without)) : nothing} ${texts.hint}
        </figcaption>
      </figure>
      <ul class="legend small" aria-label=${texts.legend}>
        ${(Object.keys(MARK_SHAPES) as MarkKind[]).map(
          (kind) =>
            html`<li>
              <svg viewBox="-8 -8 16 16" aria-hidden="true">${MARK_SHAPES[kind]}</svg> ${texts.marks[kind]}
            </li>`,
        )}
      </ul>
      ${lanes.length === 0 ? html`<p class="empty">${texts.noneInPeriod}</p>` : this.renderTable(lanes)}`;
  }

  private renderButtons() {
    const { period, whole, texts } = this;
    const isWhole = isWholePeriod(period, whole);
    const isShortest = zoomPeriod(period, whole, ZOOM_STEP).from === period.from;
    const button = (label: string, isOff: boolean, next: () => Period) =>
      html`<button
        type="button"
        aria-disabled=${isOff ? 'true' : 'false'}
        @click=${() => {
          if (isOff) return;
          const chosen = next();
          this.show(chosen);
          announce(this, texts.shows(...momentsOf(chosen, this.format)));
        }}
      >
        ${label}
      </button>`;
    return html`<div class="row" role="group" aria-label=${texts.period}>
      ${button(texts.zoomIn, isShortest, () => zoomPeriod(period, whole, ZOOM_STEP))}
      ${button(texts.zoomOut, isWhole, () => zoomPeriod(period, whole, 1 / ZOOM_STEP))}
      ${button(texts.earlier, period.from <= whole.from, () => movePeriod(period, whole, -MOVE_STEP))}
      ${button(texts.later, period.to >= whole.to, () => movePeriod(period, whole, MOVE_STEP))}
      ${button(texts.all, isWhole, () => whole)}
      ${isWhole ? nothing : html`<a href=${this.addressOf(period)}>${texts.viewPeriod}</a>`}
    </div>`;
  }

  /** The address of the table with the events of a period, to the minute. */
  private addressOf({ from, to }: Period): string {
    const period = { view: undefined, by: undefined, from: minuteOf(from), to: minuteOf(to) };
    return href(['activity'], { ...Object.fromEntries(this.filters), ...period });
  }

  private show(period: Period) {
    this.chosen = isWholePeriod(period, this.whole) ? undefined : period;
  }

  private renderTable(lanes: readonly Lane[]) {
    const { texts } = this;
    const { columns } = texts;
    const { count, moment } = this.format;
    const momentOf = (mark: Mark | undefined): string => (mark ? moment(mark.at) : '');
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
              <td data-label=${columns.first}>${momentOf(marks[0])}</td>
              <td data-label=${columns.last}>${momentOf(marks.at(-1))}</td>
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
