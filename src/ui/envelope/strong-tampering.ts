import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { anatomy, headOf, type NamedBlob } from './envelope-calls.ts';
import type { Kept } from '../page/kept-file.ts';
import { changePair, flipByte, type Tampered, type TamperPart } from './tamper.ts';
import type { MessageParts } from './envelope-run.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { count } from '../kit/format.ts';
import { base, controls } from '../styles/shared.ts';
import type { Prediction } from './strong-prediction.ts';
import '../kit/strong-bytes.ts';
import './strong-prediction.ts';
import '../page/strong-problem.ts';

const HEADER_KEPT = 64 * 1024;
const AROUND = 16;

const PREDICTIONS: readonly Prediction[] = [
  { value: 'whole', label: 'It opens as if nothing had happened.' },
  { value: 'damaged', label: 'It opens, with one wrong place in it.' },
  { value: 'refused', label: 'It does not open at all.' },
];

const PARTS: readonly { readonly value: TamperPart; readonly label: string }[] = [
  { value: 'body', label: 'the encrypted file' },
  { value: 'edk', label: 'the encrypted data key' },
  { value: 'header', label: 'the header’s own seal' },
];

/** Whether two blobs hold the same bytes. */
async function sameBytes(one: Blob, other: Blob): Promise<boolean> {
  if (one.size !== other.size) return false;
  const [a, b] = await Promise.all([one, other].map(async (blob) => new Uint8Array(await blob.arrayBuffer())));
  return a !== undefined && b !== undefined && a.every((byte, index) => byte === b[index]);
}

/** What one experiment gave. */
interface Result {
  readonly outcome: string;
  readonly problem?: Problem;
  readonly cause: string;
  readonly around: Uint8Array;
  readonly changed: readonly number[];
}

/** Two experiments on a sealed file: flip one byte, change one context pair. Each opens a changed copy by `open`; the file itself stays whole. */
@customElement('strong-tampering')
export class StrongTampering extends LitElement {
  static override styles = [
    base,
    controls,
    css`
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
  /** Opens a sealed file; rejects with the error to show. */
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
    const blocked = this.kept ? '' : 'Seal a file first.';
    return html`<div class="two">
      <section aria-labelledby="flip">
        <h3 id="flip">Flip one byte</h3>
        <label class="row"
          >Where?
          <select @change=${this.onPart}>
            ${PARTS.map(({ value, label }) => html`<option value=${value}>${label}</option>`)}
          </select></label
        >
        <strong-prediction
          question="One bit of one byte is flipped, then the file is opened. What happens?"
          action="Flip one byte"
          .predictions=${PREDICTIONS}
          .blocked=${blocked}
          ?busy=${this.busy}
          .outcome=${this.flipped?.outcome ?? ''}
          @strong-run=${this.flip}
          >${this.renderResult(this.flipped)}</strong-prediction
        >
      </section>
      <section aria-labelledby="pair">
        <h3 id="pair">Change one context pair</h3>
        <p>
          ${this.firstPair ? html`The seal is bound to <code>${this.firstPair.join('=')}</code>. One letter of it changes its case.` : 'A seal is bound to pairs of names and values.'}
        </p>
        <strong-prediction
          question="The key is right, the file is whole, one letter of the context differs. What happens?"
          action="Change one context pair"
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
              what="the bytes around the change"
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
    const flipped = await this.tried(kept, async ({ bodyAt, edkAt, edkLength, header }) => {
      // Near the end of the encrypted data key lies its tag and ciphertext, not the name of the key.
      const at = { body: bodyAt, edk: edkAt + edkLength - 20, header: header - 1 }[part];
      const label = PARTS.find(({ value }) => value === part)?.label ?? part;
      return {
        ...(await flipByte(kept.sealed, at)),
        cause: `Bit 0 of byte ${count(at)} was flipped: it lies in ${label}.`,
      };
    });
    // Another file or another place may have been chosen meanwhile.
    if (kept === this.kept && part === this.where) this.flipped = flipped;
  }

  private async change() {
    const { kept, firstPair } = this;
    if (!kept || !firstPair || this.busy) return;
    const [name, value] = firstPair;
    const paired = await this.tried(kept, async ({ header }) => {
      const tampered = await changePair(kept.sealed, header, name, value);
      return {
        ...tampered,
        cause: `The pair was sealed as ${name}=${value} and came back as ${name}=${tampered.value}.`,
      };
    });
    if (kept === this.kept) this.paired = paired;
  }

  /** Makes the changed copy, opens it, and says what came of it. */
  private async tried(
    kept: Kept,
    tamper: (parts: MessageParts) => Promise<Tampered & { readonly cause: string }>,
  ): Promise<Result> {
    this.busy = true;
    let place = { around: new Uint8Array(), changed: [] as readonly number[], cause: '' };
    try {
      const { blob, at, is, cause } = await tamper(
        anatomy(await headOf(kept.sealed, HEADER_KEPT), kept.sealed.size).parts,
      );
      const from = Math.max(0, at - AROUND);
      const around = new Uint8Array(await blob.slice(from, at + is.length + AROUND).arrayBuffer());
      place = { around, changed: Array.from(is, (_, index) => at - from + index), cause };
      const given = await this.open({ name: kept.note.name, blob });
      const whole = await this.open({ name: kept.note.name, blob: kept.sealed });
      return { ...place, outcome: (await sameBytes(given, whole)) ? 'whole' : 'damaged' };
    } catch (error) {
      return { ...place, outcome: 'refused', problem: problemOf(error) };
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
