import { html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { PrincipalView } from '../../model/contract.ts';
import type { Decision } from '../../model/decision.ts';
import type { OperationName } from '../../model/operations.ts';
import { REGIONS } from '../../model/regions.ts';
import { SHAPES } from '../../model/shapes.ts';
import type { ApplyEvent } from '../decision/strong-fix.ts';
import type { KeyChoice } from './key-choice.ts';
import type { InputFormEvent } from './strong-input-form.ts';
import type { FactsEvent } from './strong-request-facts.ts';
import type { TimeEvent } from './strong-request-time.ts';
import type { ChooseEvent, SwitchOption } from '../kit/strong-switch.ts';
import { href } from '../page/router.ts';
import { announce } from '../kit/announce.ts';
import { applyAndAsk } from '../decision/apply-fix.ts';
import { keyFacts, type Fact } from '../decision/request-summary.ts';
import { callerOptions } from '../page/caller-options.ts';
import type { CallRecord } from '../page/call-recorder.ts';
import { decidedWords } from '../decision/decision-texts.ts';
import { keyChoices } from './load-key-choices.ts';
import { realInput } from './real-input.ts';
import { callerKind, callerWords } from '../page/principal-names.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { sampleInput } from '../decision/sample-input.ts';
import {
  ASKABLE_OPERATIONS,
  questionFrom,
  questionHref,
  namesByAlias,
  withNamedKeys,
  type Question,
} from '../decision/simulation.ts';
import { moment } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { StrongPage } from '../page/strong-page.ts';
import { WorldController } from '../page/world-controller.ts';
import type { StoreName } from '../../model/records.ts';
import { simulatorPageStyles } from './simulator-page.styles.ts';
import '../page/strong-caller-form.ts';
import '../decision/strong-decision.ts';
import './strong-input-form.ts';
import '../page/strong-problem.ts';
import './strong-real-call.ts';
import './strong-request-facts.ts';
import './strong-request-time.ts';
import '../kit/strong-switch.ts';

/** What a decision stands on. */
const DECIDING: readonly StoreName[] = [
  'keys',
  'aliases',
  'grants',
  'accounts',
  'principals',
  'groups',
  'sessions',
  'endpoints',
  'world',
];

/** How long typing pauses before the answer is announced. */
const TYPING_PAUSE_MS = 600;

/** Asks what would happen: who, which operation, which input, from where; the decision follows every change. The question stands in the address. */
@customElement('strong-simulator-page')
export class StrongSimulatorPage extends StrongPage {
  static override styles = [base, controls, simulatorPageStyles];

  @property({ attribute: false }) query = new URLSearchParams();

  @state() private question: Question | undefined;
  @state() private principals: readonly PrincipalView[] = [];
  @state() private endpoints: readonly string[] = [];
  @state() private keys: readonly KeyChoice[] = [];
  @state() private decision: Decision | undefined;
  /** The question that `decision` or `problem` answers. */
  @state() private answered: Question | undefined;
  /** Something is typed that the question does not hold yet: it cannot be read, or its field is not left. */
  @state() private edited: 'unreadable' | 'typing' | undefined;
  @state() private problem: Problem | undefined;
  @state() private busy = false;
  @state() private applied = '';
  @state() private ran: CallRecord | undefined;
  @query('strong-real-call') private real!: HTMLElement | null;

  #saying: ReturnType<typeof setTimeout> | undefined;
  /** The address that the page itself put last: coming back to it must not lose the bytes that no address holds. */
  #own = '';
  /** Of two questions under way the later one counts. */
  #turn = 0;

  constructor() {
    super();
    new WorldController(this, {
      strongroom: () => this.context.strongroom,
      stores: DECIDING,
      onChange: () => void this.lookAgain(),
    });
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    clearTimeout(this.#saying);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('query') || changed.has('context')) void this.start();
  }

  override render() {
    const { question } = this;
    return html`<h1>Simulator</h1>
      <p class="soft">
        Would it be allowed, and why? The same code decides here as for a real call, and nothing is changed or logged.
      </p>
      ${question ? this.renderQuestion(question) : html`<p class="soft">Loading…</p>`}`;
  }

  private renderQuestion(question: Question) {
    const { principal, operation, region, input, requestContext } = question;
    return html`<p class="question">
        What if
        <strong-switch
          what="principal"
          .value=${principal}
          .shown=${callerWords(principal)}
          .options=${callerOptions(this.principals, this.context.account)}
          @strong-choose=${({ detail }: ChooseEvent) => this.ask(this.named({ ...question, principal: detail.value }))}
          ><strong-somebody-form .sandbox=${this.context.strongroom.sandbox}></strong-somebody-form
        ></strong-switch>
        called
        <strong-switch
          what="operation"
          .value=${operation}
          .options=${ASKABLE_OPERATIONS.map((name): SwitchOption => ({ value: name, label: name }))}
          @strong-choose=${({ detail }: ChooseEvent) => this.chooseOperation(question, detail.value as OperationName)}
        ></strong-switch>
        in
        <strong-switch
          what="Region"
          .value=${region}
          .options=${Object.entries(REGIONS).map(([value, detail]): SwitchOption => ({ value, label: value, detail }))}
          @strong-choose=${({ detail }: ChooseEvent) => this.ask({ ...question, region: detail.value })}
        ></strong-switch
        >?
      </p>
      ${this.decision && !this.isStale ? html`<p class="short"><b>${this.decision.allowed ? 'Allowed' : 'Denied'}.</b> ${decidedWords(this.decision)}</p>` : nothing}
      <div class="two">
        <div @input=${this.onTyping} @focusout=${this.onLeave}>
          <h2>With this input</h2>
          <strong-input-form
            .operation=${operation}
            .input=${input}
            .keys=${namesByAlias(question, this.context.account) ? this.keys : this.keys.filter(({ value }) => !value.startsWith('alias/'))}
            @strong-input=${({ detail: { input: typed, typed: going } }: InputFormEvent) => this.onInput(question, typed, going)}
          ></strong-input-form>
          <strong-request-facts
            .facts=${requestContext}
            .endpoints=${this.endpoints}
            ?service=${callerKind(principal) === 'service'}
            @strong-facts=${({ detail }: FactsEvent) => this.ask({ ...question, requestContext: detail }, true)}
          ></strong-request-facts>
          <strong-request-time
            .at=${question.at}
            @strong-time=${({ detail }: TimeEvent) => this.askAt(question, detail.at)}
          ></strong-request-time>
        </div>
        <div>
          <h2>${this.isStale && this.decision ? 'The answer to the previous input' : 'The answer'}</h2>
          ${this.renderUnreadable()}
          ${
            this.problem
              ? html`${
                    this.keys.length === 0
                      ? html`<p>
                          There is no key in ${region} that ${callerWords(this.context.caller)} may list, so there is
                          little to ask about:
                          <a href=${href([])}>seal a sample file on Home</a>, or
                          <a href=${href(['keys'])}>create a key</a>.
                        </p>`
                      : nothing
                  }
                  <p>Nobody decides about this call: it fails before.</p>
                  <strong-problem
                    .problem=${this.problem}
                    .region=${region}
                    .account=${this.context.account}
                  ></strong-problem>`
              : nothing
          }
          <strong-decision
            class=${this.isStale ? 'stale' : ''}
            .decision=${this.decision}
            .facts=${this.decision ? this.factsOf(question, this.decision) : []}
            ?busy=${this.busy}
            .applied=${this.applied}
            @strong-apply=${this.onApply}
          ></strong-decision>
          ${
            this.edited === 'unreadable'
              ? nothing
              : html`<strong-real-call
                  .question=${question}
                  caller=${this.context.caller}
                  ?busy=${this.busy}
                  .ran=${this.ran}
                  @strong-run=${this.run}
                ></strong-real-call>`
          }
        </div>
      </div>`;
  }

  private factsOf(question: Question, decision: Decision): readonly Fact[] {
    return [...keyFacts(question, decision), ...(question.at ? [['Time', moment(question.at)] as const] : [])];
  }

  /** Whether the answer shown is to another question than the one on the page. */
  private get isStale(): boolean {
    return this.edited !== undefined || this.answered !== this.question;
  }

  private renderUnreadable() {
    return this.edited === 'unreadable'
      ? html`<p>The input has an error, shown at its field. There is no answer until it is corrected.</p>`
      : nothing;
  }

  private onInput(question: Question, input: Question['input'] | undefined, typed: boolean) {
    if (input) {
      this.ask({ ...question, input }, typed);
      return;
    }
    this.edited = 'unreadable';
    this.#turn += 1;
    this.decision = this.problem = this.ran = undefined;
    this.applied = '';
  }

  /** Fields that tell their value when they are left: until then the answer is not theirs. */
  private onTyping() {
    this.edited ??= 'typing';
  }

  private onLeave() {
    if (this.edited === 'typing') this.edited = undefined;
  }

  /** Reads what there is to choose from, and the question of the address; a question that the page has itself put there stays as it is, with its bytes. */
  private async start() {
    const { sandbox } = this.context.strongroom;
    const { region, caller } = this.context;
    const wanted = this.query.get('region') ?? region;
    try {
      const [principals, endpoints, keys] = await Promise.all([
        sandbox.principals.list(),
        sandbox.endpoints.list(),
        keyChoices(this.context.strongroom.kms(wanted, caller)),
      ]);
      Object.assign(this, { principals, endpoints: endpoints.map(({ id }) => id), keys });
    } catch (error) {
      this.problem = problemOf(error);
    }
    if (href(['simulator'], Object.fromEntries(this.query)) === this.#own) return;
    this.#own = '';
    const { caller: principal } = this.context;
    const asked = questionFrom(this.query, {
      principal,
      region,
      key: { id: this.keys[0]?.value ?? 'alias/playground' },
    });
    // What the address says stays as it says it; the usual key has to be one that the principal can name.
    this.question = this.query.has('input') ? asked : this.named(asked);
    this.ran = undefined;
    this.applied = '';
    await this.decide();
  }

  private async lookAgain() {
    this.principals = await this.context.strongroom.sandbox.principals.list().catch(() => this.principals);
    await this.decide();
  }

  private askAt({ at: _before, ...question }: Question, at: Date | undefined) {
    this.ask(at ? { ...question, at } : question, true);
  }

  private chooseOperation(question: Question, operation: OperationName) {
    const id = this.keyOf(question);
    const context = (question.input as { EncryptionContext?: object }).EncryptionContext;
    const keeps = context !== undefined && Object.hasOwn(SHAPES[operation], 'EncryptionContext');
    const input = {
      ...sampleInput(operation, { id }),
      ...(keeps ? { EncryptionContext: context } : {}),
    } as Question['input'];
    this.ask(this.named({ ...question, operation, input }));
  }

  private named(question: Question): Question {
    return withNamedKeys(
      question,
      this.context.account,
      (alias) => this.keys.find(({ value }) => value === alias)?.arn,
    );
  }

  private keyOf({ input }: Question): string {
    const { KeyId, DestinationKeyId, TargetKeyId } = input as {
      KeyId?: string;
      DestinationKeyId?: string;
      TargetKeyId?: string;
    };
    return KeyId ?? DestinationKeyId ?? TargetKeyId ?? this.keys[0]?.value ?? 'alias/playground';
  }

  /** Takes the question over, puts it into the address, and asks it. What is typed replaces the address: one step back leads past it. */
  private ask(question: Question, typed = false) {
    const isAnotherRegion = question.region !== this.question?.region;
    this.question = question;
    this.edited = this.ran = undefined;
    this.applied = '';
    const address = questionHref(question);
    this.#own = address;
    if (typed) history.replaceState(undefined, '', address);
    else location.hash = address;
    void (isAnotherRegion ? this.start().then(() => this.decide()) : this.decide()).then(() => this.say(typed));
  }

  /** Says the answer once the visitor has stopped typing. */
  private say(typed: boolean) {
    clearTimeout(this.#saying);
    this.#saying = setTimeout(
      () => {
        const { decision, problem } = this;
        if (this.isStale) return;
        if (decision) announce(this, `${decision.allowed ? 'Allowed' : 'Denied'}. ${decidedWords(decision)}`);
        else if (problem) announce(this, `${problem.name}. ${problem.message}`);
      },
      typed ? TYPING_PAUSE_MS : 0,
    );
  }

  private async decide() {
    const { question } = this;
    if (!question || this.edited === 'unreadable') return;
    const turn = (this.#turn += 1);
    try {
      const decision = await this.context.strongroom.sandbox.simulate(question);
      if (turn === this.#turn) Object.assign(this, { decision, problem: undefined, answered: question });
    } catch (error) {
      if (turn === this.#turn)
        Object.assign(this, { decision: undefined, problem: problemOf(error), answered: question });
    }
  }

  private async onApply({ detail: { fix } }: ApplyEvent) {
    this.busy = true;
    const outcome = await applyAndAsk(this, fix, this.context, async () => {
      await this.decide();
      return this.decision;
    });
    this.busy = false;
    if ('problem' in outcome) this.problem = outcome.problem;
    else this.applied = outcome.applied;
  }

  private async run() {
    const { question } = this;
    if (this.busy || !question) return;
    const { principal, region, requestContext, operation } = question;
    const { strongroom, caller } = this.context;
    this.busy = true;
    this.ran = undefined;
    try {
      const input = await realInput(operation, question.input, (made) => strongroom.kms(region, caller).encrypt(made));
      const start = performance.now();
      const reply = await strongroom.kms(region, principal, requestContext).call(operation, input);
      const answeredAt = performance.now();
      if (question !== this.question) return;
      this.ran = { operation, input, reply, milliseconds: answeredAt - start, answeredAt };
      announce(this, reply.ok ? `${operation} succeeded.` : `${operation} failed: ${reply.error.name}.`);
      await this.updateComplete;
      this.real?.focus();
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
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
