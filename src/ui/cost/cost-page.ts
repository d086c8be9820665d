import { Task } from '@lit/task';
import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CostDimension, CostEstimate, CostWorkload, MonthCost } from '../../model/cost.ts';
import { count, moment } from '../kit/format.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './cost-texts.ts';
import { money, monthName } from './format-money.ts';
import { FIRST_WORKLOAD, type ESTIMATE } from './strong-workload-form.ts';
import '../page/strong-problem.ts';
import './strong-cost-lines.ts';
import './strong-day-plot.ts';
import './strong-price-list.ts';
import './strong-workload-form.ts';

const DIMENSIONS = Object.keys(TEXTS.lines.dimensions) as CostDimension[];

/** Months to choose from, the current one included. */
const MONTHS = 13;

/** A month of the address, `2026-01`, from 1970. */
const MONTH = /^(19[7-9]\d|[2-9]\d{3})-(0[1-9]|1[0-2])$/;

/** Parameters of the address. */
type Parameter = 'month' | 'by' | 'failed';

/** The start of a month, UTC. */
const startOf = (text: string): Date => new Date(`${text}-01T00:00:00Z`);

/** The current month and those before it, newest first. */
function recentMonths(now: Date): readonly string[] {
  return Array.from({ length: MONTHS }, (_, back) =>
    new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back)).toISOString().slice(0, 7),
  );
}

/** What the sandbox would cost on AWS: a month, and the estimate of a workload. */
@customElement('strong-cost-page')
export class StrongCostPage extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    skeletonStyles,
    css`
      :host {
        container-type: inline-size;
      }
      section {
        margin-top: 2rem;
        display: grid;
        gap: 0.75rem;
      }
      section > * {
        min-width: 0;
      }
      .filters {
        align-items: end;
        margin-block: 1rem;
      }
      .filters .field,
      section > .field {
        max-width: 16rem;
      }
    `,
  ];

  /** `month`, `by` (a dimension) and `failed`: failed calls cost too. */
  @property({ attribute: false }) query = new URLSearchParams();

  @state() private chosen = this.query;
  @state() private months: readonly string[] = [];
  @state() private cost: MonthCost | undefined;
  /** Events counted so far, while that takes long. */
  @state() private counted = 0;
  @state() private problem: Problem | undefined;
  @state() private workload: CostWorkload = FIRST_WORKLOAD;
  @state() private estimates: readonly [CostEstimate, CostEstimate?] | undefined;
  @state() private estimateProblem = '';

  readonly #loading = new Task(this, {
    args: () => [this.context.strongroom, this.chosen.get('month') ?? '', this.chosen.get('failed') === '1'] as const,
    task: async ([{ sandbox }, month, billFailedCalls], { signal }) => {
      const [, year, number] = MONTH.exec(month) ?? [];
      const [months, cost] = await Promise.all([
        sandbox.clock.now().then(recentMonths),
        sandbox.cost.month(
          { billFailedCalls, ...(year === undefined ? {} : { year: Number(year), month: Number(number) }) },
          { signal, onProgress: ({ counted }) => (this.counted = counted) },
        ),
      ]);
      return { months, cost };
    },
    onComplete: (loaded) => Object.assign(this, { ...loaded, counted: 0, problem: undefined }),
    onError: (error) => Object.assign(this, { counted: 0, problem: problemOf(error) }),
  });

  readonly #estimating = new Task(this, {
    args: () => [this.context.strongroom, this.workload] as const,
    task: async ([{ sandbox }, workload]): Promise<readonly [CostEstimate, CostEstimate?]> => {
      const { dataKeyCache, ...uncached } = workload;
      const estimate = await sandbox.cost.estimate(workload);
      return dataKeyCache === undefined ? [estimate] : [estimate, await sandbox.cost.estimate(uncached)];
    },
    onComplete: (estimates) => Object.assign(this, { estimates, estimateProblem: '' }),
    onError: (error) => (this.estimateProblem = problemOf(error).message),
  });

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      onChange: () => void this.#loading.run(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#loading.abort();
    this.#estimating.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query')) this.chosen = this.query;
  }

  override render() {
    // Everything below the heading appears at once: what comes later would move what is there.
    const isReady = this.estimates !== undefined || this.estimateProblem !== '';
    const cost = isReady ? this.cost : undefined;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.lead}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      ${cost ? this.renderMonth(cost) : nothing} ${cost || this.problem ? nothing : skeleton('facts', 8)}
      <p class="soft small" role="status">${this.counted > 0 ? TEXTS.counting(count(this.counted)) : nothing}</p>
      ${cost || this.problem ? this.renderEstimate() : nothing}`;
  }

  private renderMonth(cost: MonthCost) {
    const month = monthName(cost.from);
    const by = DIMENSIONS.find((name) => name === this.chosen.get('by')) ?? 'owner';
    const { dimensions } = TEXTS.lines;
    return html`<strong-price-list .prices=${cost.prices}></strong-price-list>
      ${this.renderFilters(cost)}
      ${cost.damaged ? html`<p role="note">${TEXTS.damaged(cost.damaged.length)}</p>` : nothing}
      ${this.renderTotal(cost, month)}
      <section aria-labelledby="lines">
        <h2 id="lines">${TEXTS.lines.heading}</h2>
        <div class="field">
          <label for="by">${TEXTS.lines.by}</label>
          <select id="by" @change=${(event: Event) => this.choose('by', (event.target as HTMLSelectElement).value)}>
            ${DIMENSIONS.map((name) => html`<option value=${name} .selected=${name === by}>${dimensions[name]}</option>`)}
          </select>
        </div>
        <strong-cost-lines
          .lines=${cost.by[by]}
          dimension=${by}
          currency=${cost.prices.currency}
          month=${month}
          account=${this.context.account}
          region=${this.context.region}
        ></strong-cost-lines>
      </section>
      <section aria-labelledby="days">
        <h2 id="days">${TEXTS.days.heading}</h2>
        <strong-day-plot .days=${cost.days} month=${month}></strong-day-plot>
      </section>`;
  }

  private renderFilters({ from }: MonthCost) {
    const shown = from.toISOString().slice(0, 7);
    const months = this.months.includes(shown) ? this.months : [shown, ...this.months];
    return html`<div class="row filters">
      <div class="field">
        <label for="month">${TEXTS.month}</label>
        <select id="month" @change=${(event: Event) => this.choose('month', (event.target as HTMLSelectElement).value)}>
          ${months.map((text) => html`<option value=${text} .selected=${text === shown}>${monthName(startOf(text))}</option>`)}
        </select>
      </div>
      <label class="choice"
        ><input
          type="checkbox"
          id="failed"
          .checked=${this.chosen.get('failed') === '1'}
          @change=${(event: Event) => this.choose('failed', (event.target as HTMLInputElement).checked ? '1' : '')}
        />${TEXTS.billFailedCalls}</label
      >
    </div>`;
  }

  private renderTotal(cost: MonthCost, month: string) {
    const amount = (micros: number) => money(micros, cost.prices.currency);
    const { total: texts } = TEXTS;
    const failed = count(cost.failedCount);
    const isBilled = this.chosen.get('failed') === '1';
    return html`<section aria-labelledby="total">
      <h2 id="total">${month}</h2>
      ${cost.isComplete ? nothing : html`<p class="soft">${TEXTS.monthToDate(moment(cost.until))}</p>`}
      <dl class="facts">
        <dt>${texts.heading}</dt>
        <dd><b>${amount(cost.total)}</b></dd>
        <dt>${texts.keyStorage}</dt>
        <dd>${amount(cost.keyStorage)}</dd>
        <dt>${texts.rotations}</dt>
        <dd>${amount(cost.rotations)}</dd>
        <dt>${texts.requests}</dt>
        <dd>${amount(cost.requests)}: ${texts.counted(count(cost.requestCount), count(cost.freeCount))}</dd>
        <dt>${texts.failed}</dt>
        <dd>${isBilled ? texts.failedBilled(failed) : texts.failedFree(failed)}</dd>
        <dt>${texts.consoleReads}</dt>
        <dd>${texts.consoleReadsOf(count(cost.consoleReads))}</dd>
      </dl>
    </section>`;
  }

  private renderEstimate() {
    const [estimate, uncached] = this.estimates ?? [];
    return html`<section aria-labelledby="estimate">
      <h2 id="estimate">${TEXTS.estimate.heading}</h2>
      <p class="soft">${TEXTS.estimate.lead}</p>
      <strong-workload-form
        .workload=${this.workload}
        .estimate=${estimate}
        .uncached=${uncached}
        problem=${this.estimateProblem}
        @strong-estimate=${({ detail }: EventOf<typeof ESTIMATE>) => (this.workload = detail)}
      ></strong-workload-form>
    </section>`;
  }

  /** Puts a choice into the address, which is replaced: one step back leaves the page. */
  private choose(name: Parameter, value: string) {
    const chosen = new URLSearchParams(this.chosen);
    if (value) chosen.set(name, value);
    else chosen.delete(name);
    this.chosen = chosen;
    history.replaceState(history.state, '', href(['cost'], Object.fromEntries(chosen)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-cost-page': StrongCostPage;
  }
}
