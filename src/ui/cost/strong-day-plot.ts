import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type uPlot from 'uplot';
import type { CostDay } from '../../model/cost.ts';
import { count } from '../kit/format.ts';
import { MediaQuery } from '../kit/media-query.ts';
import { base, tables } from '../styles/shared.ts';
import { TEXTS } from './cost-texts.ts';

/** Height of the plot in pixels. */
const HEIGHT = 220;

/** Part of a day that its bar fills, and its maximum width in pixels. */
const BAR: [factor: number, max: number] = [0.7, 48];

/** The calls of each day of a month, as bars and as a table. The plot is loaded when it is shown. */
@customElement('strong-day-plot')
export class StrongDayPlot extends LitElement {
  static override styles = [
    base,
    tables,
    // The rules of uPlot's style sheet for what is drawn here: it has neither legend nor cursor.
    css`
      .plot {
        height: ${HEIGHT}px;
        overflow: hidden;
      }
      .u-wrap {
        position: relative;
      }
      .u-over,
      .u-under,
      .u-axis {
        position: absolute;
      }
      .u-select,
      .u-legend {
        display: none;
      }
      canvas {
        display: block;
        position: relative;
        width: 100%;
        height: 100%;
      }
    `,
    css`
      .legend {
        display: flex;
        flex-wrap: wrap;
        gap: 0.25rem 1.5rem;
        font-size: var(--t1);
      }
      .legend i {
        display: inline-block;
        width: 0.9em;
        height: 0.9em;
        margin-right: 0.4em;
        vertical-align: -0.1em;
        border: 1px solid var(--edge);
      }
      #requests {
        background: var(--brass);
      }
      #failed {
        background: var(--deny);
      }
      .plot {
        color: var(--soft);
        border-color: var(--line);
      }
      @media (forced-colors: active) {
        #requests,
        #failed {
          forced-color-adjust: none;
        }
        #requests {
          background: GrayText;
        }
        #failed {
          background: CanvasText;
        }
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
      table {
        width: auto;
      }
      td {
        text-align: right;
        font-variant-numeric: tabular-nums;
      }
    `,
  ];

  @property({ attribute: false }) days: readonly CostDay[] = [];
  /** Name of the month, for the caption. */
  @property() month = '';
  @state() private failed = false;
  @query('.plot') private place!: HTMLElement;
  @query('#requests') private requestsMark!: HTMLElement;
  @query('#failed') private failedMark!: HTMLElement;

  #plot: uPlot | undefined;
  #draws = 0;
  #width = 0;
  readonly #resizes = new ResizeObserver(() => {
    if (this.place.clientWidth !== this.#width) void this.draw();
  });
  /** The theme of the page is an attribute of its root. */
  readonly #themes = new MutationObserver(() => void this.draw());

  constructor() {
    super();
    new MediaQuery(this, '(prefers-color-scheme: dark)');
    new MediaQuery(this, '(forced-colors: active)');
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#themes.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    if (this.hasUpdated) this.#resizes.observe(this.place);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#themes.disconnect();
    this.#resizes.disconnect();
    this.#plot?.destroy();
    this.#plot = undefined;
  }

  protected override firstUpdated(): void {
    this.#resizes.observe(this.place);
  }

  protected override updated(changed: PropertyValues): void {
    // The result of drawing changes nothing that is drawn.
    if (changed.size !== 1 || !changed.has('failed')) void this.draw();
  }

  override render() {
    const { columns, legend } = TEXTS.days;
    return html`<div class="plot" aria-hidden="true"></div>
      <p class="legend" aria-hidden="true">
        <span><i id="requests"></i>${legend.requests}</span><span><i id="failed"></i>${legend.failed}</span>
      </p>
      ${this.failed ? html`<p role="status">${TEXTS.days.notDrawn}</p>` : nothing}
      <details>
        <summary>${TEXTS.days.table}</summary>
        <table>
          <caption class="unseen">
            ${TEXTS.days.caption(this.month)}
          </caption>
          <thead>
            <tr>
              ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
            </tr>
          </thead>
          <tbody>
            ${this.days.map(
              ({ day, requestCount, failedCount }) =>
                html`<tr>
                  <th scope="row">${day}</th>
                  <td>${count(requestCount)}</td>
                  <td>${count(failedCount)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </details>`;
  }

  /** Draws the plot again, in the colors and the width of the page. */
  private async draw(): Promise<void> {
    const turn = ++this.#draws;
    try {
      const { default: Plot } = await import('uplot');
      if (turn !== this.#draws || !this.isConnected) return;
      this.#plot?.destroy();
      this.#width = this.place.clientWidth;
      const failed = this.days.map(({ failedCount }) => failedCount);
      const all = this.days.map(({ requestCount, failedCount }) => requestCount + failedCount);
      const bars = Plot.paths.bars?.({ size: BAR });
      // Computed colors: a canvas knows neither variables nor light-dark().
      const color = (element: HTMLElement) => getComputedStyle(element).backgroundColor;
      const series = (fill: string): uPlot.Series => ({
        fill,
        stroke: fill,
        width: 0,
        points: { show: false },
        ...(bars === undefined ? {} : { paths: bars }),
      });
      const { color: text, borderTopColor: line, fontFamily } = getComputedStyle(this.place);
      const axis: uPlot.Axis = {
        stroke: text,
        font: `13px ${fontFamily}`,
        grid: { stroke: line, width: 1 },
        ticks: { show: false },
      };
      this.#plot = new Plot(
        {
          width: this.#width,
          height: HEIGHT,
          legend: { show: false },
          cursor: { show: false },
          scales: {
            x: { time: false, range: () => [0.5, Math.max(this.days.length, 1) + 0.5] },
            y: { range: (_plot, _min, max) => [0, Math.max(max, 5)] },
          },
          axes: [
            { ...axis, grid: { show: false }, incrs: [1, 2, 5, 10] },
            {
              ...axis,
              size: 64,
              incrs: [1, 2, 5].flatMap((step) => Array.from({ length: 8 }, (_, i) => step * 10 ** i)),
            },
          ],
          // Failed calls are drawn over the bar of all calls.
          series: [{}, series(color(this.requestsMark)), series(color(this.failedMark))],
        },
        [this.days.map(({ day }) => day), all, failed],
        this.place,
      );
      this.failed = false;
    } catch {
      this.failed = true;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-day-plot': StrongDayPlot;
  }
}
