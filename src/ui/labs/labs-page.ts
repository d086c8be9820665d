import { css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { keyed } from 'lit/directives/keyed.js';
import { RECORD_ID } from '../../labs/lab-file-rules.ts';
import type { Lab } from '../../labs/lab.ts';
import type { LabProgress } from '../../labs/progress.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { PAGE_TITLE } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { href } from '../page/router.ts';
import { DEFAULT_SANDBOX } from '../page/shown-sandbox.ts';
import { StrongPage } from '../page/strong-page.ts';
import { base, controls } from '../styles/shared.ts';
import { languageOf, textsOf, type CourseEntry, type LabCourse } from './lab-course.ts';
import { chooseLabLanguage, labLanguage } from '../page/lab-language.ts';
import { plainText } from '../page/lab-markup.ts';
import { labState, type LabState } from './lab-state.ts';
import { labsWords } from './labs-words.ts';
import { LAB_STARTED } from './lab-started.ts';
import { RUN_PREFIX } from './lab-store.ts';
import { recordLastLab } from './last-lab.ts';
import { loadCourse } from './load-course.ts';
import { startProblem } from './start-problem.ts';
import { renderMarkup } from '../page/render-markup.ts';
import './load-lab-dialog.ts';
import { type LANGUAGE_CHOSEN } from './strong-language-choice.ts';
import './strong-lab-list.ts';
import './strong-lab-summary.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';
import '../pictures/picture-panel.ts';

/** The labs: the list of all, one of them, or its summary. */
@customElement('strong-labs-page')
export class StrongLabsPage extends StrongPage {
  static override styles = [
    base,
    controls,
    css`
      .part {
        display: grid;
        gap: 0.25rem;
        max-width: 46rem;
        margin-top: 1.25rem;
      }
      .row,
      strong-lab-list,
      strong-load-lab-dialog {
        margin-top: 1.25rem;
      }
      ol.tasks {
        padding-left: 1.5rem;
      }
      .notes summary {
        min-height: var(--target);
        align-content: center;
        font-size: var(--t3);
        font-weight: 650;
        cursor: pointer;
      }
      .notes ul {
        display: grid;
        gap: 0.35rem;
        padding-left: 1.25rem;
      }
      @media print {
        .row,
        nav {
          display: none;
        }
      }
    `,
  ];

  /** ID of a lab. Empty: the list. */
  @property() labId = '';
  /** `summary`, or empty. */
  @property() view = '';
  /** Default: that of this browser. */
  @property({ attribute: false }) course: LabCourse | undefined;

  @state() private entries: readonly CourseEntry[] = [];
  @state() private states: Readonly<Record<string, LabState>> = {};
  @state() private lab: Lab | undefined;
  @state() private progress: LabProgress | undefined;
  @state() private isLoading = true;
  @state() private isStarting = false;
  @state() private problem: Problem | undefined;
  private loading: Promise<void> = Promise.resolve();
  private readonly inLanguage = new InLabLanguage(this, labsWords);
  @query('#restart-dialog') private restartDialog!: StrongDialog;
  @query('#remove-dialog') private removeDialog!: StrongDialog | null;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('storage', this.onStored);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('storage', this.onStored);
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.inLanguage.ready;
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    this.course ??= loadCourse(this.context.strongroom);
    if (changed.has('labId') || !this.hasUpdated) this.loading = this.load();
  }

  /** Waits for the lab, whose title is another heading than the one that is shown until then. */
  override async focusHeading(): Promise<void> {
    await this.updateComplete;
    await this.loading;
    await super.focusHeading();
  }

  private async load() {
    const { labId, course } = this;
    if (!course) return;
    if (labId === RECORD_ID) {
      PAGE_TITLE.dispatch(this, labsWords().actions.record);
      await import('./record/record-lab-page.ts').catch((error: unknown) => (this.problem = problemOf(error)));
      return;
    }
    this.isLoading = true;
    this.problem = undefined;
    try {
      this.entries = course.entries();
      if (labId === '') await this.loadStates(course);
      else await this.loadLab(course, labId);
    } catch (error) {
      this.problem = problemOf(error);
    }
    if (labId !== this.labId) return;
    this.isLoading = false;
    const title = this.lab && labId !== '' ? plainText(textsOf(this.lab).title) : labsWords().title;
    PAGE_TITLE.dispatch(this, this.view === 'summary' ? labsWords().summary.title(title) : title);
  }

  /** Another tab has started a lab, or made progress in it. */
  private readonly onStored = ({ key }: StorageEvent) => {
    const { course, labId } = this;
    if (!course || this.isStarting || !key?.startsWith(RUN_PREFIX)) return;
    if (labId === '') void this.loadStates(course).catch(() => undefined);
    else if (key === RUN_PREFIX + labId) void this.loadLab(course, labId).catch(() => undefined);
  };

  private async loadLab(course: LabCourse, id: string) {
    const lab = await course.lab(id);
    const progress = lab && (await course.run(lab).progress());
    if (id !== this.labId) return;
    this.lab = lab;
    this.progress = progress;
  }

  private async loadStates(course: LabCourse) {
    const started = this.entries.filter(({ id }) => course.isStarted(id));
    const found = await Promise.all(
      started.map(async ({ id }) => {
        const lab = await course.lab(id);
        const progress = lab && (await course.run(lab).progress());
        return lab && progress ? [[id, labState(lab, progress)] as const] : [];
      }),
    );
    this.states = Object.fromEntries(found.flat());
  }

  override render() {
    const content =
      this.labId === '' ? this.renderList() : this.labId === RECORD_ID ? this.renderRecord() : this.renderLab();
    return html`${content}
    ${this.problem ? html`<strong-problem lang="en" .problem=${this.problem}></strong-problem>` : nothing}`;
  }

  private renderList() {
    return html`<h1>${labsWords().title}</h1>
      <p class="soft">${labsWords().lead}</p>
      <strong-language-choice
        .language=${labLanguage()}
        @strong-language-chosen=${(event: EventOf<typeof LANGUAGE_CHOSEN>) => this.onLanguage(event.detail)}
      ></strong-language-choice>
      ${this.entries.length === 0 && !this.isLoading ? html`<p>${labsWords().map.empty}</p>` : nothing}
      <strong-lab-list .entries=${this.entries} .states=${this.states}></strong-lab-list>
      <p class="row"><a href=${href(['labs', RECORD_ID])}>${labsWords().actions.record}</a></p>
      <p class="part"><span>${labsWords().classes(href(['class']))}</span></p>
      <strong-load-lab-dialog @strong-lab-loaded=${() => this.load()}></strong-load-lab-dialog>`;
  }

  private onLanguage(language: string) {
    chooseLabLanguage(language);
    void this.load();
  }

  private renderRecord() {
    return html`<nav><a href=${href(['labs'])}>${labsWords().actions.allLabs}</a></nav>
      <h1>${labsWords().actions.record}</h1>
      <strong-record-lab-page .context=${this.context}></strong-record-lab-page>`;
  }

  private renderLab() {
    const { lab, labId } = this;
    const all = html`<nav><a href=${href(['labs'])}>${labsWords().actions.allLabs}</a></nav>`;
    if (this.isLoading && lab?.id !== labId)
      return html`${all}
        <h1>${labsWords().title}</h1>
        <p>${labsWords().map.loading}</p>`;
    if (!lab)
      return html`${all}
        <h1>${labsWords().lab.missing(plainText(labId))}</h1>
        <p>${labsWords().lab.missingWhy}</p>`;
    const texts = textsOf(lab);
    const language = languageOf(lab);
    if (this.view === 'summary')
      return html`${all}
        <h1 dir="auto" lang=${language}>${labsWords().summary.title(plainText(texts.title))}</h1>
        <strong-lab-summary .lab=${lab} .progress=${this.progress}></strong-lab-summary>`;
    return html`${all}
      <h1 dir="auto" lang=${language}>${plainText(texts.title)}</h1>
      <p class="soft">${labsWords().map.minutes(lab.minutes)}</p>
      <section class="part">
        <h2>${labsWords().lab.goal}</h2>
        ${renderMarkup(texts.goal, language)}
      </section>
      <section class="part">
        <h2>${labsWords().lab.start}</h2>
        ${renderMarkup(texts.start, language)}
      </section>
      ${this.renderActions(lab)}
      <p class="part">
        <span>${labsWords().lab.code(`strongroom.world('lab-${lab.id}')`, `kms/lab-${lab.id}/`)}</span>
      </p>
      <section class="part">
        <h2>${labsWords().lab.tasks}</h2>
        <ol class="tasks">
          ${lab.tasks.map(
            ({ id, isBonus }) =>
              html`<li dir="auto">
                <span lang=${language}>${plainText(texts.tasks[id]?.title ?? id)}</span>
                ${isBonus ? html`<span class="soft">(${labsWords().lab.bonus})</span>` : nothing}
              </li>`,
          )}
        </ol>
      </section>
      ${this.renderNotes(texts.instructor, language)} ${this.renderPicture(lab)} ${this.renderRestart(lab)}
      ${this.renderRemove(lab)}`;
  }

  private renderPicture(lab: Lab) {
    if (lab.picture === undefined || !this.progress || !this.course) return nothing;
    const panel = html`<strong-picture-panel
      .name=${lab.picture}
      .strongroom=${this.context.strongroom.world(this.course.run(lab).world)}
      .region=${this.context.region}
      .caption=${textsOf(lab).caption}
      .language=${languageOf(lab)}
    ></strong-picture-panel>`;
    return keyed(lab.id, panel);
  }

  private renderNotes(notes: readonly string[], language: string) {
    if (notes.length === 0) return nothing;
    return html`<details class="part notes">
      <summary>${labsWords().lab.instructor}</summary>
      <ul>
        ${notes.map((note) => html`<li>${renderMarkup(note, language)}</li>`)}
      </ul>
    </details>`;
  }

  private renderActions(lab: Lab) {
    const isShown = this.context.strongroom.id === this.course?.run(lab).world;
    if (this.isStarting) return html`<p class="row" role="status">${labsWords().actions.starting}</p>`;
    if (!this.progress)
      return html`<p class="row">
        <button type="button" class="primary" id="start" @click=${() => this.start(lab)}>
          ${labsWords().actions.start}
        </button>
      </p>`;
    return html`<p class="row">
      ${
        isShown
          ? html`<button type="button" id="leave" @click=${() => this.switchTo({ sandbox: DEFAULT_SANDBOX })}>
              ${labsWords().actions.leave}
            </button>`
          : html`<button type="button" class="primary" id="continue" @click=${() => this.enter(lab)}>
              ${labsWords().actions.continue}
            </button>`
      }
      <button type="button" id="restart" @click=${() => this.restartDialog.show()}>
        ${labsWords().actions.restart}
      </button>
      <a class="button" href=${href(['labs', lab.id, 'summary'])}>${labsWords().actions.summary}</a>
    </p>`;
  }

  private renderRestart(lab: Lab) {
    return html`<strong-dialog
      id="restart-dialog"
      heading=${labsWords().restart.heading}
      .cancel=${labsWords().actions.cancel}
    >
      <p>${labsWords().restart.effect(`lab-${lab.id}`)}</p>
      <button type="button" slot="actions" class="danger" id="restart-now" @click=${() => this.restart(lab)}>
        ${labsWords().actions.restart}
      </button>
    </strong-dialog>`;
  }

  private renderRemove({ id }: Lab) {
    if (!this.entries.some((entry) => entry.id === id && entry.isLoaded)) return nothing;
    return html`<p class="row">
        <button type="button" class="danger" id="remove" @click=${() => this.removeDialog?.show()}>
          ${labsWords().actions.remove}
        </button>
      </p>
      <strong-dialog id="remove-dialog" heading=${labsWords().remove.heading} .cancel=${labsWords().actions.cancel}>
        <p>${labsWords().remove.effect}</p>
        <button type="button" slot="actions" class="danger" id="remove-now" @click=${() => this.removeLab(id)}>
          ${labsWords().actions.remove}
        </button>
      </strong-dialog>`;
  }

  private removeLab(id: string) {
    this.course?.remove(id);
    if (this.context.strongroom.id === `lab-${id}`) this.switchTo({ sandbox: DEFAULT_SANDBOX });
    location.hash = href(['labs']);
  }

  private restart(lab: Lab) {
    this.restartDialog.close();
    return this.start(lab);
  }

  /**
   * Starts a lab in place of the progress that is shown. A start that another tab made since stands, so that two clicks
   * or two tabs make one start.
   */
  private async start(lab: Lab) {
    if (this.isStarting) return;
    this.isStarting = true;
    this.problem = undefined;
    try {
      this.progress = await this.course?.run(lab).start(this.progress ?? null);
      LAB_STARTED.dispatch(window);
      this.enter(lab);
    } catch (error) {
      this.problem = startProblem(error);
      // A start that does not end leaves a lab that is not started.
      this.progress = undefined;
    } finally {
      this.isStarting = false;
    }
  }

  private enter(lab: Lab) {
    recordLastLab({ id: lab.id, title: plainText(textsOf(lab).title), language: languageOf(lab) });
    this.switchTo({ sandbox: `lab-${lab.id}` });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-labs-page': StrongLabsPage;
  }
}
