import { html, nothing, type ReactiveControllerHost } from 'lit';
import { announce } from '../kit/announce.ts';
import { bytesExactly } from '../kit/format.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { Recorder } from '../page/call-recorder.ts';
import type { PageContext } from '../page/page-context.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { canCheck, checkBytes } from './check-bytes.ts';
import { causeText } from './check-cause.ts';
import { equalsOriginal, type Inspection } from './inspection.ts';
import { TEXTS } from './inspector-texts.ts';
import { renderPlaygroundLink } from './playground-link.ts';
import '../kit/strong-pairs.ts';
import '../page/strong-problem.ts';

/** Result of a decryption. */
type Outcome =
  | { readonly kind: 'decrypted'; readonly length: number; readonly note: string }
  | { readonly kind: 'failed'; readonly problem: Problem; readonly cause: string };

/** Runs one action of the page at a time. `signal` is aborted when its result is no longer wanted. */
type Work = (act: (signal: AbortSignal) => Promise<void>) => Promise<void>;

/** Decrypts the input of the Inspector, and shows the result. */
export class InspectorCheck {
  readonly #host: ReactiveControllerHost & HTMLElement;
  readonly #context: () => PageContext;
  readonly #work: Work;
  #pairs: Readonly<Record<string, string>> = {};
  #outcome: Outcome | undefined;

  constructor(host: ReactiveControllerHost & HTMLElement, context: () => PageContext, work: Work) {
    this.#host = host;
    this.#context = context;
    this.#work = work;
  }

  /** Removes the result. */
  clear(): void {
    this.#show(undefined);
  }

  render(inspection: Inspection, isBusy: boolean) {
    const { map, changes } = inspection;
    if (!canCheck(map.format)) return html`<p>${TEXTS.check.notChecked}</p>`;
    const label = changes.length > 0 ? TEXTS.check.decrypt : TEXTS.check.decryptOriginal;
    return html`${
        map.format === 'ciphertext-blob'
          ? html`<strong-pairs
                label=${TEXTS.check.context}
                logged
                .pairs=${this.#pairs}
                @strong-pairs=${({ detail }: PairsEvent) => this.#onPairs(detail)}
              ></strong-pairs>
              <p class="soft small">${TEXTS.check.contextHint}</p>`
          : nothing
      }
      <button type="button" class="primary" id="decrypt" ?disabled=${isBusy} @click=${() => this.#decrypt(inspection)}>
        ${isBusy ? TEXTS.check.decrypting : label}
      </button>
      ${this.#renderOutcome()} ${renderPlaygroundLink(inspection)}`;
  }

  #renderOutcome() {
    const outcome = this.#outcome;
    if (outcome?.kind === 'failed')
      return html`<strong-problem .problem=${outcome.problem} .cause=${outcome.cause}></strong-problem>`;
    if (!outcome) return nothing;
    return html`<p class="done">${TEXTS.check.succeeded(bytesExactly(outcome.length))}</p>
      ${outcome.note ? html`<p>${outcome.note}</p>` : nothing}`;
  }

  #show(outcome: Outcome | undefined): void {
    this.#outcome = outcome;
    this.#host.requestUpdate();
  }

  #onPairs(pairs: Readonly<Record<string, string>> | null): void {
    if (pairs) this.#pairs = pairs;
    this.clear();
  }

  #decrypt(inspection: Inspection) {
    if (!reportPairs(this.#host.shadowRoot as ShadowRoot)) return undefined;
    const { map, copy, original, changes } = inspection;
    const context = this.#context();
    const input = { format: map.format, context: this.#pairs };
    return this.#work(async (signal) => {
      const recorder = new Recorder(context.kms);
      try {
        const length = await checkBytes(recorder, context, { ...input, blob: copy }, signal);
        const note = changes.length > 0 ? await noteOn(inspection) : '';
        if (signal.aborted) return;
        this.#show({ kind: 'decrypted', length, note });
        announce(this.#host, TEXTS.check.succeeded(bytesExactly(length)));
      } catch (error) {
        const problem = problemOf(error);
        const call = recorder.calls.at(-1);
        const checkOriginal = () =>
          checkBytes(new Recorder(context.kms), context, { ...input, blob: original }, signal);
        const sandbox = context.strongroom;
        const cause = signal.aborted ? '' : await causeText({ inspection, problem, call, sandbox, checkOriginal });
        if (signal.aborted) return;
        this.#show({ kind: 'failed', problem, cause });
        announce(this.#host, `${problem.name}. ${problem.message}`, 'assertive');
      }
    });
  }
}

/** Why a changed copy can be decrypted. */
const noteOn = async (inspection: Inspection): Promise<string> =>
  (await equalsOriginal(inspection)) ? TEXTS.check.canceled : TEXTS.check.unaffected;
