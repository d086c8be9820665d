import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { consume } from '@lit/context';
import { customElement, property, query, state } from 'lit/decorators.js';
import { classWorld } from '../../class/class-file.ts';
import { createCompletionReport } from '../../class/completion-report.ts';
import { ReportSigner } from '../../services/sign-report.ts';
import { download } from '../kit/save-file.ts';
import { toast } from '../kit/toast.ts';
import type { CourseEntry, LabCourse } from '../labs/lab-course.ts';
import { labState, type LabState } from '../labs/lab-state.ts';
import { loadCourse } from '../labs/load-course.ts';
import { browserStorage } from '../page/browser-storage.ts';
import { plainText } from '../page/lab-markup.ts';
import { PAGE_CONTEXT, SWITCH_TO, type PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { DEFAULT_SANDBOX } from '../page/shown-sandbox.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './class-texts.ts';
import { JoinedClasses, type JoinedClass } from './joined-classes.ts';
import { loadResults } from './load-results.ts';
import { readReportKey } from './report-key.ts';
import '../labs/strong-lab-list.ts';
import '../page/strong-problem.ts';

const WORDS = TEXTS.joined;
const REPORT = TEXTS.report;

/** A class that was joined: its labs with progress, its sandbox, and the report of the learner. */
@customElement('strong-joined-class-panel')
export class StrongJoinedClassPanel extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      section {
        margin-top: 2rem;
        max-width: 46rem;
      }
      .row,
      .field,
      strong-lab-list {
        margin-top: 0.75rem;
      }
      pre {
        margin-block: 0.35rem 0.75rem;
        padding: 0.5rem;
        background: var(--sunken);
      }
      summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
    `,
  ];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  @property({ attribute: false }) joined!: JoinedClass;
  /** Default: that of this browser. */
  @property({ attribute: false }) course: LabCourse | undefined;

  @state() private entries: readonly CourseEntry[] = [];
  @state() private states: Readonly<Record<string, LabState>> = {};
  @state() private isLoaded = false;
  @state() private isCreating = false;
  @state() private problem: Problem | undefined;
  @query('#learner') private learner!: HTMLInputElement;

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.course ??= loadCourse(this.context.strongroom);
    if (changed.has('joined')) void this.load(this.course);
  }

  private async load(course: LabCourse) {
    const { labs } = this.joined.file;
    try {
      const known = course.entries();
      this.entries = labs.flatMap((id) => known.find((entry) => entry.id === id) ?? []);
      const found = await Promise.all(
        this.entries.map(async ({ id }) => {
          const lab = course.isStarted(id) ? await course.lab(id) : undefined;
          const progress = lab && (await course.run(lab).progress());
          return lab && progress ? [[id, labState(lab, progress)] as const] : [];
        }),
      );
      this.states = Object.fromEntries(found.flat());
      this.isLoaded = true;
    } catch (error) {
      this.problem = problemOf(error);
    }
  }

  override render() {
    const { labs } = this.joined.file;
    const missing = labs.filter((id) => !this.entries.some((entry) => entry.id === id));
    return html`${this.renderNext()}
      <section aria-labelledby="labs">
        <h2 id="labs">${WORDS.labs}</h2>
        <strong-lab-list .entries=${this.entries} .states=${this.states}></strong-lab-list>
        ${this.isLoaded ? missing.map((id) => html`<p>${WORDS.unknown(plainText(id))}</p>`) : nothing}
      </section>
      ${this.renderSandbox()} ${this.renderReport()}
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      <section>
        <button type="button" id="remove" @click=${this.onRemove}>${WORDS.remove}</button>
        <p class="soft small">${WORDS.removeEffect}</p>
      </section>`;
  }

  /** The one next action: the first lab that is not passed. */
  private renderNext() {
    if (!this.isLoaded || this.entries.length === 0) return nothing;
    const next = this.entries.find(({ id }) => this.states[id]?.isPassed !== true);
    if (!next) return html`<p class="row" id="done">${WORDS.done}</p>`;
    return html`<p class="row">
      <a class="button" id="continue" dir="auto" href=${href(['labs', next.id])}
        >${WORDS.continue(plainText(next.title), next.language)}</a
      >
    </p>`;
  }

  private renderSandbox() {
    const world = classWorld(this.joined.file.id);
    const isShown = this.context.strongroom.id === world;
    return html`<section aria-labelledby="sandbox">
      <h2 id="sandbox">${WORDS.sandbox}</h2>
      <p>${WORDS.sandboxLead(world)}</p>
      <p class="row">
        <button
          type="button"
          id="enter"
          @click=${() => SWITCH_TO.dispatch(this, { sandbox: isShown ? DEFAULT_SANDBOX : world })}
        >
          ${isShown ? WORDS.leave : WORDS.enter}
        </button>
      </p>
    </section>`;
  }

  private renderReport() {
    return html`<section aria-labelledby="report">
      <h2 id="report">${REPORT.heading}</h2>
      <p>${REPORT.lead}</p>
      <form @submit=${this.onCreate}>
        <div class="field">
          <label for="learner">${REPORT.name}</label>
          <input id="learner" maxlength="80" autocomplete="name" aria-describedby="learner-hint" />
          <span id="learner-hint" class="soft small">${REPORT.nameHint}</span>
        </div>
        <p class="row">
          <button id="create" aria-disabled=${this.isCreating ? 'true' : 'false'}>${REPORT.create}</button>
        </p>
      </form>
      ${this.renderVerify()}
    </section>`;
  }

  private renderVerify() {
    const { verify } = createCompletionReport(this.joined.file, '', [], 0);
    return html`<details>
      <summary>${REPORT.verify}</summary>
      <p>${REPORT.save(REPORT.node)}</p>
      <pre tabindex="0" role="region" aria-label=${REPORT.code('Node.js')}>${verify.node}</pre>
      <p>${REPORT.openssl}</p>
      <pre tabindex="0" role="region" aria-label=${REPORT.code('OpenSSL')}>${verify.openssl.join('\n')}</pre>
    </details>`;
  }

  private async onCreate(event: SubmitEvent) {
    event.preventDefault();
    const { course } = this;
    const { file } = this.joined;
    if (this.isCreating || !course) return;
    this.isCreating = true;
    this.problem = undefined;
    try {
      const results = await loadResults(course, file.labs);
      const name = this.learner.value.toWellFormed().slice(0, 80);
      const report = createCompletionReport(file, name, results, Date.now());
      const signed = await new ReportSigner(readReportKey).sign(report);
      const { reportFileText } = await import('../../class/read-report-file.ts');
      download(new Blob([reportFileText(signed)]), `report-${file.id}-${report.createdAt.slice(0, 10)}.json`);
      toast(this, REPORT.created);
    } catch (error) {
      this.problem = problemOf(error);
    } finally {
      this.isCreating = false;
    }
  }

  private onRemove() {
    const { id } = this.joined.file;
    new JoinedClasses(browserStorage()).remove(id);
    if (this.context.strongroom.id === classWorld(id)) SWITCH_TO.dispatch(this, { sandbox: DEFAULT_SANDBOX });
    location.hash = href(['class']);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-joined-class-panel': StrongJoinedClassPanel;
  }
}
