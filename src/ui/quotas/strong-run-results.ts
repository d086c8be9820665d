import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { count } from '../kit/format.ts';
import { href } from '../page/router.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './generator-texts.ts';
import type { RunPlan } from './run-plan.ts';
import { bySecond, countOf, type RunResults, type SecondOfRun } from './run-results.ts';
import './strong-attempt-chart.ts';

const { results: texts } = TEXTS;

/** The results of a run: counts, each attempt drawn, and a table by second. */
@customElement('strong-run-results')
export class StrongRunResults extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1rem;
      }
      td:not(:first-child),
      th:not(:first-child) {
        text-align: right;
      }
      th {
        white-space: normal;
      }
    `,
  ];

  @property({ attribute: false }) plan!: RunPlan;
  @property({ attribute: false }) results!: RunResults;

  override render() {
    const { plan, results } = this;
    const seconds = bySecond(results.attempts);
    return html`<dl class="facts">${this.renderFacts()}</dl>
      <p><a href=${href(['activity'], { operation: plan.operation, console: '1' })}>${texts.activity}</a></p>
      <h3>${TEXTS.chart.heading}</h3>
      <strong-attempt-chart
        .attempts=${results.attempts}
        .seconds=${Math.max(plan.seconds, seconds.length)}
      ></strong-attempt-chart>
      <h3 id="seconds">${texts.seconds.heading}</h3>
      ${this.renderSeconds(seconds)}`;
  }

  private renderFacts() {
    const { plan, results } = this;
    const { jobs, attempts, errors } = results;
    const { names } = texts;
    const retries = attempts.filter(({ attempt }) => attempt > 1);
    const highest = retries.reduce((most, { attempt }) => Math.max(most, attempt), 1);
    const succeeded = countOf(attempts, 'succeeded');
    const fact = (name: string, value: unknown) =>
      html`<dt>${name}</dt>
        <dd>${value}</dd>`;
    return html`${fact(
      names.jobs,
      texts.jobs(jobs.started, jobs.succeeded, jobs.failed) + (jobs.stopped > 0 ? texts.stopped(jobs.stopped) : ''),
    )}
    ${fact(names.calls, texts.calls(attempts.length, succeeded, countOf(attempts, 'failed')))}
    ${fact(names.throttled, count(countOf(attempts, 'throttled')))}
    ${fact(names.retries, texts.retries(retries.length, highest))}
    ${plan.cache ? fact(names.cache, texts.cache(jobs.cached, attempts.length)) : nothing}
    ${errors.size > 0 ? fact(names.errors, [...errors].map(([name, failed]) => texts.error(name, failed)).join(', ')) : nothing}`;
  }

  private renderSeconds(seconds: readonly SecondOfRun[]) {
    const { columns } = texts.seconds;
    return html`<div class="scroll" role="group" aria-labelledby="seconds" tabindex="0">
      <table aria-labelledby="seconds">
        <thead>
          <tr>
            ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${seconds.map(
            (one) =>
              html`<tr>
                <td>${count(one.second + 1)}</td>
                <td>${count(one.attempts)}</td>
                <td>${count(one.succeeded)}</td>
                <td>${count(one.throttled)}</td>
                <td>${count(one.failed)}</td>
                <td>${count(one.retries)}</td>
                <td>${one.meanDelayMs === undefined ? texts.seconds.none : texts.seconds.delay(one.meanDelayMs)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-run-results': StrongRunResults;
  }
}
