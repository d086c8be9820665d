import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { consume } from '@lit/context';
import { customElement, property, state } from 'lit/decorators.js';
import { ownMember } from '../../base/own-member.ts';
import type { Lab } from '../../labs/lab.ts';
import type { StartStep } from '../../labs/lab.ts';
import type { LabProgress, LabRun } from '../../labs/progress.ts';
import { announce } from '../kit/announce.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { FollowingController } from '../page/following-controller.ts';
import { InLabLanguage } from '../page/in-lab-language.ts';
import { callerTexts } from '../page/lab-caller-words.ts';
import { LAB_LANGUAGE_CHANGED } from '../page/lab-language.ts';
import { PAGE_CONTEXT, type PageContext } from '../page/page-context.ts';
import { problemOf } from '../page/problem.ts';
import { ProjectorMode } from '../page/projector-mode.ts';
import { href } from '../page/router.ts';
import { LAB_PREFIX } from '../page/shown-sandbox.ts';
import { base, controls } from '../styles/shared.ts';
import { languageOf, textsOf, type LabCourse } from './lab-course.ts';
import { doneAnnouncement } from './done-announcement.ts';
import { labsWords } from './labs-words.ts';
import { labState } from './lab-state.ts';
import { lastLab, recordLastLab } from './last-lab.ts';
import { LAB_STARTED } from './lab-started.ts';
import { isKeptInMemory, RUN_PREFIX } from './lab-store.ts';
import { loadCourse } from './load-course.ts';
import type { ANSWER } from './strong-quiz.ts';
import { RECORD_SANDBOX } from './record/record-sandbox.ts';
import type { STEP } from './strong-steps.ts';
import { panelStyles } from './task-panel.styles.ts';
import './strong-quiz.ts';
import './strong-steps.ts';
import './strong-task.ts';
import '../kit/strong-icon.ts';

/** Asks to collapse or expand the panel. */
const TOGGLE_PANEL = typedEvent('strong-toggle-panel', { bubbles: true, composed: true });

/**
 * The tasks of the lab whose sandbox is shown. Checks them after changes of the sandbox and by its button. Fires
 * `strong-toggle-panel`.
 */
@customElement('strong-task-panel')
export class StrongTaskPanel extends LitElement {
  static override styles = [base, controls, panelStyles];

  @consume({ context: PAGE_CONTEXT, subscribe: true })
  @property({ attribute: false })
  context!: PageContext;
  @property({ type: Boolean, reflect: true }) collapsed = false;
  /** Default: that of this browser. */
  @property({ attribute: false }) course: LabCourse | undefined;

  @state() private lab: Lab | undefined;
  @state() private progress: LabProgress | undefined;
  /** Whether no lab has this sandbox. */
  @state() private isMissing = false;
  /** Whether the sandbox is the one in which labs are recorded. */
  @state() private isRecording = false;
  @state() private isChecking = false;
  @state() private failure: string | undefined;
  @state() private hints: Readonly<Record<string, readonly string[]>> = {};
  @state() private solutions: Readonly<Record<string, readonly StartStep[]>> = {};
  /** The task that projector mode shows. Undefined: the first open one. */
  @state() private step: number | undefined;
  private readonly projector = new ProjectorMode(this);
  private readonly inLanguage = new InLabLanguage(this, labsWords, callerTexts);
  #run: LabRun | undefined;
  #world = '';
  #isOutdated = false;
  #checking: Promise<void> | undefined;

  constructor() {
    super();
    new FollowingController(this, { strongroom: () => this.context.strongroom, onChange: () => void this.check() });
  }

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener(LAB_STARTED.name, this.onStarted);
    addEventListener('storage', this.onStored);
    addEventListener(LAB_LANGUAGE_CHANGED.name, this.onLanguage);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener(LAB_STARTED.name, this.onStarted);
    removeEventListener('storage', this.onStored);
    removeEventListener(LAB_LANGUAGE_CHANGED.name, this.onLanguage);
  }

  protected override async scheduleUpdate(): Promise<void> {
    await this.inLanguage.ready;
    await super.scheduleUpdate();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    // The task stays when it is done, so that people see it.
    if (this.projector.isOn && this.lab && this.progress) this.step ??= firstOpen(this.lab, this.progress);
    const { id } = this.context.strongroom;
    if (!changed.has('context') || id === this.#world) return;
    this.#world = id;
    this.lab = undefined;
    this.progress = undefined;
    void this.load();
  }

  /** Reads lab and progress, and checks the tasks if the lab is started. */
  private async load() {
    const world = this.#world;
    this.#run = undefined;
    this.isMissing = false;
    this.forget();
    try {
      this.isRecording = world === RECORD_SANDBOX;
      if (this.isRecording) {
        await import('./record/record-panel.ts');
        return;
      }
      const course = (this.course ??= loadCourse(this.context.strongroom));
      const lab = await course.lab(world.slice(LAB_PREFIX.length));
      const run = lab && course.run(lab);
      const progress = await run?.progress();
      // The panel may show another lab by now.
      if (world !== this.#world) return;
      this.lab = lab;
      this.isMissing = lab === undefined;
      this.#run = run;
      this.progress = progress;
      if (progress) await this.check();
    } catch (error) {
      this.failure = problemOf(error).message;
    }
  }

  /** Forgets what belongs to one run of one lab: labs have tasks of the same IDs. */
  private forget() {
    this.hints = {};
    this.solutions = {};
    this.failure = undefined;
    this.step = undefined;
  }

  private readonly onStarted = () => void this.load();

  /** The hints that were given are in the language that was chosen before. */
  private readonly onLanguage = () => {
    this.hints = {};
    this.requestUpdate();
  };

  /** Another tab has stored progress. */
  private readonly onStored = ({ key }: StorageEvent) => {
    if (key?.startsWith(RUN_PREFIX)) void this.check();
  };

  /** Checks the tasks, again if the sandbox changes meanwhile. */
  private check(): Promise<void> {
    this.#isOutdated = true;
    this.#checking ??= this.checkUntilCurrent().finally(() => {
      this.#checking = undefined;
      // The panel shows another lab since.
      if (this.#isOutdated && this.#run) void this.check();
    });
    return this.#checking;
  }

  private async checkUntilCurrent() {
    const run = this.#run;
    if (!run) return;
    this.isChecking = true;
    try {
      while (this.#isOutdated) {
        this.#isOutdated = false;
        const before = this.progress;
        const now = await run.progress();
        if (run !== this.#run) return;
        // Another tab may have started the lab, or begun to.
        if (now?.startedAt !== before?.startedAt) this.forget();
        this.progress = now;
        if (!now) {
          this.failure = undefined;
          continue;
        }
        const { progress } = await run.check();
        if (run !== this.#run) return;
        this.progress = progress;
        this.failure = undefined;
        const isSame = before?.startedAt === progress.startedAt;
        if (this.lab && isSame) this.say(doneAnnouncement(this.lab, before, progress));
        if (this.lab && labState(this.lab, progress).isPassed && lastLab()?.id === this.lab.id)
          recordLastLab(undefined);
      }
    } catch (error) {
      if (run === this.#run) this.failure = problemOf(error).message;
    } finally {
      this.isChecking = false;
    }
  }

  override render() {
    const { lab } = this;
    const toggle = this.collapsed ? labsWords().panel.expand : labsWords().panel.collapse;
    const tasks = lab?.tasks ?? [];
    const done = tasks.filter(({ id }) => this.progress?.tasks[id]?.state === 'done').length;
    const label = this.isRecording ? labsWords().panel.recording : labsWords().panel.label;
    return html`<aside aria-label=${label}>
      <div class="head">
        <button
          type="button"
          class="toggle"
          aria-expanded=${!this.collapsed}
          aria-controls="content"
          @click=${() => TOGGLE_PANEL.dispatch(this)}
        >
          <strong-icon name=${this.collapsed ? 'collapse' : 'expand'}></strong-icon>
          <span class="unseen">${toggle}</span>
          <span class="count">${this.progress ? labsWords().panel.title(done, tasks.length) : label}</span>
        </button>
      </div>
      <div id="content" ?hidden=${this.collapsed}>
        ${lab ? this.renderLab(lab) : nothing}
        ${this.isRecording ? html`<strong-record-panel .context=${this.context}></strong-record-panel>` : nothing}
        ${this.isMissing && !this.isRecording ? html`<p>${labsWords().panel.missing(href(['labs']))}</p>` : nothing}
        ${this.failure === undefined ? nothing : html`<p role="alert" class="failure">${labsWords().panel.failed(this.failure)}</p>`}
      </div>
    </aside>`;
  }

  private renderLab(lab: Lab) {
    const texts = textsOf(lab);
    const language = languageOf(lab);
    const { progress } = this;
    const quizTexts = texts.quiz;
    const step = this.projector.isOn ? (this.step ?? 0) : undefined;
    const isOver = progress !== undefined && lab.tasks.every(({ id }) => progress.tasks[id]?.state === 'done');
    // The last task of a lab asks the question.
    const hasQuiz = step === undefined || step === lab.tasks.length - 1;
    return html`<h2 dir="auto" lang=${language}><a href=${href(['labs', lab.id])}>${texts.title}</a></h2>
      ${progress ? nothing : html`<p>${labsWords().panel.notStarted}</p>`}
      ${progress && isKeptInMemory(lab.id) ? html`<p role="note" class="failure">${labsWords().panel.notStored}</p>` : nothing}
      <details class="how">
        <summary>${labsWords().panel.how.title}</summary>
        <ul>
          ${labsWords()
            .panel.how.ways(href(['keys']), href(['simulator']), href(['directory']))
            .map((way) => html`<li>${way}</li>`)}
        </ul>
      </details>
      ${
        step === undefined
          ? nothing
          : html`<strong-steps
              .step=${step}
              .of=${lab.tasks.length}
              @strong-step=${({ detail }: EventOf<typeof STEP>) => (this.step = detail)}
            ></strong-steps>`
      }
      ${lab.tasks.map(({ id, isBonus = false }, index) => {
        const words = texts.tasks[id];
        if (!words) return nothing;
        return html`<strong-task
          ?hidden=${step !== undefined && index !== step}
          .number=${index + 1}
          .texts=${words}
          .language=${language}
          .progress=${progress?.tasks[id]}
          ?bonus=${isBonus}
          ?alone=${step !== undefined}
          .hints=${ownMember(this.hints, id) ?? []}
          .solution=${ownMember(this.solutions, id)}
          @strong-request-hint=${() => this.onHint(id)}
          @strong-request-solution=${() => this.onSolution(id)}
        ></strong-task>`;
      })}
      ${
        hasQuiz && lab.quiz && quizTexts
          ? html`<strong-quiz
              .quiz=${lab.quiz}
              .texts=${quizTexts}
              .language=${language}
              .answer=${progress?.answer}
              @strong-answer=${({ detail }: EventOf<typeof ANSWER>) => this.onAnswer(detail)}
            ></strong-quiz>`
          : nothing
      }
      <div class="foot">
        <button type="button" id="check" aria-disabled=${this.isChecking ? 'true' : 'false'} @click=${this.onCheck}>
          ${labsWords().panel.check}
        </button>
        <span class="soft small" id="state">${isOver ? labsWords().panel.passed : labsWords().panel.auto}</span>
        <a href=${href(['labs', lab.id, 'summary'])}>${labsWords().actions.summary}</a>
      </div>`;
  }

  private async onCheck() {
    const before = this.progress;
    await this.check();
    const open = Object.values(this.progress?.tasks ?? {}).filter(({ state }) => state === 'open').length;
    if (before === this.progress || doneAnnouncement(this.lab as Lab, before, this.progress) === '')
      this.say(open === 0 ? labsWords().panel.passed : labsWords().announce.open(open));
  }

  private onHint(task: string) {
    return this.act(async (run) => {
      const hint = await run.hint(task, this.lab && languageOf(this.lab));
      if (run !== this.#run) return;
      this.hints = { ...this.hints, [task]: [...(ownMember(this.hints, task) ?? this.seenHints(task)), hint] };
      this.progress = await run.progress();
      this.say(labsWords().announce.hint(hint), this.lab && languageOf(this.lab));
    });
  }

  /** Hints of an earlier visit. Which ones a mistake chose is not stored, so they are the first ones. */
  private seenHints(task: string): readonly string[] {
    const words = this.lab && textsOf(this.lab).tasks[task];
    return words?.hints.slice(0, this.progress?.tasks[task]?.hints ?? 0) ?? [];
  }

  private onSolution(task: string) {
    return this.act(async (run) => {
      const solution = await run.showSolution(task);
      if (run !== this.#run) return;
      this.solutions = { ...this.solutions, [task]: solution };
      this.progress = await run.progress();
    });
  }

  private onAnswer(answer: string) {
    return this.act(async (run) => {
      this.progress = await run.answer(this.lab?.quiz?.id ?? '', answer);
      await this.check();
    });
  }

  private async act(action: (run: LabRun) => Promise<void>) {
    if (!this.#run) return;
    this.failure = undefined;
    try {
      await action(this.#run);
    } catch (error) {
      this.failure = problemOf(error).message;
    }
  }

  private say(text: string, language?: string) {
    if (text !== '') announce(this, text, 'polite', language);
  }
}

/** Index of the first task that is neither done nor shown, or 0. */
function firstOpen({ tasks }: Lab, progress: LabProgress): number {
  const isOpen = ({ id }: Lab['tasks'][number]) => (progress.tasks[id]?.state ?? 'open') === 'open';
  return Math.max(0, tasks.findIndex(isOpen));
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-task-panel': StrongTaskPanel;
  }
}
