import { LitElement, css, html, nothing, svg } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../kit/format.ts';
import { base } from '../styles/shared.ts';
import { attemptPaths, CHART_WIDTH, LANE_HEIGHT, MAX_DELAYS, type MarkedState } from './attempt-paths.ts';
import { TEXTS } from './generator-texts.ts';
import { countOf, type Attempt } from './run-results.ts';

const { chart } = TEXTS;

/** In the order in which they are drawn: a dot does not hide a tick below it. */
const MARKED: readonly MarkedState[] = ['throttled', 'failed', 'succeeded'];

/** Attempts over time: a row for each attempt number. */
@customElement('strong-attempt-chart')
export class StrongAttemptChart extends LitElement {
  static override styles = [
    base,
    css`
      figure {
        display: grid;
        grid-template-columns: max-content minmax(0, 1fr);
        gap: 0.25rem 0.75rem;
      }
      .lanes {
        display: grid;
        grid-auto-rows: 1fr;
        list-style: none;
      }
      .lanes li {
        align-content: center;
        font-size: var(--t1);
        color: var(--soft);
      }
      .drawing {
        display: block;
        width: 100%;
        height: 100%;
        border: 1px solid var(--line);
        background: var(--raised);
      }
      .axis {
        grid-column: 2;
        display: flex;
        justify-content: space-between;
        font-size: var(--t1);
        color: var(--soft);
      }
      figcaption {
        grid-column: 1 / -1;
        display: grid;
        gap: 0.5rem;
        max-width: 84ch;
      }
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.25rem;
        list-style: none;
      }
      .legend li {
        display: flex;
        align-items: center;
        gap: 0.4rem;
      }
      .legend svg {
        width: 1.5rem;
        height: 1.25rem;
      }
      path {
        fill: none;
        stroke: var(--edge);
        stroke-width: 1;
      }
      .succeeded {
        stroke: var(--ok);
        stroke-width: 6;
        stroke-linecap: round;
      }
      .throttled {
        stroke: var(--deny);
        stroke-width: 2;
      }
      .failed {
        stroke: var(--warn);
        stroke-width: 9;
        stroke-linecap: square;
      }
      @media (forced-colors: active) {
        .drawing {
          background: Canvas;
          border-color: CanvasText;
        }
        path[class] {
          stroke: CanvasText;
        }
      }
    `,
  ];

  @property({ attribute: false }) attempts: readonly Readonly<Attempt>[] = [];
  /** Length of the time axis. */
  @property({ type: Number }) seconds = 1;

  override render() {
    const { attempts, seconds } = this;
    const { lanes, marks, delays, isCut } = attemptPaths(attempts, seconds);
    const height = lanes * LANE_HEIGHT;
    return html`<figure>
      <ol class="lanes" aria-hidden="true">
        ${Array.from({ length: lanes }, (_, index) => html`<li>${chart.lane(index + 1)}</li>`)}
      </ol>
      <svg
        class="drawing"
        role="img"
        aria-labelledby="name description"
        viewBox="0 0 ${CHART_WIDTH} ${height}"
        preserveAspectRatio="none"
        height=${height}
      >
        <title id="name">${chart.name}</title>
        <desc id="description">${chart.description(seconds, attempts.length, countOf(attempts, 'throttled'))}</desc>
        ${svg`<path class="delay" vector-effect="non-scaling-stroke" d=${delays}></path>`}
        ${MARKED.map((state) => svg`<path class=${state} vector-effect="non-scaling-stroke" d=${marks[state]}></path>`)}
      </svg>
      <div class="axis" aria-hidden="true"><span>${chart.seconds(0)}</span><span>${chart.seconds(seconds)}</span></div>
      <figcaption class="small">
        <ul class="legend">
          ${MARKED.map((state) => this.renderLegend(state, state === 'throttled' ? 'M12 3v14' : 'M12 10h0'))}
          ${this.renderLegend('delay', 'M3 4L21 16')}
        </ul>
        <span>${chart.caption} ${isCut ? chart.notAll(count(MAX_DELAYS)) : nothing}</span>
      </figcaption>
    </figure>`;
  }

  private renderLegend(name: keyof typeof chart.legend, path: string) {
    return html`<li>
      <svg viewBox="0 0 24 20" aria-hidden="true">${svg`<path class=${name} d=${path}></path>`}</svg
      >${chart.legend[name]}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-attempt-chart': StrongAttemptChart;
  }
}
