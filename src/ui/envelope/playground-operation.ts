import { html, nothing, type ReactiveController, type ReactiveControllerHost } from 'lit';
import type { Progress } from '../../envelope/frame-stream.ts';
import type { KeyLocation } from '../../model/contract.ts';
import { announce } from '../kit/announce.ts';
import { Recorder, type CallRecord } from '../page/call-recorder.ts';
import { causeOfRefusal, keepCiphertexts } from '../page/ciphertext-cause.ts';
import { elsewhereOf } from '../page/find-key-elsewhere.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import type { RunWatch } from './run-watch.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { liveKeys } from './live-keys.ts';
import { TEXTS } from './playground-texts.ts';
import { StepGate } from './step-gate.ts';
import { SteppedRecorder } from './stepped-recorder.ts';
import '../page/strong-call.ts';
import '../page/strong-problem.ts';
import './strong-step-control.ts';

/** What an operation has shown so far. */
interface Outcome {
  readonly calls: readonly CallRecord[];
  readonly run?: EnvelopeRun | undefined;
  readonly problem?: Problem;
  /** Why the ciphertext could not be decrypted, where the page knows it. */
  readonly cause: string;
  readonly elsewhere: readonly KeyLocation[];
  /** The encryption context of the request may lack pairs. */
  readonly mayLackPairs: boolean;
  /** Text of the result. */
  readonly done: string;
  readonly isCanceled: boolean;
}

const NOTHING: Outcome = { calls: [], cause: '', elsewhere: [], mayLackPairs: false, done: '', isCanceled: false };

/** Whether the error is that of another encryption context, among other causes. */
function mayLackPairs(error: unknown): boolean {
  const { name, code } = Object(error) as { readonly name?: string; readonly code?: string };
  return name === 'InvalidCiphertextException' || code === 'HeaderAuthentication' || code === 'NoUsableKey';
}

/**
 * Runs one operation of the Playground at a time, in the Region and as the caller of its start, and shows its outcome.
 */
export class PlaygroundOperation implements ReactiveController {
  outcome: Outcome = NOTHING;
  progress: (Progress & { readonly what: string; readonly of: number }) | undefined;
  /** Halts the present run before each step. */
  gate: StepGate | undefined;
  /** Key of a ciphertext that a Decrypt without KeyId has sent. */
  ciphertextKey: string | undefined;
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: () => PageContext;
  readonly #onClear: () => void;
  #lastContext: PageContext | undefined;
  #busy: AbortController | undefined;

  /** @param onClear removes the results that the host itself shows: a new operation may fail */
  constructor(
    host: ReactiveControllerHost & HTMLElement,
    context: () => PageContext,
    onClear: () => void = () => undefined,
  ) {
    this.#host = host;
    this.#context = context;
    this.#onClear = onClear;
    host.addController(this);
  }

  /** What another caller or Region has shown is removed, and an operation that still runs is canceled. */
  hostUpdate(): void {
    const context = this.#context();
    if (this.#lastContext !== undefined && this.#lastContext !== context) {
      this.cancel();
      this.clear();
    }
    this.#lastContext = context;
  }

  hostDisconnected(): void {
    this.cancel();
    liveKeys.overwriteDisplayed();
  }

  get isBusy(): boolean {
    return this.#busy !== undefined;
  }

  cancel(): void {
    this.#busy?.abort();
  }

  /** Removes what earlier operations have shown. */
  clear(): void {
    // The calls and the picture that are removed show copies of plaintext data keys.
    liveKeys.overwriteDisplayed();
    this.outcome = NOTHING;
    this.#onClear();
    this.#host.requestUpdate();
  }

  /** Shows a part of the outcome. */
  show(change: Partial<Outcome>): void {
    this.outcome = { ...this.outcome, ...change };
    this.#host.requestUpdate();
  }

  /** Shows the result and announces it. */
  finish(done: string): void {
    this.show({ done });
    announce(this.#host, done);
  }

  /** Observes a file of `of` bytes. */
  watch(what: string, of: number, signal: AbortSignal): RunWatch {
    return {
      signal,
      keys: liveKeys,
      ...(this.gate ? { gate: this.gate } : {}),
      onRun: (run) => this.show({ run }),
      onProgress: (progress) => {
        this.progress = { ...progress, what, of };
        this.#host.requestUpdate();
      },
    };
  }

  /**
   * Runs `act`, unless another operation runs, and shows its error. A canceled one leaves no file.
   * @param options `isStepwise`: the run halts before each step. `canceled`: what a cancellation says
   */
  async start(
    act: (recorder: Recorder, signal: AbortSignal) => Promise<void>,
    {
      isStepwise = false,
      canceled = TEXTS.canceled,
    }: { readonly isStepwise?: boolean; readonly canceled?: string } = {},
  ): Promise<void> {
    if (this.#busy) return;
    this.gate = isStepwise ? new StepGate() : undefined;
    const busy = (this.#busy = new AbortController());
    this.clear();
    const context = this.#context();
    const showCalls = () => this.show({ calls: [...recorder.calls] });
    const recorder = this.gate
      ? new SteppedRecorder(context.kms, this.gate, busy.signal, showCalls)
      : new Recorder(context.kms, showCalls);
    try {
      await act(recorder, busy.signal);
      keepCiphertexts(context.strongroom, recorder.calls);
    } catch (error) {
      // The picture may show a plaintext data key by now, of work that has failed.
      this.show({ run: undefined });
      liveKeys.overwriteDisplayed();
      if (busy.signal.aborted) {
        this.show({ calls: [], isCanceled: true });
        this.finish(canceled);
      } else await this.#explain(error, recorder.calls.at(-1), context);
    } finally {
      this.#busy = this.progress = this.gate = undefined;
      this.#host.requestUpdate();
    }
  }

  /** Renders the error, if there is one. */
  renderProblem() {
    const { problem, cause, elsewhere } = this.outcome;
    const { region, account } = this.#context();
    return problem
      ? html`<strong-problem
          .problem=${problem}
          .cause=${cause}
          .elsewhere=${elsewhere}
          .region=${region}
          .account=${account}
        ></strong-problem>`
      : nothing;
  }

  /** Renders the buttons of a run step by step, if one runs. */
  renderSteps() {
    return this.gate
      ? html`<strong-step-control .gate=${this.gate} @strong-cancel-steps=${() => this.cancel()}></strong-step-control>`
      : nothing;
  }

  /** Renders the calls, if there are some. */
  renderCalls(isLastOpen: boolean) {
    const { calls } = this.outcome;
    return calls.length > 0
      ? html`<section aria-labelledby="calls">
          <h2 id="calls">${TEXTS.calls}</h2>
          ${calls.map((call, index) => html`<strong-call .call=${call} ?open=${isLastOpen && index === calls.length - 1}></strong-call>`)}
        </section>`
      : nothing;
  }

  async #explain(error: unknown, last: CallRecord | undefined, context: PageContext): Promise<void> {
    const problem = problemOf(error);
    // The request of a Decrypt without KeyId does not name its key; only the ciphertext does.
    const asked = (last?.input as { KeyId?: string } | undefined)?.KeyId ?? this.ciphertextKey;
    const elsewhere = await elsewhereOf(problem, asked, context, context.strongroom);
    const cause = causeOfRefusal(context.strongroom, problem, last);
    this.show({ problem, elsewhere, cause, mayLackPairs: mayLackPairs(error) });
    announce(this.#host, TEXTS.failed(problem.name, problem.words?.happened ?? problem.message), 'assertive');
  }
}
