import { LitElement, css, html, nothing } from 'lit';
import { customElement, state } from 'lit/decorators.js';
import { announce } from '../kit/announce.ts';
import type { Attempt } from './attack.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import type { Prediction } from './strong-predict.ts';
import './strong-predict.ts';
import '../page/strong-problem.ts';

const PREDICTIONS: readonly Prediction[] = [
  { value: 'got', label: 'It gets the bytes: a script of the page may read the page’s database.' },
  { value: 'refused', label: 'It finds the keys, and the browser will not give their bytes.' },
  { value: 'none', label: 'It finds no keys at all.' },
];

/** Attempts that ended alike. */
interface Row {
  readonly call: string;
  readonly answer: string;
  times: number;
}

/** Runs the attack on key material in front of the visitor: the same code that the tests run. Uses this origin's own databases. */
@customElement('strong-theft')
export class StrongTheft extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      .result {
        display: grid;
        gap: 1rem;
        margin-top: 1rem;
      }
      .lead {
        max-width: 68ch;
        margin-bottom: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      td {
        padding-block: 0.4rem;
      }
      td:first-child {
        min-width: 14rem;
      }
      @media (max-width: 40rem) {
        thead {
          display: none;
        }
        tr {
          display: grid;
          grid-template-columns: minmax(0, 1fr) auto;
          border-bottom: 1px solid var(--line);
        }
        td {
          border: 0;
        }
        td:first-child {
          font-weight: 600;
          min-width: 0;
        }
        td:nth-child(2) {
          grid-row: 2;
          grid-column: 1 / -1;
          padding-top: 0;
        }
        td.number {
          grid-row: 1;
          grid-column: 2;
          padding-right: 0;
        }
      }
      .number {
        text-align: right;
      }
      .taken {
        color: var(--deny);
        font-weight: 700;
      }
    `,
  ];

  @state() private rows: readonly Row[] = [];
  @state() private keys = 0;
  @state() private blobs = 0;
  @state() private taken = 0;
  @state() private busy = false;
  @state() private outcome = '';
  @state() private problem: Problem | undefined;

  override render() {
    return html`<p class="lead">
        A script that got into this page can open its database, and the KMS keys lie in it. This runs that attack now,
        on your own keys: it takes every CryptoKey and every blob, and asks the browser for their bytes in each way
        there is.
      </p>
      <strong-predict
        question="What does the attack get?"
        action="Try to steal the key"
        .predictions=${PREDICTIONS}
        ?busy=${this.busy}
        .outcome=${this.outcome}
        @strong-run=${this.run}
        >${this.renderResult()}</strong-predict
      >`;
  }

  private renderResult() {
    if (this.problem) return html`<div class="result"><strong-problem .problem=${this.problem}></strong-problem></div>`;
    if (!this.outcome && this.rows.length === 0) return nothing;
    return html`<div class="result">
      <p>
        Found ${count(this.keys)} ${this.keys === 1 ? 'key' : 'keys'} and ${count(this.blobs)}
        ${this.blobs === 1 ? 'blob' : 'blobs'} in this origin’s databases. ${this.renderVerdict()}
      </p>
      ${this.rows.length > 0 ? this.renderTable() : nothing}
    </div>`;
  }

  private renderVerdict() {
    if (this.busy || !this.outcome) return 'Trying …';
    if (this.taken > 0)
      return html`<span class="taken"
        >Obtained ${count(this.taken)} times. That should not be: please report it.</span
      >`;
    if (this.keys === 0) return 'There was nothing to try. Seal a file first: that makes a key.';
    return html`<strong>No byte of a key was obtained.</strong> What such a script still can do is use the keys while it
      runs: Settings says more.`;
  }

  private renderTable() {
    return html`<div
      class="scroll"
      tabindex="0"
      role="region"
      aria-label="What the attack tried and the browser answered"
    >
      <table>
        <thead>
          <tr>
            <th scope="col">Tried</th>
            <th scope="col">The browser answered</th>
            <th scope="col" class="number">Times</th>
          </tr>
        </thead>
        <tbody>
          ${this.rows.map(
            ({ call, answer, times }) =>
              html`<tr>
                <td class="mono">${call}</td>
                <td class="mono">${answer}</td>
                <td class="number">${count(times)}</td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
  }

  private async run() {
    this.busy = true;
    this.outcome = '';
    this.problem = undefined;
    this.taken = 0;
    const rows = new Map<string, Row>();
    try {
      const { attack, plunder } = await import('./attack.ts');
      const loot = await plunder();
      this.keys = loot.keys.length;
      this.blobs = loot.blobs.length;
      for await (const attempt of attack(loot)) this.note(rows, attempt);
      this.rows = [...rows.values()];
      this.outcome = this.taken > 0 ? 'got' : this.keys > 0 ? 'refused' : 'none';
      announce(
        this,
        this.taken > 0 ? `Obtained ${this.taken} times.` : `${this.keys} keys found, no byte of a key obtained.`,
      );
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.busy = false;
    }
  }

  private note(rows: Map<string, Row>, { call, answer, obtained }: Attempt) {
    if (obtained) this.taken += 1;
    const row = rows.get(call + answer) ?? { call, answer, times: 0 };
    row.times += 1;
    rows.set(call + answer, row);
    this.rows = [...rows.values()];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-theft': StrongTheft;
  }
}
