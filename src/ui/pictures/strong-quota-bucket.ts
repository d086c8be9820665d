import { css, html, nothing, svg } from 'lit';
import { customElement } from 'lit/decorators.js';
import { translatedTexts } from '../page/translated-texts.ts';
import { tables } from '../styles/shared.ts';
import { drawingPieces } from './drawing-pieces.ts';
import type { Bucket, QuotaBuckets, SecondOfCalls } from './quota-bucket.ts';
import { TEXTS } from './quota-bucket-texts.ts';
import { moment } from './picture-words.ts';
import { StrongPicture } from './strong-picture.ts';
import '../kit/strong-icon.ts';
import '../quotas/strong-gauge.ts';

/** The texts, in the language of labs. */
const words = translatedTexts(TEXTS, { de: () => import('./german-quota-bucket-texts.ts') });

/** Width of a bar of requests, in its own units. */
const WIDTH = 100;

/** Request quotas as buckets that refill, with the requests of each second against the limit. */
@customElement('strong-quota-bucket')
export class StrongQuotaBucket extends StrongPicture<QuotaBuckets> {
  static override styles = [
    ...StrongPicture.styles,
    tables,
    drawingPieces,
    css`
      .buckets {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(21rem, 100%), 1fr));
        gap: 0.75rem;
        align-items: start;
      }
      .frame {
        display: grid;
        gap: 0.5rem;
      }
      h3 {
        overflow-wrap: anywhere;
      }
      .drops {
        display: flex;
        flex-wrap: wrap;
        gap: 0.3rem;
        margin: 0;
        padding: 0;
        list-style: none;
      }
      .drops li {
        padding: 0.1rem 0.6rem;
        border: 1px solid var(--edge);
        border-radius: 1rem;
      }
      .drops .bounced {
        border: 1px dashed var(--deny);
      }
      .retries {
        margin: 0;
        padding-inline-start: 1.1rem;
      }
      .seconds th,
      .seconds td {
        padding: 0.2rem 0.5rem 0.2rem 0;
        font-size: var(--t1);
        white-space: normal;
        vertical-align: middle;
      }
      .seconds td:last-child {
        width: 40%;
      }
      .bar {
        display: block;
        width: 100%;
        height: 1rem;
        background: var(--sunken);
        print-color-adjust: exact;
      }
      .allowed {
        fill: var(--ok);
      }
      .throttled {
        fill: none;
        stroke: var(--deny);
        stroke-width: 2;
      }
      .limit {
        stroke: var(--text);
        stroke-width: 2;
      }
      @media (forced-colors: active) {
        .bar {
          background: Canvas;
        }
        .allowed {
          fill: CanvasText;
        }
        .throttled,
        .limit {
          stroke: CanvasText;
        }
      }
    `,
  ];

  constructor() {
    super(words);
  }

  protected override renderDrawing({ buckets, isPartial }: QuotaBuckets) {
    if (buckets.length === 0) return html`<p class="missing">${words().none}</p>`;
    return html`<div class="picture">
      <div class="buckets">${buckets.map((bucket) => this.renderBucket(bucket))}</div>
      ${isPartial ? html`<p class="small soft">${words().partial}</p>` : nothing}
    </div>`;
  }

  private renderBucket({ name, account, region, enforced, level = 0, operations, seconds, retries }: Bucket) {
    return html`<section class="frame">
      <h3 lang="en">${name}</h3>
      <p class="small soft">${words().place(account, region)}</p>
      ${
        enforced === undefined
          ? html`<p class="missing">${words().off}</p>`
          : html`<strong-gauge
                label=${words().levelOf(name)}
                text=${words().level(level)}
                .value=${level}
                .max=${Math.max(enforced, level)}
                ?empty=${level < 1}
              ></strong-gauge>
              <p class="small">${words().refill(enforced)}</p>`
      }
      ${
        operations.length === 0
          ? html`<p class="missing">${words().noCalls}</p>`
          : html`<ul class="drops small" aria-label=${words().drops}>
                ${operations.map(
                  ({ operation, calls, throttled }) =>
                    html`<li class=${throttled > 0 ? 'bounced' : ''}>
                      <strong-icon name=${throttled > 0 ? 'cross' : 'check'}></strong-icon>
                      ${words().drop(operation, calls, throttled)}
                    </li>`,
                )}
              </ul>
              ${this.renderSeconds(seconds, enforced)}`
      }
      ${
        retries.length === 0
          ? nothing
          : html`<p class="small"><b>${words().retries}</b></p>
              <ol class="retries small">
                ${retries.map((retry) => html`<li>${words().retry(retry)}</li>`)}
              </ol>`
      }
    </section>`;
  }

  private renderSeconds(seconds: readonly SecondOfCalls[], limit: number | undefined) {
    const { columns } = words();
    const highest = Math.max(limit ?? 1, ...seconds.map(({ allowed, throttled }) => allowed + throttled));
    const x = (calls: number) => (calls / highest) * WIDTH;
    return html`<table class="seconds" aria-label=${words().seconds}>
      <thead>
        <tr>
          ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${seconds.map(
          ({ second, allowed, throttled }) =>
            html`<tr>
              <th scope="row">${moment(second * 1000)}</th>
              <td>${words().second(allowed, throttled)}</td>
              <td>
                <svg class="bar" viewBox="0 0 ${WIDTH} 10" preserveAspectRatio="none" aria-hidden="true">
                  ${svg`<rect class="allowed" height="10" width=${x(allowed)}></rect>
                  <rect class="throttled" x=${x(allowed)} y="1" height="8" width=${x(throttled)} vector-effect="non-scaling-stroke"></rect>`}
                  ${
                    limit === undefined
                      ? nothing
                      : svg`<path class="limit" d="M${x(limit)} 0v10" vector-effect="non-scaling-stroke"></path>`
                  }
                </svg>
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  protected override renderText({ buckets, isPartial }: QuotaBuckets) {
    if (buckets.length === 0) return html`<p>${words().none}</p>`;
    return html`<ul class="text">
        ${buckets.map(
          ({ name, account, region, enforced, level = 0, operations, seconds, retries }) =>
            html`<li>
              <span lang="en">${name}</span>. ${words().place(account, region)}.
              ${enforced === undefined ? words().off : html`${words().level(level)}. ${words().refill(enforced)}.`}
              <ul>
                ${operations.length === 0 ? html`<li>${words().noCalls}</li>` : nothing}
                ${operations.map(
                  ({ operation, calls, throttled }) => html`<li>${words().drop(operation, calls, throttled)}</li>`,
                )}
                ${seconds.map(
                  ({ second, allowed, throttled }) =>
                    html`<li>${moment(second * 1000)}: ${words().second(allowed, throttled)}</li>`,
                )}
                ${retries.map((retry) => html`<li>${words().retry(retry)}</li>`)}
              </ul>
            </li>`,
        )}
      </ul>
      ${isPartial ? html`<p>${words().partial}</p>` : nothing}`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-quota-bucket': StrongQuotaBucket;
  }
}
