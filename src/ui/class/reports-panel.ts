import { LitElement, css, html, nothing } from 'lit';
import { consume } from '@lit/context';
import { customElement, property, state } from 'lit/decorators.js';
import { ownMember } from '../../base/own-member.ts';
import { labRowsOf, learnersOf, stuckTasksOf, type LabRows, type Learner } from '../../class/class-reports.ts';
import type { ReportProblem, VerifiedReport } from '../../class/read-report-file.ts';
import { reportsCsv } from '../../class/reports-csv.ts';
import type { Lab } from '../../labs/lab.ts';
import { announce } from '../kit/announce.ts';
import { download } from '../kit/save-file.ts';
import type { FileEvent, FilesEvent } from '../kit/strong-file-drop.ts';
import { languageOf, textsOf } from '../labs/lab-course.ts';
import { loadCourse } from '../labs/load-course.ts';
import { translateLabRows } from './translate-lab-rows.ts';
import { plainText } from '../page/lab-markup.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import './strong-learner-table.ts';
import type { Explanation } from './strong-stuck-list.ts';
import './strong-stuck-list.ts';
import '../kit/strong-file-drop.ts';

const WORDS = TEXTS.reports;

/** Maximum number of reports at a time. */
const MAX_REPORTS = 500;

interface RefusedFile {
  readonly name: string;
  readonly problem: ReportProblem;
}

const reasonText = (problem: ReportProblem): string =>
  problem.reason === 'document-not-valid'
    ? WORDS.notValid(plainText(problem.path.map((part) => `/${part}`).join('')), plainText(problem.message))
    : WORDS.reasons[problem.reason];

/** Reads report files, verifies each, and shows learners by task. Everything stays in the page. */
@customElement('strong-reports-panel')
export class StrongReportsPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section {
        margin-top: 2rem;
      }
      strong-file-drop,
      .row {
        margin-top: 1rem;
      }
      ul {
        padding-left: 1.25rem;
        overflow-wrap: anywhere;
      }
      .refused {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--deny);
        background: var(--deny-tint);
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;

  @state() private reports: readonly VerifiedReport[] = [];
  @state() private refused: readonly RefusedFile[] = [];
  @state() private progress = '';
  /** The labs of the reports that this browser has, by ID. */
  @state() private labs: ReadonlyMap<string, Lab> = new Map();

  override render() {
    const { learners, replaced } = learnersOf(this.reports);
    const labs = labRowsOf(learners);
    return html`<p class="soft">${WORDS.lead}</p>
      <strong-file-drop
        multiple
        label=${WORDS.drop}
        action=${WORDS.choose}
        @strong-file=${({ detail: { file } }: FileEvent) => this.read([file])}
        @strong-files=${({ detail: { files } }: FilesEvent) => this.read(files.map(({ file }) => file))}
      ></strong-file-drop>
      ${this.progress === '' ? nothing : html`<p role="status">${this.progress}</p>`}
      ${this.refused.length > 0 ? this.renderRefused() : nothing}
      ${learners.length > 0 ? this.renderLearners(learners, labs, replaced) : nothing}`;
  }

  private renderRefused() {
    return html`<section class="refused" aria-labelledby="refused">
      <h2 id="refused">${WORDS.refused}</h2>
      <ul>
        ${this.refused.map(({ name, problem }) => html`<li><b>${plainText(name)}</b>: ${reasonText(problem)}</li>`)}
      </ul>
    </section>`;
  }

  private renderLearners(learners: readonly Learner[], reported: readonly LabRows[], replaced: number) {
    const labs = reported.map((lab) => translateLabRows(lab, this.labs.get(lab.id)));
    return html`<p class="row" id="count">
        ${WORDS.read(learners.length, this.refused.length)} ${replaced > 0 ? WORDS.replaced(replaced) : nothing}
      </p>
      <p class="soft small">${WORDS.limits}</p>
      <p class="row">
        <button type="button" id="csv" @click=${() => this.onCsv(reported, learners)}>${WORDS.csv}</button>
        <button type="button" id="clear" @click=${this.onClear}>${WORDS.clear}</button>
      </p>
      <section aria-labelledby="stuck">
        <h2 id="stuck">${WORDS.stuck}</h2>
        <strong-stuck-list
          .tasks=${stuckTasksOf(labs, learners)}
          .of=${learners.length}
          .explain=${this.explain}
        ></strong-stuck-list>
      </section>
      ${labs.map(
        (lab) =>
          html`<section>
            <h2 dir="auto" lang=${lab.language ?? 'en'}>${plainText(lab.id)}: ${plainText(lab.title)}</h2>
            <strong-learner-table .lab=${lab} .learners=${learners}></strong-learner-table>
          </section>`,
      )}`;
  }

  private readonly explain = (id: string, task: string, cause: string): Explanation | undefined => {
    const lab = this.labs.get(id);
    // A report is data of a stranger: `toString` can be the ID of a mistake.
    const words = lab && ownMember(textsOf(lab).tasks, task);
    const text = ownMember(words?.mistakes, cause) ?? ownMember(words?.unmet, cause);
    return lab && text !== undefined ? { text, language: languageOf(lab) } : undefined;
  };

  private async read(files: readonly File[]) {
    if (this.progress !== '') return;
    const { readReportFile } = await import('../../class/read-report-file.ts');
    const room = MAX_REPORTS - this.reports.length;
    const reports: VerifiedReport[] = [];
    const refused: RefusedFile[] = [];
    for (const [index, file] of files.slice(0, room).entries()) {
      this.progress = WORDS.reading(index + 1, files.length);
      const result = await readReportFile(file).catch((): ReportProblem => ({ reason: 'not-a-report-file' }));
      if ('reason' in result) refused.push({ name: file.name, problem: result });
      else reports.push(result);
    }
    this.reports = [...this.reports, ...reports];
    this.refused = [...this.refused, ...refused].slice(-MAX_REPORTS);
    this.progress = '';
    const said = WORDS.read(learnersOf(this.reports).learners.length, this.refused.length);
    announce(this, files.length > room ? `${said} ${WORDS.tooMany}` : said);
    await this.loadLabs();
  }

  /** Loads the labs that this browser has, to say what failed in their words. */
  private async loadLabs() {
    const course = loadCourse(this.context.strongroom);
    const ids = new Set(this.reports.flatMap(({ report }) => report.labs.map(({ id }) => id)));
    const found = await Promise.all(
      [...ids].map(async (id) => {
        const lab = await course.lab(id);
        return lab ? [[id, lab] as const] : [];
      }),
    );
    this.labs = new Map(found.flat());
  }

  private onCsv(labs: readonly LabRows[], learners: readonly Learner[]) {
    // The byte order mark tells spreadsheets that the file is UTF-8.
    download(new Blob(['\uFEFF', reportsCsv(labs, learners)]), 'class-reports.csv');
  }

  private onClear() {
    this.reports = [];
    this.refused = [];
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-reports-panel': StrongReportsPanel;
  }
}
