import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { anatomy } from './message-anatomy.ts';
import { headOf, type NamedBlob } from './message-head.ts';
import type { Kept } from '../page/kept-file.ts';
import { changePair, flipByte, type Tampered, type TamperPart } from './tamper.ts';
import type { MessageParts } from './envelope-run.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './tampering-texts.ts';
import type { Prediction } from './strong-prediction.ts';
import '../kit/strong-bytes.ts';
import './strong-prediction.ts';
import '../page/strong-problem.ts';

const MAX_HEAD_BYTES = 64 * 1024;
/** Bytes shown on each side of the change. */
const SURROUNDING_BYTES = 16;

const PREDICTIONS: readonly Prediction[] = [
  { value: 'whole', label: TEXTS.predictions.whole },
  { value: 'damaged', label: TEXTS.predictions.damaged },
  { value: 'refused', label: TEXTS.predictions.refused },
];

const PARTS = Object.keys(TEXTS.parts) as TamperPart[];

/** Whether two blobs have the same bytes. */
async function sameBytes(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return a !== undefined && b !== undefined && a.every((byte, index) => byte === b[index]);
}

/** Result of one test. */
interface Result {
  /** Empty: the original fails too, so the test shows nothing. */
  readonly outcome: string;
  readonly problem?: Problem;
  readonly cause: string;
  readonly around: Uint8Array;
  readonly changed: readonly number[];
}

/**
 * Two tests on an encrypted file: flip one bit, and change one context pair. Each decrypts a changed copy with `open`.
 * The file itself stays unchanged.
 */
@customElement('strong-tampering')
export class StrongTampering extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      /* A file name in it may reverse the direction of text. */
      code {
        unicode-bidi: isolate;
      }
      .two {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(26rem, 100%), 1fr));
        gap: 2.5rem 3.5rem;
        margin-top: 1.5rem;
      }
      .two > section {
        display: grid;
        gap: 1rem;
        align-content: start;
        min-width: 0;
      }
      .result {
        display: grid;
        gap: 0.75rem;
        margin-top: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      select {
        width: auto;
      }
    `,
  ];

  @property({ attribute: false }) kept: Kept | undefined;
  /** Decrypts a file; rejects with the error to show. */
  @property({ attribute: false }) open: (sealed: NamedBlob) => Promise<Blob> = () =>
    Promise.reject(new TypeError('open is not given'));

  @state() private where: TamperPart = 'body';
  @state() private busy = false;
  @state() private flipped: Result | undefined;
  @state() private paired: Result | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('kept')) this.flipped = this.paired = undefined;
  }

  override render() {
    const blocked = this.kept ? '' : TEXTS.noFile;
    return html`<div class="two">
      <section aria-labelledby="flip">
        <h2 id="flip">${TEXTS.flip.heading}</h2>
        <label class="row"
          >${TEXTS.flip.part}
          <select @change=${this.onPart}>
            ${PARTS.map((part) => html`<option value=${part}>${TEXTS.parts[part]}</option>`)}
          </select></label
        >
        <strong-prediction
          question=${TEXTS.flip.question}
          action=${TEXTS.flip.action}
          .predictions=${PREDICTIONS}
          .blocked=${blocked}
          ?busy=${this.busy}
          .outcome=${this.flipped?.outcome ?? ''}
          @strong-run=${this.flip}
          >${this.renderResult(this.flipped)}</strong-prediction
        >
      </section>
      <section aria-labelledby="pair">
        <h2 id="pair">${TEXTS.context.heading}</h2>
        <p>${this.firstPair ? TEXTS.context.pair(this.firstPair.join('=')) : TEXTS.context.explanation}</p>
        <strong-prediction
          question=${TEXTS.context.question}
          action=${TEXTS.context.action}
          .predictions=${PREDICTIONS}
          .blocked=${blocked}
          ?busy=${this.busy}
          .outcome=${this.paired?.outcome ?? ''}
          @strong-run=${this.change}
          >${this.renderResult(this.paired)}</strong-prediction
        >
      </section>
    </div>`;
  }

  private renderResult(result: Result | undefined) {
    if (!result) return nothing;
    return html`<div class="result">
      ${
        result.around.length > 0
          ? html`<strong-bytes
              .bytes=${result.around}
              .changed=${result.changed}
              what=${TEXTS.changedBytes}
            ></strong-bytes>`
          : nothing
      }
      ${result.problem ? html`<strong-problem .problem=${result.problem} .cause=${result.cause}></strong-problem>` : html`<p>${result.cause}</p>`}
    </div>`;
  }

  private get firstPair(): readonly [string, string] | undefined {
    return Object.entries(this.kept?.note.context ?? {})[0];
  }

  private onPart(event: Event) {
    this.where = (event.target as HTMLSelectElement).value as TamperPart;
    this.flipped = undefined;
  }

  private async flip() {
    const { kept, where: part } = this;
    if (!kept || this.busy) return;
    const flipped = await this.runTest(kept, async ({ bodyAt, edkAt, edkLength, header }) => {
      // The end of the encrypted data key holds ciphertext and tag, not the identifier of the key.
      const at = { body: bodyAt, edk: edkAt + edkLength - 20, header: header - 1 }[part];
      return {
        ...(await flipByte(kept.sealed, at)),
        cause: TEXTS.flip.cause(count(at), TEXTS.parts[part]),
      };
    });
    // The user may have chosen another file or part meanwhile.
    if (kept === this.kept && part === this.where) this.flipped = flipped;
  }

  private async change() {
    const { kept, firstPair } = this;
    if (!kept || !firstPair || this.busy) return;
    const [name, value] = firstPair;
    const paired = await this.runTest(kept, async ({ header }) => {
      const tampered = await changePair(kept.sealed, header, name, value);
      return {
        ...tampered,
        cause: TEXTS.context.cause(`${name}=${value}`, `${name}=${tampered.value}`),
      };
    });
    if (kept === this.kept) this.paired = paired;
  }

  /** Makes the changed copy, decrypts it and compares the result with that of the original. */
  private async runTest(
    kept: Kept,
    tamper: (parts: MessageParts) => Promise<Tampered & { readonly cause: string }>,
  ): Promise<Result> {
    this.busy = true;
    let place = { around: new Uint8Array(), changed: [] as readonly number[], cause: '' };
    try {
      const { blob, at, is, cause } = await tamper(
        anatomy(await headOf(kept.sealed, MAX_HEAD_BYTES), kept.sealed.size).parts,
      );
      const from = Math.max(0, at - SURROUNDING_BYTES);
      const around = new Uint8Array(await blob.slice(from, at + is.length + SURROUNDING_BYTES).arrayBuffer());
      place = { around, changed: Array.from(is, (_, index) => at - from + index), cause };
      const given = await this.open({ name: kept.note.name, blob });
      const whole = await this.open({ name: kept.note.name, blob: kept.sealed });
      return { ...place, outcome: (await sameBytes(given, whole)) ? 'whole' : 'damaged' };
    } catch (error) {
      const problem = problemOf(error);
      // Only if the original decrypts is the change the cause.
      const failure = await this.open({ name: kept.note.name, blob: kept.sealed }).then(
        () => undefined,
        (reason: unknown) => problemOf(reason),
      );
      if (failure) return { ...place, outcome: '', problem, cause: TEXTS.originalFails(failure.name) };
      return { ...place, outcome: 'refused', problem };
    } finally {
      this.busy = false;
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-tampering': StrongTampering;
  }
}
