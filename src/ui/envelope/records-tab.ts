import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { CacheLimits } from '../../envelope/cache/caching-materials-manager.ts';
import { EverySecond } from '../kit/every-second.ts';
import { bytesExactly, count, duration } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { href } from '../page/router.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls, stackedTables, tables } from '../styles/shared.ts';
import { cacheCode } from './cache-code.ts';
import { liveKeys } from './live-keys.ts';
import { ensurePlaygroundKey, PLAYGROUND_ALIAS } from './playground-key.ts';
import { PlaygroundOperation } from './playground-operation.ts';
import { RecordRuns, type RecordRun } from './record-runs.ts';
import { TEXTS } from './records-texts.ts';
import '../kit/strong-copy.ts';
import './strong-live-keys.ts';

/** What the user enters. Undefined: no limit. */
interface Fields {
  readonly count: number;
  readonly tenants: number;
  readonly maxMessages: number;
  readonly maxBytes: number | undefined;
  readonly maxAgeSeconds: number;
  readonly capacity: number;
}

const FIRST: Fields = {
  count: 200,
  tenants: 1,
  maxMessages: 1000,
  maxBytes: undefined,
  maxAgeSeconds: 300,
  capacity: 100,
};

/** Minimum and maximum of each field. */
const RANGES: Readonly<Record<keyof Fields, readonly [number, number]>> = {
  count: [1, 2000],
  tenants: [1, 50],
  maxMessages: [1, 2 ** 32],
  maxBytes: [1, Number.MAX_SAFE_INTEGER],
  maxAgeSeconds: [1, 86_400],
  capacity: [1, 1000],
};

/** Encrypts many records with a cache of data keys, and shows what the cache saves and holds. */
@customElement('strong-records-tab')
export class StrongRecordsTab extends StrongPage {
  static override styles = [
    base,
    controls,
    tables,
    stackedTables,
    css`
      :host {
        display: block;
        container-type: inline-size;
      }
      .stack {
        display: grid;
        gap: 1rem;
        justify-items: start;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(13rem, 100%), 1fr));
        gap: 0.75rem 1.5rem;
        width: 100%;
      }
      section {
        margin-top: 2rem;
      }
      p {
        max-width: 68ch;
      }
      caption {
        text-align: start;
        color: var(--soft);
        padding-bottom: 0.35rem;
      }
      pre {
        padding: 0.75rem 1rem;
        border: 1px solid var(--line);
        background: var(--raised);
        overflow-x: auto;
      }
      .row {
        gap: 0.5rem;
      }
    `,
  ];

  /** KMS key of the records. */
  @property() keyId = PLAYGROUND_ALIAS;
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};

  @state() private fields = FIRST;
  @state() private runs: readonly RecordRun[] = [];

  private readonly records = new RecordRuns();
  private readonly operation = new PlaygroundOperation(this, () => this.context);

  constructor() {
    super();
    // Ages.
    new EverySecond(this, () => this.records.dataKeys.length > 0 && this.requestUpdate());
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('context') && !changed.has('keyId')) return;
    this.operation.cancel();
    this.operation.clear();
    this.records.reset();
    this.runs = [];
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.records.reset();
    liveKeys.check();
  }

  override render() {
    const { progress, outcome } = this.operation;
    return html`<p class="soft">${TEXTS.lead}</p>
      <div class="stack">
        <div class="fields">
          ${this.renderField('count', TEXTS.plan.count)}
          ${this.renderField('tenants', TEXTS.plan.tenants, 'tenants-hint')}
        </div>
        <span id="tenants-hint" class="soft small">${TEXTS.plan.tenantsHint}</span>
        <details>
          <summary>${TEXTS.limits.legend}</summary>
          <div class="fields">
            ${this.renderField('maxMessages', TEXTS.limits.maxMessages)}
            ${this.renderField('maxBytes', TEXTS.limits.maxBytes)}
            ${this.renderField('maxAgeSeconds', TEXTS.limits.maxAge)}
            ${this.renderField('capacity', TEXTS.limits.capacity)}
          </div>
          <p class="soft small">${TEXTS.limits.hint}</p>
        </details>
        ${this.renderButtons()}
        ${
          progress
            ? html`<div class="row">
                <progress max=${progress.of} .value=${progress.bytesIn} aria-label=${progress.what}></progress>
                <span class="small">${TEXTS.progress(count(progress.bytesIn), count(progress.of))}</span>
                <button type="button" @click=${() => this.operation.cancel()}>${WORDS.cancel}</button>
              </div>`
            : nothing
        }
        ${outcome.done ? html`<p class="done">${outcome.done}</p>` : nothing}
      </div>
      ${this.operation.renderProblem()} ${this.runs.length > 0 ? this.renderRuns() : nothing} ${this.renderCache()}
      ${this.runs.length > 0 ? this.renderCode() : nothing}`;
  }

  private renderField(name: keyof Fields, label: string, hint?: string) {
    const [min, max] = RANGES[name];
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <input
        id=${name}
        type="number"
        min=${min}
        max=${max}
        step="1"
        ?required=${name !== 'maxBytes'}
        .value=${String(this.fields[name] ?? '')}
        aria-describedby=${hint ?? nothing}
        @change=${(event: Event) => this.onField(name, event.target as HTMLInputElement)}
      />
    </div>`;
  }

  private renderButtons() {
    const { count: encrypted } = this.records;
    const busy = this.operation.isBusy;
    const off = busy ? 'true' : 'false';
    const noRecords = encrypted === 0;
    return html`<div class="row">
        <button
          type="button"
          id="encrypt-cached"
          class="primary"
          aria-disabled=${off}
          @click=${() => this.run('encrypt', true)}
        >
          ${TEXTS.encryptCached}
        </button>
        <button type="button" id="encrypt-plain" aria-disabled=${off} @click=${() => this.run('encrypt', false)}>
          ${TEXTS.encryptPlain}
        </button>
      </div>
      <div class="row">
        <button
          type="button"
          id="decrypt-cached"
          ?disabled=${noRecords}
          aria-disabled=${off}
          aria-describedby=${noRecords ? 'no-records' : nothing}
          @click=${() => this.run('decrypt', true)}
        >
          ${TEXTS.decryptCached}
        </button>
        <button
          type="button"
          id="decrypt-plain"
          ?disabled=${noRecords}
          aria-disabled=${off}
          aria-describedby=${noRecords ? 'no-records' : nothing}
          @click=${() => this.run('decrypt', false)}
        >
          ${TEXTS.decryptPlain}
        </button>
        ${noRecords ? html`<span id="no-records" class="soft small">${TEXTS.noRecords}</span>` : nothing}
      </div>`;
  }

  private renderRuns() {
    const { results } = TEXTS;
    const columns = ['run', 'records', 'calls', 'saved', 'hits', 'misses', 'evictions'] as const;
    return html`<section>
      <h2 id="results">${results.heading}</h2>
      <table aria-labelledby="results">
        <caption>
          ${results.caption}
          <a href=${href(['activity'])}>${results.activity}</a>
        </caption>
        <thead>
          <tr>
            ${columns.map((name) => html`<th scope="col">${results[name]}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.runs.map(
            ({ direction, isCached, records, calls, metrics }) =>
              html`<tr>
                <td data-label=${results.run}>${results.name[direction](isCached)}</td>
                <td data-label=${results.records}>${count(records)}</td>
                <td data-label=${results.calls} class="calls">${count(calls)}</td>
                <td data-label=${results.saved} class="saved">${isCached ? count(records - calls) : results.none}</td>
                <td data-label=${results.hits}>${metrics ? count(metrics.hits) : results.none}</td>
                <td data-label=${results.misses}>${metrics ? count(metrics.misses) : results.none}</td>
                <td data-label=${results.evictions}>${metrics ? count(metrics.evictions) : results.none}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </section>`;
  }

  private renderCache() {
    const { cache } = TEXTS;
    const { dataKeys } = this.records;
    return html`<section>
        <h2 id="cache" tabindex="-1">${cache.heading}</h2>
        <p class="soft small">${cache.risk}</p>
        ${
          dataKeys.length === 0
            ? html`<p>${cache.none}</p>`
            : html`<table id="data-keys" aria-labelledby="cache">
                  <thead>
                    <tr>
                      <th scope="col">${cache.use}</th>
                      <th scope="col">${cache.context}</th>
                      <th scope="col">${cache.messages}</th>
                      <th scope="col">${cache.bytes}</th>
                      <th scope="col">${cache.age}</th>
                    </tr>
                  </thead>
                  <tbody>
                    ${dataKeys.map(
                      ({ direction, encryptionContext, messages, bytes, ageMs }) =>
                        html`<tr>
                          <td data-label=${cache.use}>${cache.uses[direction]}</td>
                          <td data-label=${cache.context}>${pairsText(encryptionContext)}</td>
                          <td data-label=${cache.messages}>${count(messages)}</td>
                          <td data-label=${cache.bytes}>
                            ${direction === 'encrypt' ? bytesExactly(bytes) : TEXTS.results.none}
                          </td>
                          <td data-label=${cache.age}>${duration(ageMs)}</td>
                        </tr>`,
                    )}
                  </tbody>
                </table>
                <button type="button" id="clear" @click=${this.clearCache}>${cache.clear}</button>`
        }
      </section>
      <section><strong-live-keys .list=${liveKeys}></strong-live-keys></section>`;
  }

  private renderCode() {
    const code = cacheCode(this.keyId, this.context.region, this.limits);
    return html`<section>
      <h2 id="code">${TEXTS.code.heading}</h2>
      <pre tabindex="0" role="region" aria-label=${TEXTS.code.what}><code>${code}</code></pre>
      <strong-copy .text=${code} what=${TEXTS.code.what} words=${TEXTS.code.copy}></strong-copy>
    </section>`;
  }

  private get limits(): CacheLimits {
    const { maxMessages, maxBytes, maxAgeSeconds, capacity } = this.fields;
    return { maxMessages, maxBytes, maxAgeMs: maxAgeSeconds * 1000, capacity };
  }

  private onField(name: keyof Fields, input: HTMLInputElement) {
    if (!input.reportValidity()) return;
    const value = Number.isNaN(input.valueAsNumber) ? undefined : input.valueAsNumber;
    this.fields = { ...this.fields, [name]: value };
    // A cache keeps the limits that it was created with.
    if (name !== 'count' && name !== 'tenants') this.records.clear();
    liveKeys.check();
  }

  private clearCache() {
    this.records.clear();
    liveKeys.check();
    this.operation.finish(TEXTS.cache.cleared);
    // The button is removed.
    this.renderRoot.querySelector<HTMLElement>('#cache')?.focus();
  }

  private run(direction: 'encrypt' | 'decrypt', isCached: boolean) {
    const invalid = [...this.renderRoot.querySelectorAll('input')].find((input) => !input.checkValidity());
    if (invalid) {
      // A field of closed details has no place for its error.
      invalid.closest('details')?.setAttribute('open', '');
      invalid.reportValidity();
      return undefined;
    }
    const { count: records, tenants } = this.fields;
    const { keyId, pairs, context } = this;
    const limits = isCached ? this.limits : undefined;
    const of = direction === 'encrypt' ? records : this.records.count;
    return this.operation.start(
      async (recorder, signal) => {
        if (direction === 'encrypt' && keyId === PLAYGROUND_ALIAS) await ensurePlaygroundKey(recorder, context);
        const { onProgress } = this.operation.watch(TEXTS.working[direction], of, signal);
        const report = (done: number) => onProgress?.({ bytesIn: done, bytesOut: done });
        const run =
          direction === 'encrypt'
            ? await this.records.encrypt(context, { keyId, count: records, tenants, pairs }, limits, signal, report)
            : await this.records.decrypt(context, keyId, limits, signal, report);
        this.runs = [...this.runs, run];
        this.operation.finish(TEXTS.done(direction, count(run.records), count(run.calls)));
      },
      { canceled: TEXTS.canceled },
    );
  }
}

const pairsText = (context: Readonly<Record<string, string>>) =>
  Object.entries(context)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');

declare global {
  interface HTMLElementTagNameMap {
    'strong-records-tab': StrongRecordsTab;
  }
}
