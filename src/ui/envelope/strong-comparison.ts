import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './comparison-texts.ts';
import { compareRuns, type ComparedFact, type FinishedRun } from './run-facts.ts';

/** The user encrypts the last file again, to compare. */
export const RUN_AGAIN = typedEvent('strong-run-again');

/** Two runs side by side: which values are equal and which differ. */
@customElement('strong-comparison')
export class StrongComparison extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      .row {
        gap: 0.75rem 1.5rem;
        margin-block: 0.75rem;
        align-items: end;
      }
      p {
        max-width: 68ch;
      }
      table {
        min-width: 44rem;
      }
      td.mono {
        overflow-wrap: anywhere;
        max-width: 18rem;
      }
      .different {
        font-weight: 600;
      }
    `,
  ];

  /** The runs of this visit, the oldest first. */
  @property({ attribute: false }) runs: readonly FinishedRun[] = [];
  /** Name of the file that can be encrypted again; empty if no file can. */
  @property() file = '';
  @property({ type: Boolean }) busy = false;

  /** The runs that the user chose, by number. Default: the last two. */
  @state() private chosen: readonly [number | undefined, number | undefined] = [undefined, undefined];
  @state() private isShort = false;

  override render() {
    const [first, second] = this.shown;
    return html`<h2 id="heading">${TEXTS.heading}</h2>
      <p class="soft">${TEXTS.lead}</p>
      ${
        this.file
          ? html`<div class="row">
              <button
                type="button"
                id="again"
                aria-disabled=${this.busy ? 'true' : 'false'}
                @click=${() => !this.busy && RUN_AGAIN.dispatch(this)}
              >
                ${TEXTS.again(this.file)}
              </button>
            </div>`
          : nothing
      }
      ${first && second ? this.renderComparison(first, second) : nothing}`;
  }

  /** The two runs that are compared. */
  private get shown(): readonly [FinishedRun | undefined, FinishedRun | undefined] {
    const find = (number: number | undefined) => this.runs.find((run) => run.number === number);
    if (this.runs.length < 2) return [undefined, undefined];
    return [find(this.chosen[0]) ?? this.runs.at(-2), find(this.chosen[1]) ?? this.runs.at(-1)];
  }

  private renderComparison(first: FinishedRun, second: FinishedRun) {
    const rows = compareRuns(first, second);
    const differences = rows.filter(({ isEqual }) => !isEqual);
    return html`<div class="row">
        ${this.renderChoice('first', TEXTS.first, first, 0)} ${this.renderChoice('second', TEXTS.second, second, 1)}
        <label class="choice"
          ><input type="checkbox" .checked=${this.isShort} @change=${() => (this.isShort = !this.isShort)} />${
            TEXTS.only
          }</label
        >
      </div>
      <p role="status">${TEXTS.done(differences.length, rows.length)}</p>
      <div class="scroll" tabindex="0" role="region" aria-labelledby="heading">
        <table>
          <thead>
            <tr>
              <th scope="col">${TEXTS.value}</th>
              <th scope="col">${TEXTS.run(first.number, first.file)}</th>
              <th scope="col">${TEXTS.run(second.number, second.file)}</th>
              <th scope="col">${TEXTS.result}</th>
            </tr>
          </thead>
          <tbody>
            ${(this.isShort ? differences : rows).map(renderFact)}
          </tbody>
        </table>
      </div>`;
  }

  private renderChoice(id: string, label: string, shown: FinishedRun, at: 0 | 1) {
    const choose = (event: Event) => {
      const number = Number((event.target as HTMLSelectElement).value);
      this.chosen = at === 0 ? [number, this.chosen[1]] : [this.chosen[0], number];
    };
    return html`<div class="field">
      <label for=${id}>${label}</label>
      <select id=${id} @change=${choose}>
        ${this.runs.map(
          (run) =>
            html`<option value=${run.number} ?selected=${run === shown}>${TEXTS.run(run.number, run.file)}</option>`,
        )}
      </select>
    </div>`;
  }
}

const renderFact = ({ name, first, second, isEqual }: ComparedFact) =>
  html`<tr>
    <th scope="row">${name}</th>
    <td class="mono">${first ?? TEXTS.missing}</td>
    <td class="mono">${second ?? TEXTS.missing}</td>
    <td class=${isEqual ? '' : 'different'}>${isEqual ? TEXTS.equal : TEXTS.different}</td>
  </tr>`;

declare global {
  interface HTMLElementTagNameMap {
    'strong-comparison': StrongComparison;
  }
}
