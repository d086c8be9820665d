import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { IconName } from '../kit/strong-icon.ts';
import { announce } from '../kit/announce.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { count } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './attack-texts.ts';
import type { CollectedMaterial } from './collect-key-material.ts';
import type { Prediction } from './strong-prediction.ts';
import { styles } from './strong-attack.styles.ts';
import type { MacOf, Outcome, Verdict } from './verdict.ts';
import '../kit/strong-icon.ts';
import './strong-prediction.ts';
import '../page/strong-problem.ts';

const PREDICTIONS: readonly Prediction[] = [
  { value: 'got', label: TEXTS.predictions.got },
  { value: 'wrapped', label: TEXTS.predictions.wrapped },
  { value: 'refused', label: TEXTS.predictions.refused },
  { value: 'none', label: TEXTS.predictions.none },
];

/** Order of the table: first what was obtained. */
const ORDER: readonly Outcome[] = ['unexpected', 'wrapped', 'refused', 'no key'];

/** Attempts with the same call and the same response. */
interface Row {
  readonly call: string;
  readonly answer: string;
  readonly outcome: Outcome;
  times: number;
}

/** Time between two updates of the page. */
const UPDATE_INTERVAL_MS = 50;

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

/**
 * Runs the attack on key material in the storage of this origin, with the code that the tests run, and shows the
 * results. `macOf` returns the MACs with which the bytes of HMAC_224 keys are compared.
 */
@customElement('strong-attack')
export class StrongAttack extends LitElement {
  static override styles = [base, controls, tables, styles];

  @property({ attribute: false }) macOf: MacOf = () => Promise.resolve(undefined);

  @state() private rows: readonly Row[] = [];
  @state() private collected: CollectedMaterial | undefined;
  @state() private verdict: Verdict | undefined;
  @state() private progress: { readonly what: string; readonly done: number; readonly of: number } | undefined;
  @state() private outcome = '';
  @state() private stopped = false;
  @state() private problem: Problem | undefined;
  #stop = new AbortController();

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#stop.abort();
  }

  override render() {
    return html`<p class="lead">${TEXTS.lead}</p>
      <strong-prediction
        question=${TEXTS.question}
        action=${TEXTS.action}
        .predictions=${PREDICTIONS}
        ?busy=${this.progress !== undefined}
        .outcome=${this.outcome}
        @strong-run=${this.run}
        >${this.renderResult()}</strong-prediction
      >`;
  }

  private renderResult() {
    if (this.problem) return html`<div class="result"><strong-problem .problem=${this.problem}></strong-problem></div>`;
    if (!this.progress && !this.verdict && !this.stopped) return nothing;
    return html`<div class="result">
      ${this.renderProgress()} ${this.renderFound()} ${this.progress ? nothing : this.renderVerdict()}
      ${this.rows.length > 0 ? this.renderTable() : nothing}
    </div>`;
  }

  private renderProgress() {
    const { progress } = this;
    if (!progress)
      return this.stopped
        ? html`<p id="stopped">${this.verdict ? TEXTS.progress.stopped : TEXTS.progress.stoppedEarly}</p>`
        : nothing;
    const { what, done, of } = progress;
    return html`<div class="row">
      <progress max=${of || 1} .value=${Math.min(done, of)} aria-label=${what}></progress>
      <span class="small">${TEXTS.progress.doneOf(what, count(done), count(of))}</span>
      <button type="button" @click=${() => this.#stop.abort()}>${TEXTS.progress.stop}</button>
    </div>`;
  }

  private renderFound() {
    if (!this.collected) return nothing;
    const { records, found, refused } = this.collected;
    const keys = records.reduce((sum, record) => sum + record.keys.length, 0);
    const blobs = records.reduce((sum, record) => sum + record.blobs.length, 0);
    return html`<p>
        ${TEXTS.found(found.keys, found.blobs)}
        ${keys < found.keys || blobs < found.blobs ? TEXTS.sample(keys, found.keys, blobs, found.blobs) : nothing}
      </p>
      ${refused.length > 0 ? html`<p class="soft">${TEXTS.notReadable(refused.join('; '))}</p>` : nothing}`;
  }

  private renderVerdict() {
    if (!this.verdict) return nothing;
    if (this.collected?.found.keys === 0) return html`<p id="no-keys">${TEXTS.noKeys}</p>`;
    const { native, wrapped, unexpected, attempts } = this.verdict;
    const taken = unexpected.filter(({ protection }) => protection === 'native' || protection === 'access key').length;
    return html`<dl class="verdicts">
        ${this.renderLine(
          taken > 0 ? 'cross' : 'check',
          TEXTS.verdict.native,
          taken > 0 ? TEXTS.verdict.bytesOf(taken, native.tried) : TEXTS.verdict.nothingObtained,
          TEXTS.verdict.nativeDetail(native.tried, attempts),
        )}
        ${this.renderLine(
          wrapped.obtained > 0 ? 'warn' : 'check',
          TEXTS.verdict.wrapped,
          wrapped.tried === 0
            ? TEXTS.verdict.noneStored
            : wrapped.obtained > 0
              ? TEXTS.verdict.wrappedObtained
              : TEXTS.verdict.nothingObtained,
          this.wrappedDetail(wrapped),
        )}
        ${this.renderLine(
          unexpected.length > 0 ? 'cross' : 'check',
          TEXTS.verdict.unexpected,
          unexpected.length > 0 ? TEXTS.verdict.unexpectedObtained : TEXTS.verdict.nothing,
          unexpected.length > 0
            ? html`<ul>
                ${unexpected.map(({ where, call, proof }) => html`<li>${TEXTS.verdict.surprise(where, call, proof)}</li>`)}
              </ul>`
            : nothing,
        )}
      </dl>
      <p>${TEXTS.verdict.limits(href(['settings']))}</p>`;
  }

  private renderLine(icon: IconName, name: string, result: string, detail: unknown) {
    return html`<div class=${icon}>
      <dt><strong-icon name=${icon}></strong-icon>${name}</dt>
      <dd>
        <b>${result}</b>
        <span class="soft">${detail}</span>
      </dd>
    </div>`;
  }

  private wrappedDetail({ tried, obtained, unproven }: Verdict['wrapped']): string {
    if (tried === 0) return TEXTS.verdict.wrappedNone;
    if (obtained === 0) return TEXTS.verdict.wrappedTried(tried);
    const compared = obtained - unproven;
    return [
      TEXTS.verdict.wrappedBytes(obtained, tried),
      compared > 0 ? TEXTS.verdict.compared(compared) : '',
      unproven > 0 ? TEXTS.verdict.notCompared(unproven) : '',
    ]
      .filter(Boolean)
      .join(' ');
  }

  private renderTable() {
    const rows = this.rows.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
    return html`<details>
      <summary>${TEXTS.table.summary}</summary>
      <div class="scroll" tabindex="0" role="region" aria-label=${TEXTS.table.label}>
        <table>
          <thead>
            <tr>
              <th scope="col">${TEXTS.table.attempt}</th>
              <th scope="col">${TEXTS.table.response}</th>
              <th scope="col" class="number">${TEXTS.table.count}</th>
            </tr>
          </thead>
          <tbody>
            ${rows.map(
              ({ call, answer, outcome, times }) =>
                html`<tr>
                  <td class="mono">${call}</td>
                  <td class=${outcome === 'refused' ? 'mono' : outcome === 'unexpected' ? 'taken' : ''}>${answer}</td>
                  <td class="number">${count(times)}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </details>`;
  }

  private async run() {
    const { signal } = (this.#stop = new AbortController());
    this.outcome = '';
    this.stopped = false;
    this.problem = this.verdict = this.collected = undefined;
    this.rows = [];
    this.progress = { what: TEXTS.progress.read, done: 0, of: 0 };
    try {
      await this.work(signal);
    } catch (error) {
      if (!signal.aborted) this.problem = problemOf(error);
    } finally {
      this.stopped = signal.aborted;
      this.progress = undefined;
      announce(this, this.summary(), this.problem ? 'assertive' : 'polite');
    }
  }

  /** Collects, attacks and judges, and yields to the page in between. When stopped, it ends with the results so far. */
  private async work(signal: AbortSignal) {
    const [{ collectKeyMaterial }, { attack }, { Judge }] = await Promise.all([
      import('./collect-key-material.ts'),
      import('./attack.ts'),
      import('./verdict.ts'),
    ]);
    const collected = await collectKeyMaterial(
      signal,
      ({ read, of }) => (this.progress = { what: TEXTS.progress.read, done: read, of }),
    );
    this.collected = collected;
    const judge = new Judge(collected, this.macOf);
    const rows = new Map<string, Row>();
    let updated = performance.now();
    try {
      for await (const attempt of attack(collected)) {
        if (signal.aborted) break;
        const outcome = await judge.judge(attempt);
        const { call } = attempt;
        const answer = outcome === 'refused' ? attempt.answer : TEXTS.obtained[outcome];
        const row = rows.get(call + answer) ?? { call, answer, outcome, times: 0 };
        row.times += 1;
        rows.set(call + answer, row);
        if (performance.now() - updated < UPDATE_INTERVAL_MS) continue;
        this.progress = {
          what: TEXTS.progress.attacked,
          done: collected.records.indexOf(attempt.target),
          of: collected.records.length,
        };
        this.rows = [...rows.values()];
        await nextTask();
        updated = performance.now();
      }
    } finally {
      judge.forget();
    }
    this.rows = [...rows.values()];
    this.verdict = judge.verdict;
    if (!signal.aborted) this.outcome = this.outcomeOf(judge.verdict, collected);
  }

  private outcomeOf({ wrapped, unexpected }: Verdict, { found }: CollectedMaterial): string {
    if (unexpected.length > 0) return 'got';
    if (wrapped.obtained > 0) return 'wrapped';
    return found.keys > 0 ? 'refused' : 'none';
  }

  private summary(): string {
    if (this.problem) return this.problem.message;
    if (!this.verdict) return TEXTS.announcement.stoppedEarly;
    const results = TEXTS.announcement.finished(this.verdict);
    return this.stopped ? TEXTS.announcement.stopped(results) : results;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-attack': StrongAttack;
  }
}
