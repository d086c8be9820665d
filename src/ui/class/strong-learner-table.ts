import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { LabRows, Learner, Standing, TaskRow } from '../../class/class-reports.ts';
import { moment } from '../kit/format.ts';
import type { IconName } from '../kit/strong-icon.ts';
import { plainText } from '../page/lab-markup.ts';
import { base, tables } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import { learnerName } from './strong-stuck-list.ts';
import '../kit/strong-icon.ts';

const WORDS = TEXTS.reports;

const ICONS: Readonly<Record<Standing, IconName>> = { done: 'check', shown: 'half', stuck: 'warn', open: 'clock' };

/** The learners by the tasks of one lab. A standing has a text and an icon. */
@customElement('strong-learner-table')
export class StrongLearnerTable extends LitElement {
  static override styles = [
    base,
    tables,
    css`
      th {
        min-width: 8rem;
        white-space: normal;
        vertical-align: bottom;
      }
      tbody th {
        color: var(--text);
        overflow-wrap: anywhere;
      }
      .done {
        color: var(--ok);
      }
      .stuck {
        color: var(--deny);
        font-weight: 600;
      }
      .shown {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) lab!: LabRows;
  @property({ attribute: false }) learners: readonly Learner[] = [];

  override render() {
    const { tasks, title, id, language = 'en' } = this.lab;
    const label = WORDS.table(`${plainText(id)}, ${plainText(title)}`);
    return html`<div class="scroll" tabindex="0" role="region" aria-label=${label}>
      <table>
        <thead>
          <tr>
            <th scope="col">${WORDS.learner}</th>
            ${tasks.map((task, index) => html`<th scope="col" dir="auto" lang=${language}>${index + 1}. ${plainText(task.title)}</th>`)}
          </tr>
        </thead>
        <tbody>
          ${this.learners.map((learner) => this.renderLearner(learner, tasks))}
        </tbody>
      </table>
    </div>`;
  }

  private renderLearner(learner: Learner, tasks: readonly TaskRow[]) {
    const isNamesake = this.learners.some(({ name, id }) => name === learner.name && id !== learner.id);
    return html`<tr>
      <th scope="row" dir="auto">
        ${learnerName(learner)}
        ${
          learner.name !== undefined && isNamesake
            ? html`<span class="soft">${WORDS.key(learner.keyId.slice(0, 8))}</span>`
            : nothing
        }
      </th>
      ${tasks.map(({ cells }) => this.renderCell(cells.get(learner.id)))}
    </tr>`;
  }

  private renderCell(cell: ReturnType<TaskRow['cells']['get']>) {
    if (!cell) return html`<td class="soft">${WORDS.notReported}</td>`;
    const { standing, task } = cell;
    return html`<td>
      <span class=${standing}> <strong-icon name=${ICONS[standing]}></strong-icon> ${WORDS.standings[standing]} </span>
      ${task.hints > 0 ? html`<span class="soft small">${WORDS.hints(task.hints)}</span>` : nothing}
      ${task.doneAt === undefined ? nothing : html`<span class="soft small">${moment(new Date(task.doneAt))}</span>`}
    </td>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-learner-table': StrongLearnerTable;
  }
}
