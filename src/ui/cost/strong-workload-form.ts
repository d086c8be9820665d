import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { KEY_SPECS } from '../../model/algorithms.ts';
import { CACHED_OPERATIONS, type CostEstimate, type CostWorkload } from '../../model/cost.ts';
import { fitsSpec } from '../../model/operation-keys.ts';
import { OPERATION_FACTS } from '../../model/operation-facts.ts';
import type { OperationName } from '../../model/operations.ts';
import { isPricedByPairSpec } from '../../model/prices.ts';
import { KEY_PAIR_SPEC_QUOTAS } from '../../model/request-quotas.ts';
import type { DataKeyPairSpec, KeySpec } from '../../model/sdk.ts';
import { formText } from '../kit/form-text.ts';
import { count } from '../kit/format.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './cost-texts.ts';
import { money } from './format-money.ts';

/** Asks for the estimate of a workload. */
export const ESTIMATE = typedEvent<CostWorkload>('strong-estimate');

/** The workload of the empty form. */
export const FIRST_WORKLOAD: CostWorkload = {
  keys: 1,
  rotationsPerKey: 0,
  operation: 'GenerateDataKey',
  keySpec: 'SYMMETRIC_DEFAULT',
  callsPerSecond: 10,
};

/** The first values of a cache. */
const FIRST_CACHE = { maxMessages: 100, maxAge: 60, instances: 1 };

/** Operations that use keys, in console order. */
const OPERATIONS = (Object.keys(OPERATION_FACTS) as OperationName[]).filter(
  (name) => OPERATION_FACTS[name].group === 'use',
);
const PAIR_SPECS = Object.keys(KEY_PAIR_SPEC_QUOTAS) as DataKeyPairSpec[];

function specsOf(operation: OperationName): readonly KeySpec[] {
  return (Object.keys(KEY_SPECS) as KeySpec[]).filter((spec) => fitsSpec(OPERATION_FACTS[operation], spec));
}

/** Reads the form. Specs that do not fit the operation are replaced by ones that do. */
function workloadOf(data: FormData): CostWorkload {
  const number = (name: string) => Number(formText(data, name));
  const operation = formText(data, 'operation') as OperationName;
  const specs = specsOf(operation);
  const keySpec = specs.find((spec) => spec === formText(data, 'keySpec')) ?? specs[0] ?? 'SYMMETRIC_DEFAULT';
  const pairSpec = PAIR_SPECS.find((spec) => spec === formText(data, 'keyPairSpec')) ?? PAIR_SPECS[0];
  const cached = CACHED_OPERATIONS.includes(operation) && keySpec === 'SYMMETRIC_DEFAULT' && data.has('cache');
  const given = (name: keyof typeof FIRST_CACHE) => (data.has(name) ? number(name) : FIRST_CACHE[name]);
  return {
    keys: number('keys'),
    rotationsPerKey: number('rotationsPerKey'),
    operation,
    keySpec,
    ...(isPricedByPairSpec(operation) && pairSpec !== undefined ? { keyPairSpec: pairSpec } : {}),
    callsPerSecond: number('callsPerSecond'),
    ...(cached
      ? { dataKeyCache: { maxMessages: given('maxMessages'), maxAge: given('maxAge'), instances: given('instances') } }
      : {}),
  };
}

/** A planned workload, and its estimate. Fires `strong-estimate` with each change of a valid form. */
@customElement('strong-workload-form')
export class StrongWorkloadForm extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        container-type: inline-size;
      }
      form {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(14rem, 100%), 1fr));
        gap: 0.75rem 1.25rem;
        align-items: end;
      }
      .full {
        grid-column: 1 / -1;
      }
      .result {
        margin-top: 1.25rem;
      }
    `,
  ];

  @property({ attribute: false }) workload: CostWorkload = FIRST_WORKLOAD;
  @property({ attribute: false }) estimate: CostEstimate | undefined;
  /** The estimate without the cache of the workload. */
  @property({ attribute: false }) uncached: CostEstimate | undefined;
  /** Why there is no estimate. */
  @property() problem = '';
  @state() private invalid = false;
  @query('form') private form!: HTMLFormElement;

  override render() {
    const { operation, keySpec = 'SYMMETRIC_DEFAULT', keyPairSpec, dataKeyCache } = this.workload;
    const canCache = CACHED_OPERATIONS.includes(operation) && keySpec === 'SYMMETRIC_DEFAULT';
    return html`<form @input=${this.read} @submit=${(event: Event) => event.preventDefault()}>
        ${this.renderNumber('keys', 0, 1, 1_000_000)} ${this.renderNumber('rotationsPerKey', 0, 1, 1_000_000)}
        ${this.renderChoice('operation', OPERATIONS, operation)}
        ${this.renderChoice('keySpec', specsOf(operation), keySpec)}
        ${keyPairSpec === undefined ? nothing : this.renderChoice('keyPairSpec', PAIR_SPECS, keyPairSpec)}
        ${this.renderNumber('callsPerSecond', 0, 0.001, 300_000)}
        ${
          canCache
            ? html`<div class="full">
                <label class="choice"
                  ><input
                    type="checkbox"
                    name="cache"
                    aria-describedby="cache-hint"
                    .checked=${dataKeyCache !== undefined}
                  />${TEXTS.estimate.cache}</label
                >
                <span id="cache-hint" class="soft small">${TEXTS.estimate.cacheHint}</span>
              </div>`
            : nothing
        }
        ${
          dataKeyCache === undefined
            ? nothing
            : html`${this.renderNumber('maxMessages', 1, 1, 2 ** 32)} ${this.renderNumber('maxAge', 1, 1, 2_628_000)}
              ${this.renderNumber('instances', 1, 1, 1_000_000)}`
        }
      </form>
      <div class="result" role="status">${this.renderResult()}</div>`;
  }

  private renderNumber(
    name: 'keys' | 'rotationsPerKey' | 'callsPerSecond' | keyof typeof FIRST_CACHE,
    min: number,
    step: number,
    max: number,
  ) {
    const { workload } = this;
    const value = { ...workload.dataKeyCache, ...workload }[name];
    const label =
      name === 'callsPerSecond' && workload.dataKeyCache ? TEXTS.estimate.messagesPerSecond : TEXTS.estimate[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input id=${name} name=${name} type="number" required min=${min} max=${max} step=${step} value=${value ?? 0} />
    </div>`;
  }

  private renderChoice(name: 'operation' | 'keySpec' | 'keyPairSpec', values: readonly string[], chosen: string) {
    return html`<div class="field">
      <label for=${name}>${TEXTS.estimate[name]}</label>
      <select id=${name} name=${name}>
        ${values.map((value) => html`<option value=${value} .selected=${value === chosen}>${value}</option>`)}
      </select>
    </div>`;
  }

  private renderResult() {
    const { estimate, uncached } = this;
    if (this.invalid || this.problem) return html`<p>${this.problem || TEXTS.estimate.invalid}</p>`;
    if (estimate === undefined) return nothing;
    const { currency } = estimate.prices;
    const { columns } = TEXTS.lines;
    const rows: readonly (readonly [string, string])[] = [
      [TEXTS.estimate.total, money(estimate.total, currency)],
      [columns.keyStorage, money(estimate.keyStorage, currency)],
      [columns.rotations, money(estimate.rotations, currency)],
      [columns.requests, money(estimate.requests, currency)],
      [TEXTS.estimate.calls, TEXTS.estimate.callsOf(count(estimate.requestCount), count(estimate.freeCount))],
      ...(uncached === undefined
        ? []
        : ([
            [TEXTS.estimate.perKey, count(estimate.messagesPerCall)],
            [
              TEXTS.estimate.uncached,
              TEXTS.estimate.uncachedOf(money(uncached.total, currency), count(uncached.requestCount)),
            ],
          ] as const)),
    ];
    return html`<h3>${TEXTS.estimate.result}</h3>
      <dl class="facts">
        ${rows.map(
          ([name, value], index) =>
            html`<dt>${name}</dt>
              <dd>${index === 0 ? html`<b>${value}</b>` : value}</dd>`,
        )}
      </dl>`;
  }

  private read() {
    this.invalid = !this.form.checkValidity();
    if (!this.invalid) ESTIMATE.dispatch(this, workloadOf(new FormData(this.form)));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-workload-form': StrongWorkloadForm;
  }
  interface HTMLElementEventMap {
    'strong-estimate': EventOf<typeof ESTIMATE>;
  }
}
