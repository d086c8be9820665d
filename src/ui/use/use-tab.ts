import { css, html, nothing } from 'lit';
import { keyed } from 'lit/directives/keyed.js';
import { customElement, query, state } from 'lit/decorators.js';
import { equalBytes, type Bytes } from '../../base/bytes.ts';
import type { CustodyView } from '../../model/contract.ts';
import { href, routeOf } from '../page/router.ts';
import { aliasesInUse } from '../page/aliases-in-use.ts';
import { announce } from '../kit/announce.ts';
import { causeOfRefusal, keepCiphertexts } from '../page/ciphertext-cause.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { needsBareKey } from '../page/custody.ts';
import { pemOf } from '../kit/pem.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { lengthOf } from '../operation-form/byte-entry.ts';
import { codeOf } from './use-code.ts';
import { inWords, isCustodyRefusal } from './use-error-texts.ts';
import { filled, type UseOutcome } from './use-next.ts';
import { stateRefusal, usesElsewhere, usesOf } from './use-of-key.ts';
import { USES } from './use-operations.ts';
import { canPeer, makePeer, type Peer } from './use-peer.ts';
import type { UseOperation, UseRow } from './use-row.ts';
import { sendingsOf } from './use-sending.ts';
import { firstValues, inputOf, mostBytes, type UseInput, type UseValues } from './use-values.ts';
import { stateWords } from '../kit/format.ts';
import { TEXTS } from './use-texts.ts';
import type { EventOf } from '../kit/typed-event.ts';
import type { NEXT } from './strong-use-answer.ts';
import type { StrongUseForm, VALUES } from './strong-use-form.ts';
import type { CHOOSE_USE } from './strong-use-list.ts';
import { StrongKeyTab } from '../page/strong-key-tab.ts';
import '../page/strong-call.ts';
import '../kit/strong-progress.ts';
import '../page/strong-snippet.ts';
import './strong-use-answer.ts';
import './strong-use-form.ts';
import './strong-use-list.ts';

/** The state of the form of one operation. */
interface Work {
  readonly values: UseValues;
  /** The values that `outcome` or `problem` is the answer to. */
  readonly sent?: UseValues;
  readonly outcome?: UseOutcome;
  readonly problem?: Problem;
  /** Why the ciphertext could not be decrypted, where the page knows it. */
  readonly cause?: string;
  readonly calls: readonly CallRecord[];
}

/** The operations that the key supports: the form, the call as code, the answer, and the operations that can use it. */
@customElement('strong-key-use-tab')
export class StrongKeyUseTab extends StrongKeyTab {
  static override styles = [
    ...StrongKeyTab.styles,
    css`
      .use {
        display: grid;
        grid-template-columns: 16rem minmax(0, 1fr);
        gap: 1.25rem 2.5rem;
        width: 100%;
      }
      h2:focus {
        outline: none;
      }
      .work {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        align-content: start;
        min-width: 0;
      }
      strong-progress {
        flex: 1 1 24rem;
      }
      .refused {
        padding: 0.6rem 0.9rem;
        border-left: 4px solid var(--warn);
        background: var(--raised);
      }
      .outcome {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.25rem;
        /* The bar at the bottom of a narrow page covers content. */
        scroll-margin-block: 1rem 5rem;
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
      .not {
        width: 100%;
        border-top: 1px solid var(--line);
      }
      .not li {
        margin: 0.4rem 0 0.4rem 1.2rem;
      }
      @container (max-width: 43.4rem) {
        .use {
          grid-template-columns: minmax(0, 1fr);
        }
      }
    `,
  ];

  protected override readonly shape = 'form';

  @state() private operation = '';
  @state() private works: Readonly<Partial<Record<UseOperation, Work>>> = {};
  @state() private names: readonly string[] = [];
  @state() private custody: CustodyView | undefined;
  @state() private busy: AbortController | undefined;
  @state() private progress: { readonly done: number; readonly of: number } | undefined;
  @state() private peer: Peer | undefined;
  @state() private peerHasTheSame: boolean | undefined;

  @query('.outcome') private shown!: HTMLElement | null;
  @query('strong-use-form') private form!: StrongUseForm;

  override connectedCallback(): void {
    super.connectedCallback();
    addEventListener('hashchange', this.onNavigate);
    this.onNavigate();
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    removeEventListener('hashchange', this.onNavigate);
    this.busy?.abort();
  }

  protected override async load() {
    const { strongroom, kms } = this.context;
    const [custody, aliases] = await Promise.all([
      strongroom.sandbox.custody.get(this.key.Arn),
      kms.call('ListAliases', { Limit: 100 }),
    ]);
    return () => {
      this.custody = custody;
      this.names = aliases.ok ? aliasesInUse(aliases.output) : [];
    };
  }

  protected override renderContent() {
    const uses = usesOf(this.key);
    const use = uses.find(({ operation }) => operation === this.operation) ?? uses[0];
    if (!use) return html`<p>${TEXTS.noOperations}</p>`;
    return html`<div class="use">
        <strong-use-list
          .links=${uses.map(({ operation }) => ({ operation, href: this.address(operation) }))}
          current=${use.operation}
          @strong-choose=${({ detail }: EventOf<typeof CHOOSE_USE>) => (location.hash = detail.href)}
        ></strong-use-list>
        <div class="work">${this.renderWork(use, uses)}</div>
      </div>
      ${this.renderElsewhere()}`;
  }

  private renderWork(use: UseRow, uses: readonly UseRow[]) {
    const { values, sent, outcome, problem, calls } = this.workOf(use);
    return html`<div>
        <h2 tabindex="-1">${use.operation}</h2>
        <p class="soft">${use.says}</p>
      </div>
      ${this.renderRefusal(use)} ${keyed(use.operation, this.renderForm(use, values))}
      ${
        problem || outcome
          ? html`<div class="outcome">
              ${sent !== values ? html`<p role="status">${TEXTS.inputChanged}</p>` : nothing}
              ${problem ? this.renderProblem(use, problem) : nothing}
              ${outcome ? keyed(use.operation, this.renderOutcome(use, uses, outcome)) : nothing}
              <div>${calls.map((call) => html`<strong-call .call=${call}></strong-call>`)}</div>
            </div>`
          : nothing
      }
      <details>
        <summary>${TEXTS.code}</summary>
        <strong-snippet
          .code=${codeOf(use, this.key, values, this.context.region)}
          ?busy=${this.busy !== undefined}
          @strong-run=${() => this.form.send()}
        ></strong-snippet>
      </details>`;
  }

  private renderForm(use: UseRow, values: UseValues) {
    const { progress } = this;
    return html`<strong-use-form
      .use=${use}
      .key=${this.key}
      .values=${values}
      .names=${this.names}
      .noDigest=${use.operation === 'Sign' ? this.noDigest : ''}
      ?canPeer=${canPeer(this.key.KeySpec)}
      ?busy=${this.busy !== undefined}
      @strong-values=${({ detail }: EventOf<typeof VALUES>) => this.change(use, detail.values)}
      @strong-call=${() => this.call(use)}
      @strong-peer=${() => this.makePeer(use)}
    >
      ${
        progress
          ? html`<strong-progress
              what=${TEXTS.computingDigest}
              .done=${progress.done}
              .of=${progress.of}
              @strong-cancel=${() => this.busy?.abort()}
            ></strong-progress>`
          : nothing
      }
    </strong-use-form>`;
  }

  private renderOutcome(use: UseRow, uses: readonly UseRow[], outcome: UseOutcome) {
    const outcomes = Object.fromEntries(Object.entries(this.works).map(([name, work]) => [name, work.outcome]));
    // The ciphertext of another key, as ReEncrypt may return it, is not for this key.
    const ours = outcome.output.KeyId === this.key.Arn;
    return html`<strong-use-answer
      .use=${use}
      .outcome=${outcome}
      .outcomes=${outcomes}
      .offered=${ours ? uses.map(({ operation }) => operation) : []}
      .peerHasTheSame=${this.peerHasTheSame}
      @strong-next=${this.onNext}
    ></strong-use-answer>`;
  }

  private renderProblem(use: UseRow, problem: Problem) {
    const { values, cause = '' } = this.workOf(use);
    if (!isCustodyRefusal(problem)) return html`<strong-problem .problem=${problem} .cause=${cause}></strong-problem>`;
    const message = values.bytes.Message;
    const raw =
      values.way === 'made' &&
      sendingsOf(values.texts.SigningAlgorithm ?? '').some(({ way }) => way === 'raw') &&
      message !== undefined &&
      (lengthOf(message) ?? Infinity) <= mostBytes(use, 'Message');
    return html`<strong-problem .problem=${problem}>
      <div class="row">
        ${raw ? html`<button type="button" @click=${() => this.sendRaw(use, values)}>${TEXTS.sendRaw}</button>` : nothing}
        <a class="button" href=${href(['keys'])}>${TEXTS.goToKeys}</a>
      </div>
    </strong-problem>`;
  }

  /** The error that the key state causes, before the call is made. */
  private renderRefusal(use: UseRow) {
    const refusal = stateRefusal(use.operation, this.key);
    if (!refusal) return nothing;
    const state = stateWords(this.key.KeyState).toLowerCase();
    return html`<p class="refused">
      ${TEXTS.stateRefuses(state, use.operation, refusal.name, href(['keys', this.key.KeyId]))}
    </p>`;
  }

  private renderElsewhere() {
    return html`<details class="not">
      <summary>${TEXTS.elsewhere}</summary>
      <p>${TEXTS.elsewhereWhy}</p>
      <ul>
        ${usesElsewhere(this.key).map(({ operations, need }) => html`<li>${TEXTS.elsewhereNeeds(operations, need)}</li>`)}
      </ul>
    </details>`;
  }

  /** Why the key cannot sign digests with native custody; empty where it can, or has a wrapped copy. */
  private get noDigest(): string {
    const { custody, key } = this;
    if (!custody || custody.native.length === 0 || custody.wrapped) return '';
    const what = needsBareKey(key.KeySpec, key.KeyUsage);
    return what ? TEXTS.noDigest(what) : '';
  }

  private readonly onNavigate = () => {
    this.operation = routeOf(location.hash).query.get('operation') ?? '';
  };

  private address(operation: string): string {
    return href(['keys', routeOf(location.hash).params.keyId ?? this.key.KeyId, 'use'], { operation });
  }

  private workOf(use: UseRow): Work {
    return this.works[use.operation] ?? { values: firstValues(use, this.key), calls: [] };
  }

  /** Takes over changed values. A problem is cleared; an answer is kept and marked. */
  private change(use: UseRow, values: UseValues) {
    const { problem: _problem, ...rest } = this.workOf(use);
    const calls = rest.outcome ? rest.calls : [];
    this.works = { ...this.works, [use.operation]: { ...rest, values, calls } };
  }

  private put(use: UseRow, change: Partial<Work>) {
    this.works = { ...this.works, [use.operation]: { ...this.workOf(use), ...change } };
  }

  private onNext({ detail: { next, bytes } }: EventOf<typeof NEXT>) {
    const from = Object.values(this.works).find(
      ({ outcome }) => outcome && Object.values(outcome.output).includes(bytes),
    );
    const into = USES.find(({ operation }) => operation === next.operation);
    if (!from?.outcome || !into) return;
    this.works = {
      ...this.works,
      [next.operation]: { values: filled(next, bytes, from.outcome.values, this.workOf(into).values), calls: [] },
    };
    this.operation = next.operation;
    location.hash = this.address(next.operation);
    announce(this, TEXTS.copiedTo(next.operation));
    // The pressed button no longer exists.
    void this.updateComplete.then(() => this.renderRoot.querySelector('h2')?.focus());
  }

  private sendRaw(use: UseRow, values: UseValues): Promise<void> {
    this.change(use, { ...values, way: 'raw' });
    this.form.focus();
    return this.call(use);
  }

  private async makePeer(use: UseRow): Promise<void> {
    this.peer = await makePeer(this.key.KeySpec);
    const { values } = this.workOf(use);
    const text = pemOf(this.peer.publicKey).trimEnd();
    this.change(use, { ...values, bytes: { ...values.bytes, PublicKey: { form: 'PEM', text } } });
    announce(this, TEXTS.peerCreated);
  }

  private async call(use: UseRow): Promise<void> {
    if (this.busy) return;
    const busy = (this.busy = new AbortController());
    const { key } = this;
    const { outcome: _outcome, problem: _problem, ...rest } = this.workOf(use);
    const { values } = rest;
    this.works = { ...this.works, [use.operation]: { ...rest, sent: values, calls: [] } };
    this.peerHasTheSame = undefined;
    const recorder = new Recorder(this.context.kms, () => this.put(use, { calls: [...recorder.calls] }));
    const publicKey = async () => (await recorder.call('GetPublicKey', { KeyId: key.KeyId })).PublicKey as Bytes;
    const of = values.bytes.Message?.file?.size ?? 0;
    const onProgress = (done: number) => (this.progress = { done, of });
    try {
      const input = await inputOf(use, key, values, {
        publicKey,
        signal: busy.signal,
        ...(of > 0 ? { onProgress } : {}),
      });
      busy.signal.throwIfAborted();
      // From here on there is nothing to cancel.
      this.progress = undefined;
      const output = await recorder.call(use.operation, input);
      await this.askPeer(input, output);
      this.put(use, { outcome: { input, output, values } });
      keepCiphertexts(this.context.strongroom, recorder.calls);
      const labels = use.results.map(({ label }) => label);
      announce(this, TEXTS.succeeded(use.operation, labels));
    } catch (error) {
      if (busy.signal.aborted) announce(this, TEXTS.canceled);
      else this.tellProblem(use, inWords(problemOf(error), use.operation), recorder.calls.at(-1));
    } finally {
      this.busy = this.progress = undefined;
    }
    await this.updateComplete;
    this.shown?.scrollIntoView({ block: 'nearest' });
  }

  private tellProblem(use: UseRow, problem: Problem, last: CallRecord | undefined) {
    this.put(use, { problem, cause: causeOfRefusal(this.context.strongroom, problem, last) });
    announce(this, TEXTS.failed(problem.name, problem.words?.happened ?? problem.message), 'assertive');
  }

  /** Lets the other party derive its secret, if the call was made with its public key. */
  private async askPeer(input: UseInput, output: UseInput): Promise<void> {
    const [theirs, secret] = [input.PublicKey, output.SharedSecret];
    if (
      !this.peer ||
      !(theirs instanceof Uint8Array) ||
      !(secret instanceof Uint8Array) ||
      !equalBytes(theirs, this.peer.publicKey)
    )
      return;
    const { PublicKey } = await this.ask('GetPublicKey', {});
    this.peerHasTheSame = equalBytes(await this.peer.secretWith(PublicKey as Bytes), secret);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-key-use-tab': StrongKeyUseTab;
  }
}
