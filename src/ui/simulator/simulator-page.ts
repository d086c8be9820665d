import { Task } from '@lit/task';
import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { yieldToEventLoop } from '../../base/yield-to-event-loop.ts';
import type { Decision, Fix } from '../../model/decision.ts';
import { isRegionName } from '../../model/regions.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { APPLY_FIX } from '../decision/strong-fix.ts';
import { defaultKey, withKeysOf, type Answer, type Choices } from './choices.ts';
import type { INPUT } from '../operation-form/strong-operation-form.ts';
import type { CHANGE_REQUEST_CONTEXT } from './strong-request-context.ts';
import type { CHANGE_TIME } from './strong-request-time.ts';
import { TEXTS } from './simulator-texts.ts';
import { skeleton, skeletonStyles } from '../kit/skeleton.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { applyAndAsk, undoAndAsk, type AppliedFix, type FixOutcome } from '../decision/apply-fix.ts';
import { keyFacts } from '../decision/request-summary.ts';
import type { CallRecord } from '../page/call-recorder.ts';
import { decidedWords } from '../decision/describe-decision.ts';
import { failureTemplate } from './failure-template.ts';
import { loadChoices } from './load-choices.ts';
import { hasWrongFact, loadQuestionFindings } from './load-question-findings.ts';
import { linkNotes, notesTemplate } from './question-notes.ts';
import { questionTemplate } from './question-template.ts';
import { realInput } from './real-input.ts';
import { callerKind } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { DECISION_STORES, questionFrom, questionHref, namesByAlias, type Question } from '../decision/simulation.ts';
import { moment } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import { simulatorPageStyles } from './simulator-page.styles.ts';
import '../decision/strong-decision.ts';
import '../operation-form/strong-operation-form.ts';
import '../page/strong-problem.ts';
import './strong-real-call.ts';
import './strong-request-context.ts';
import './strong-request-time.ts';

/** The parts of the page, from top to bottom: what is asked and the verdict, the request, the answer. */
const PARTS = 3;

/** A pause in typing after which the decision is announced. */
const TYPING_PAUSE_MS = 600;

/**
 * Simulates a call: principal, operation, input and request attributes. The decision follows every change; the URL
 * contains the question.
 */
@customElement('strong-simulator-page')
export class StrongSimulatorPage extends StrongPage {
  static override styles = [base, controls, skeletonStyles, simulatorPageStyles];

  @property({ attribute: false }) query = new URLSearchParams();

  @state() private question: Question | undefined;
  /** What of the link that was opened cannot be shown. */
  @state() private notes: readonly string[] = [];
  @state() private choices: Choices = { principals: [], endpoints: [], keys: [] };
  @state() private answer: Answer | undefined;
  /**
   * How many of PARTS are rendered. The first comes with the first decision, so that nothing moves; each other one in a
   * task of its own, so that the browser can react in between.
   */
  @state() private parts = 0;
  /** The fields hold something that the question does not: an error, or text that is still typed. */
  @state() private edited: 'unreadable' | 'typing' | undefined;
  /** Why the choices could not be loaded, or a fix not be applied. */
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @state() private applied = '';
  /** The fix that was applied last to the question shown, until it is undone. */
  @state() private done: AppliedFix | undefined;
  @state() private ran: CallRecord | undefined;
  @state() private runProblem: Problem | undefined;
  @query('strong-real-call') private real!: HTMLElement | null;

  #speaking: ReturnType<typeof setTimeout> | undefined;
  /** The next decision is announced: at once, or after a pause in typing. */
  #announces: 'now' | 'typed' | undefined;
  /** The URL that the page itself set last. The question is not read from it: it lacks the bytes. */
  #ownHref = '';
  /** The question is to be read from `opened` once the choices are loaded. */
  #isUnread = false;
  /** The URL parameters of the question that was opened. */
  @state() private opened = this.query;
  /** The Region of the keys to choose from. */
  @state() private region = '';

  readonly #loading = new Task(this, {
    args: () => [this.context, this.region, this.opened] as const,
    task: ([{ strongroom, caller }, region]) => loadChoices(strongroom, { region, caller }),
    onComplete: (choices) => {
      Object.assign(this, { choices, problem: undefined });
      this.open();
    },
    onError: (error) => {
      this.open();
      this.problem = problemOf(error);
    },
  });

  /** A question that changes before its decision comes has another decision: the task drops the earlier one. */
  readonly #deciding = new Task(this, {
    args: () => [this.context.strongroom, this.edited === 'unreadable' ? undefined : this.question] as const,
    task: async ([{ sandbox }, question], { signal }): Promise<Answer | undefined> => {
      if (!question) return undefined;
      try {
        if (!hasWrongFact(question)) return { question, decision: await sandbox.simulate(question) };
        return { question, findings: await loadQuestionFindings(sandbox, question) };
      } catch (error) {
        // Only a call that fails can have an error in its principal or Region.
        const findings = await loadQuestionFindings(sandbox, question).catch(() => []);
        signal.throwIfAborted();
        return findings.length > 0 ? { question, findings } : { question, problem: problemOf(error) };
      }
    },
    onComplete: (answer) => this.show(answer),
  });

  /** Captures, so that a field that reports each keystroke clears it again. */
  readonly #onTyping = { handleEvent: () => void (this.edited ??= 'typing'), capture: true };

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: DECISION_STORES,
      onChange: () => void this.refresh(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#speaking);
    this.#loading.abort();
    this.#deciding.abort();
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    const isOwn = changed.has('query')
      ? href(['simulator'], Object.fromEntries(this.query)) === this.#ownHref
      : !changed.has('context') || this.#ownHref !== '';
    if (isOwn) return;
    [this.#ownHref, this.#isUnread] = ['', true];
    this.opened = this.query;
    const region = this.query.get('region') ?? '';
    this.region = isRegionName(region) ? region : this.context.region;
  }

  override render() {
    const { question } = this;
    return html`<h1>${TEXTS.title}</h1>
      <p class="soft">${TEXTS.intro}</p>
      ${question && this.parts > 0 ? this.renderQuestion(question) : skeleton('form', 4)}`;
  }

  private renderQuestion(question: Question) {
    const { decision } = this;
    return html`${questionTemplate(question, this.choices, this.context, (asked) => this.ask(asked))}
      ${notesTemplate(this.notes, this.findings)}
      ${
        decision && !this.isStale
          ? html`<p class="short">${TEXTS.verdict(decision.allowed, decidedWords(decision))}</p>`
          : nothing
      }
      <div class="two">
        ${this.parts > 1 ? this.renderRequest(question) : nothing}
        ${this.parts > 2 ? html`<div>${this.renderAnswer(question)}</div>` : nothing}
      </div>`;
  }

  private renderRequest(question: Question) {
    const { principal, operation, input, requestContext } = question;
    const { keys } = this.choices;
    return html`<div @input=${this.#onTyping} @focusout=${this.onLeave}>
      <h2>${TEXTS.request}</h2>
      <strong-operation-form
        region=${question.region}
        jsonHint=${TEXTS.jsonHint}
        .operation=${operation}
        .input=${input}
        .keys=${namesByAlias(question, this.context.account) ? keys : keys.filter(({ value }) => !value.startsWith('alias/'))}
        @strong-input=${({ detail }: EventOf<typeof INPUT>) => this.onInput(question, detail.input, detail.typed)}
      ></strong-operation-form>
      <strong-request-context
        .values=${requestContext}
        .endpoints=${this.choices.endpoints}
        ?service=${callerKind(principal) === 'service'}
        @strong-facts=${({ detail }: EventOf<typeof CHANGE_REQUEST_CONTEXT>) => this.ask({ ...question, requestContext: detail }, true)}
      ></strong-request-context>
      <strong-request-time
        .at=${question.at}
        @strong-time=${({ detail }: EventOf<typeof CHANGE_TIME>) => this.askAt(question, detail.at)}
      ></strong-request-time>
    </div>`;
  }

  private renderAnswer(question: Question) {
    const { decision, problem } = this;
    const isWrong = this.edited === 'unreadable' || this.findings.length > 0;
    const failure = this.answer && 'problem' in this.answer ? this.answer.problem : undefined;
    return html`<h2>${this.isStale && decision ? TEXTS.previousDecision : TEXTS.decision}</h2>
      ${isWrong ? html`<p class="unreadable">${TEXTS.unreadable}</p>` : nothing}
      ${problem ? html`<strong-problem .problem=${problem}></strong-problem>` : nothing}
      ${failure ? failureTemplate(failure, [question.region, this.region], this.choices, this.context, this.isStale) : nothing}
      <strong-decision
        class=${this.isStale ? 'stale' : ''}
        .decision=${decision}
        .facts=${decision ? [...keyFacts(decision), ...(question.at ? [[TEXTS.time, moment(question.at)] as const] : [])] : []}
        ?busy=${this.busy}
        .applied=${this.applied}
        ?undoable=${this.done !== undefined}
        @strong-apply=${({ detail }: EventOf<typeof APPLY_FIX>) => this.settle(applyAndAsk(this, detail.fix, this.context, (input) => this.askAgain(input)))}
        @strong-undo-fix=${() => this.done && this.settle(undoAndAsk(this, this.done, this.context, () => this.askAgain()))}
      ></strong-decision>
      ${
        isWrong
          ? nothing
          : html`<strong-real-call
              .question=${question}
              caller=${this.context.caller}
              ?busy=${this.busy}
              .ran=${this.ran}
              .problem=${this.runProblem}
              @strong-run=${this.run}
            ></strong-real-call>`
      }`;
  }

  private get decision(): Decision | undefined {
    return this.answer && 'decision' in this.answer ? this.answer.decision : undefined;
  }

  /** Errors of the principal, the Region and the request attributes. */
  private get findings(): readonly string[] {
    return this.answer && 'findings' in this.answer && this.answer.question === this.question
      ? this.answer.findings
      : [];
  }

  /** Whether the answer shown is to another question than the one on the page. */
  private get isStale(): boolean {
    return this.edited !== undefined || this.answer?.question !== this.question;
  }

  private onInput(question: Question, input: Question['input'] | undefined, typed: boolean) {
    if (input) {
      this.ask({ ...question, input }, typed);
      return;
    }
    this.edited = 'unreadable';
    this.forgetOutcome();
    this.answer = undefined;
  }

  /** What was applied to and run with an earlier question is not shown with another one. */
  private forgetOutcome() {
    this.ran = this.runProblem = this.problem = this.done = undefined;
    this.applied = '';
  }

  /** Some fields report their value only when they are left: until then the decision is not about it. */
  private onLeave() {
    if (this.edited === 'typing') this.edited = undefined;
  }

  /** Reads the question of the URL that was opened, once. */
  private open() {
    if (!this.#isUnread) return;
    this.#isUnread = false;
    const { caller: principal, region } = this.context;
    const asked = questionFrom(this.opened, { principal, region, key: { id: defaultKey(this.choices.keys) } });
    // The input of a URL stays as it is; the default key must be one that the principal can name.
    this.question = this.opened.has('input') ? asked : withKeysOf(asked, this.choices.keys, this.context.account);
    this.notes = linkNotes(this.opened);
    this.edited = undefined;
    this.forgetOutcome();
  }

  /** Evaluates the same question again after a change of the sandbox. */
  private async refresh() {
    const { choices } = this;
    const principals = await this.context.strongroom.sandbox.principals.list().catch(() => choices.principals);
    this.choices = { ...this.choices, principals };
    await this.#deciding.run();
  }

  private askAt({ at: _before, ...question }: Question, at: Date | undefined) {
    this.ask(at ? { ...question, at } : question, true);
  }

  /** Asks a question and puts it into the URL. A typed question replaces the URL, so that one step back leaves it. */
  private ask(question: Question, typed = false) {
    this.question = question;
    this.notes = [];
    // Keys of what is no Region cannot be loaded.
    if (isRegionName(question.region)) this.region = question.region;
    this.edited = undefined;
    this.forgetOutcome();
    this.#ownHref = questionHref(question);
    if (typed) history.replaceState(history.state, '', this.#ownHref);
    else location.hash = this.#ownHref;
    this.#announces = typed ? 'typed' : 'now';
  }

  /** Shows an answer, and announces it if its question was asked on this page. */
  private show(answer: Answer | undefined) {
    this.answer = answer;
    if (answer !== undefined && this.parts === 0) void this.renderParts();
    const when = this.#announces;
    this.#announces = undefined;
    if (when === undefined) return;
    clearTimeout(this.#speaking);
    const speak = () => {
      if (!answer || answer !== this.answer || this.isStale) return;
      if ('problem' in answer) announce(this, TEXTS.spokenProblem(answer.problem.name, answer.problem.message));
      else if ('decision' in answer)
        announce(this, TEXTS.spokenVerdict(answer.decision.allowed, decidedWords(answer.decision)));
    };
    this.#speaking = setTimeout(speak, when === 'typed' ? TYPING_PAUSE_MS : 0);
  }

  private async renderParts() {
    while (this.parts < PARTS) {
      this.parts += 1;
      await this.updateComplete;
      await yieldToEventLoop();
    }
  }

  private async settle(pending: Promise<FixOutcome>) {
    this.busy = true;
    const outcome = await pending;
    this.busy = false;
    this.problem = 'problem' in outcome ? outcome.problem : undefined;
    if (!('problem' in outcome)) ({ applied: this.applied, done: this.done } = outcome);
    else if (outcome.standing) ({ says: this.applied } = this.done = outcome.standing);
  }

  /** Evaluates the question again, with other input members if there are any. */
  private async askAgain(input?: Fix['input']): Promise<Decision | undefined> {
    const { question } = this;
    if (input && question) {
      this.ask({ ...question, input: { ...question.input, ...input } });
      // The outcome is announced together with the change.
      this.#announces = undefined;
    }
    await this.#deciding.run();
    return this.decision;
  }

  private async run() {
    const { question } = this;
    if (this.busy || !question) return;
    const { principal, region, requestContext, operation } = question;
    const { strongroom, caller } = this.context;
    this.busy = true;
    this.ran = this.runProblem = undefined;
    try {
      const input = await realInput(operation, question.input, (made) => strongroom.kms(region, caller).encrypt(made));
      const start = performance.now();
      const reply = await strongroom.kms(region, principal, requestContext).call(operation, input);
      const answeredAt = performance.now();
      if (question !== this.question) return;
      this.ran = { operation, input, reply, milliseconds: answeredAt - start, answeredAt };
      const { succeeded, failed } = TEXTS.run;
      announce(this, reply.ok ? succeeded(operation) : failed(operation, reply.error.name));
      await this.updateComplete;
      this.real?.focus();
    } catch (error) {
      if (question !== this.question) return;
      this.runProblem = problemOf(error);
      announce(this, this.runProblem.message, 'assertive');
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-simulator-page': StrongSimulatorPage;
  }
}
