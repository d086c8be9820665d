import { LitElement, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { IconName } from '../kit/strong-icon.ts';
import { announce } from '../kit/announce.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { count } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { CollectedMaterial } from './collect-key-material.ts';
import type { Prediction } from './strong-prediction.ts';
import { styles } from './strong-attack.styles.ts';
import type { MacOf, Outcome, Proof, Verdict } from './verdict.ts';
import '../kit/strong-icon.ts';
import './strong-prediction.ts';
import '../page/strong-problem.ts';

const PREDICTIONS: readonly Prediction[] = [
  { value: 'got', label: 'It reads the bytes of every key.' },
  { value: 'wrapped', label: 'It reads the bytes of wrapped keys only.' },
  { value: 'refused', label: 'It finds the keys but cannot read their bytes.' },
  { value: 'none', label: 'It finds no keys.' },
];

/** What bytes that were obtained are called in the table of attempts. */
const OBTAINED: Readonly<Record<Exclude<Outcome, 'refused'>, string>> = {
  'no key': 'Bytes that are no key',
  wrapped: 'The bytes of a wrapped key',
  unexpected: 'Bytes that no script should get',
};

const PROOFS: Readonly<Record<Proof, string>> = {
  exported: 'the browser exported the key',
  'public key': 'its public key follows from the bytes',
  'stored key': 'the bytes act as the stored key does',
  GenerateMac: 'the bytes give the same MAC as KMS',
  'authentication tag': 'a stored blob was decrypted',
  'another secret': 'a stored blob was decrypted, and it is not the key of its record',
};

/** The order of the table: what was obtained, then the refusals. */
const ORDER: readonly Outcome[] = ['unexpected', 'wrapped', 'refused', 'no key'];

/** Attempts that ended alike. */
interface Row {
  readonly call: string;
  readonly answer: string;
  readonly outcome: Outcome;
  times: number;
}

/** Milliseconds of work between two updates of the page. */
const UPDATE_INTERVAL_MS = 50;

const nextTask = () => new Promise<void>((resolve) => setTimeout(resolve));

const plural = (number: number, one: string, many = `${one}s`) => `${count(number)} ${number === 1 ? one : many}`;

/**
 * Runs the attack on key material in front of the visitor: the same code that the tests run, on this origin's own storage. Set `macOf`, by which the
 * bytes of HMAC_224 keys are compared.
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
    return html`<p class="lead">
        A script that gets into this page can open the page’s storage, where the KMS keys are kept. This runs that
        attack now, on your own keys. It collects every CryptoKey and every stored blob, and tries to get key bytes in
        every way that WebCrypto offers. Bytes that it obtains are compared with the key and then overwritten; they are
        never shown.
      </p>
      <strong-prediction
        question="What does the attack get?"
        action="Try to steal the key"
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
        ? html`<p>
            <b>Stopped.</b>
            ${this.verdict ? 'The results cover only the attempts made so far.' : 'No attempt was made.'}
          </p>`
        : nothing;
    const { what, done, of } = progress;
    return html`<div class="row">
      <progress max=${of || 1} .value=${Math.min(done, of)} aria-label=${what}></progress>
      <span class="small">${what}: ${count(done)} of ${count(of)}</span>
      <button type="button" @click=${() => this.#stop.abort()}>Stop</button>
    </div>`;
  }

  private renderFound() {
    if (!this.collected) return nothing;
    const { records, found, refused } = this.collected;
    const keys = records.reduce((sum, record) => sum + record.keys.length, 0);
    const blobs = records.reduce((sum, record) => sum + record.blobs.length, 0);
    return html`<p>
        Found ${plural(found.keys, 'key')} and ${plural(found.blobs, 'blob')} in this origin’s storage.
        ${
          keys < found.keys || blobs < found.blobs
            ? `The attack tries a sample with at least one record of every kind: ${count(keys)} of ${plural(found.keys, 'key')} and ${count(blobs)} of ${plural(found.blobs, 'blob')}.`
            : nothing
        }
      </p>
      ${refused.length > 0 ? html`<p class="soft">Not readable in this browser: ${refused.join('; ')}</p>` : nothing}`;
  }

  private renderVerdict() {
    if (!this.verdict) return nothing;
    if (this.collected?.found.keys === 0)
      return html`<p>There was nothing to try. Encrypt a file first: that creates a key.</p>`;
    const { native, wrapped, unexpected, attempts } = this.verdict;
    const taken = unexpected.filter(({ protection }) => protection === 'native' || protection === 'access key').length;
    return html`<dl class="verdicts">
        ${this.renderLine(
          taken > 0 ? 'cross' : 'check',
          'Native',
          taken > 0 ? `Bytes of ${count(taken)} of ${count(native.tried)} obtained.` : 'Nothing obtained.',
          `${plural(native.tried, 'record')} of native key material and access keys in ${plural(attempts, 'attempt')}.`,
        )}
        ${this.renderLine(
          wrapped.obtained > 0 ? 'warn' : 'check',
          'Wrapped',
          wrapped.tried === 0
            ? 'None stored.'
            : wrapped.obtained > 0
              ? 'Obtained, as each key’s page says.'
              : 'Nothing obtained.',
          this.wrappedDetail(wrapped),
        )}
        ${this.renderLine(
          unexpected.length > 0 ? 'cross' : 'check',
          'Unexpected',
          unexpected.length > 0 ? 'Obtained bytes that no script should get. Please report this.' : 'Nothing.',
          unexpected.length > 0
            ? html`<ul>
                ${unexpected.map(
                  ({ where, call, proof }) =>
                    html`<li>
                      <span class="mono">${where}</span>: <span class="mono">${call}</span>, ${PROOFS[proof]}
                    </li>`,
                )}
              </ul>`
            : nothing,
        )}
      </dl>
      <p>
        Such a script can also use every key while it runs, native keys too. A copy of the browser profile’s files is
        another matter: <a href=${href(['settings'])}>Settings</a> says what can be read there.
      </p>`;
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
    if (tried === 0)
      return 'A key is wrapped when the browser has no native keys of its spec (ECC_SECG_P256K1, for example) or when its custody is “complete”.';
    if (obtained === 0) return `${plural(tried, 'record')} of key material tried.`;
    const compared = obtained - unproven;
    return [
      `Bytes of ${count(obtained)} of ${plural(tried, 'wrapped key')}.`,
      compared > 0
        ? `${count(compared)} compared and found equal: the public key follows from the bytes, or the bytes give the MAC that KMS gives.`
        : '',
      unproven > 0 ? `${count(unproven)} decrypted but not compared, because KMS refused GenerateMac.` : '',
    ]
      .filter(Boolean)
      .join(' ');
  }

  private renderTable() {
    const rows = this.rows.toSorted((a, b) => ORDER.indexOf(a.outcome) - ORDER.indexOf(b.outcome));
    return html`<details>
      <summary>Every attempt and what the browser answered</summary>
      <div class="scroll" tabindex="0" role="region" aria-label="What the attack tried and the browser answered">
        <table>
          <thead>
            <tr>
              <th scope="col">Tried</th>
              <th scope="col">Answer</th>
              <th scope="col" class="number">Times</th>
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
    this.progress = { what: 'Records read', done: 0, of: 0 };
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

  /** Reads, attacks and judges, with the page updated and free for input in between. Ends early, with what there is, when stopped. */
  private async work(signal: AbortSignal) {
    const [{ collectKeyMaterial }, { attack }, { Judge }] = await Promise.all([
      import('./collect-key-material.ts'),
      import('./attack.ts'),
      import('./verdict.ts'),
    ]);
    const collected = await collectKeyMaterial(
      signal,
      ({ read, of }) => (this.progress = { what: 'Records read', done: read, of }),
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
        const answer = outcome === 'refused' ? attempt.answer : OBTAINED[outcome];
        const row = rows.get(call + answer) ?? { call, answer, outcome, times: 0 };
        row.times += 1;
        rows.set(call + answer, row);
        if (performance.now() - updated < UPDATE_INTERVAL_MS) continue;
        this.progress = {
          what: 'Records attacked',
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
    if (!this.verdict) return 'Stopped before any attempt.';
    const { wrapped, unexpected } = this.verdict;
    return `${this.stopped ? 'Stopped. ' : ''}Native keys: ${unexpected.length > 0 ? 'see the results' : 'nothing obtained'}. Wrapped keys: bytes of ${wrapped.obtained} of ${wrapped.tried} obtained. Unexpected: ${unexpected.length}.`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-attack': StrongAttack;
  }
}
