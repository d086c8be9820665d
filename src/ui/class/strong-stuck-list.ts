import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { Learner, StuckTask } from '../../class/class-reports.ts';
import { plainText } from '../page/lab-markup.ts';
import { base, stackedTables, tables } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';

const WORDS = TEXTS.reports;

/** The name of a learner, or the beginning of the key. */
export const learnerName = ({ name, keyId }: Learner): string =>
  name === undefined ? WORDS.noName(keyId.slice(0, 8)) : plainText(name);

/** What a cause means. */
export interface Explanation {
  readonly text: string;
  /** BCP 47 tag. */
  readonly language: string;
}

/** The tasks that learners are stuck in, those with most learners first. */
@customElement('strong-stuck-list')
export class StrongStuckList extends LitElement {
  static override styles = [
    base,
    tables,
    stackedTables,
    css`
      td {
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) tasks: readonly StuckTask[] = [];
  /** Number of learners. */
  @property({ attribute: false }) of = 0;
  /** What a cause means, where this browser has the lab. */
  @property({ attribute: false }) explain: (lab: string, task: string, cause: string) => Explanation | undefined = () =>
    undefined;

  override render() {
    if (this.tasks.length === 0) return html`<p>${WORDS.nobody}</p>`;
    const { stuckColumns: columns } = WORDS;
    return html`<table>
      <thead>
        <tr>
          ${Object.values(columns).map((name) => html`<th scope="col">${name}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${this.tasks.map(
          ({ lab, task, learners, causes }) =>
            html`<tr>
              <td data-label=${columns.task} dir="auto" lang=${lab.language ?? 'en'}>
                ${plainText(task.title)} <span class="soft">(${plainText(lab.id)})</span>
              </td>
              <td data-label=${columns.learners}>${WORDS.stuckCount(learners.length, this.of)}</td>
              <td data-label=${columns.names} dir="auto">${learners.map(learnerName).join(', ')}</td>
              <td data-label=${columns.causes}>
                ${causes.map(([cause, count]) => this.renderCause(lab.id, task.id, cause, count))}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>`;
  }

  private renderCause(lab: string, task: string, cause: string, count: number) {
    const found = this.explain(lab, task, cause);
    return html`<p>
      ${WORDS.cause(count)}
      <code>${plainText(cause)}</code>
      ${found ? html`<span dir="auto" lang=${found.language}>${plainText(found.text)}</span>` : nothing}
    </p>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-stuck-list': StrongStuckList;
  }
}
