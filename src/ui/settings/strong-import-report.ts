import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { SEED_LISTS, type ImportReport, type SeedProblem } from '../../model/seed-document.ts';
import { count } from '../kit/format.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { describeDifference, TEXTS } from './import-texts.ts';

/** Maximum number of differences that are shown. */
const MAX_SHOWN = 200;

/** Shows why a document is refused, or what it changes in the sandbox. */
@customElement('strong-import-report')
export class StrongImportReport extends LitElement {
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
      .scroll {
        overflow-x: auto;
      }
      caption {
        text-align: start;
        font-weight: 600;
      }
      td {
        overflow-wrap: anywhere;
      }
      dl {
        display: grid;
        gap: 0.5rem;
      }
      dt {
        overflow-wrap: anywhere;
        font-weight: 600;
      }
    `,
  ];

  @property({ attribute: false }) problems: readonly SeedProblem[] = [];
  @property({ attribute: false }) report: ImportReport | undefined;

  override render() {
    return this.problems.length > 0 ? this.renderProblems() : this.report ? this.renderReport(this.report) : nothing;
  }

  private renderProblems() {
    const { refused, place, problem, whole } = TEXTS.dialog;
    return html`<p role="alert">${refused(this.problems.length)}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${problem}>
        <table>
          <thead>
            <tr>
              <th scope="col">${place}</th>
              <th scope="col">${problem}</th>
            </tr>
          </thead>
          <tbody>
            ${this.problems.map(
              ({ path, message, error }) =>
                html`<tr>
                  <td class="mono">${path.length === 0 ? whole : path.join('.')}</td>
                  <td>${error === undefined || error === 'TypeError' ? nothing : html`<b>${error}</b> `}${message}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`;
  }

  private renderReport({ added, updated, differences, calls, dryRun }: ImportReport) {
    const texts = TEXTS.dialog;
    const lists = SEED_LISTS.filter((list) => added[list] + updated[list] > 0);
    return html`${
      lists.length === 0
        ? html`<p>${texts.nothing}</p>`
        : html`<table>
            <caption>
              ${texts.changes}
            </caption>
            <thead>
              <tr>
                <th scope="col">${texts.list}</th>
                <th scope="col" class="number">${texts.added}</th>
                <th scope="col" class="number">${texts.updated}</th>
              </tr>
            </thead>
            <tbody>
              ${lists.map(
                (list) =>
                  html`<tr>
                    <th scope="row">${TEXTS.lists[list]}</th>
                    <td class="number">${count(added[list])}</td>
                    <td class="number">${count(updated[list])}</td>
                  </tr>`,
              )}
            </tbody>
          </table>`
    }
    ${dryRun ? html`<p>${texts.calls(count(calls))}</p>` : nothing}
    ${
      differences.length === 0
        ? nothing
        : html`<h3 id="differences">${dryRun ? texts.differencesAhead : texts.differences}</h3>
            ${
              differences.length > MAX_SHOWN
                ? html`<p>${texts.differenceCount(count(MAX_SHOWN), count(differences.length))}</p>`
                : nothing
            }
            <dl>
              ${differences.slice(0, MAX_SHOWN).map((difference) => {
                const [subject, text] = describeDifference(difference);
                return html`<div>
                  <dt>${subject}</dt>
                  <dd>${text}</dd>
                </div>`;
              })}
            </dl>`
    }`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-import-report': StrongImportReport;
  }
}
