import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { classMap } from 'lit/directives/class-map.js';
import { base, controls } from '../styles/shared.ts';
import { ENVELOPE_LESSON, ENVELOPE_STEPS, type Direction } from './envelope-steps.ts';
import type { EnvelopeRun } from './envelope-run.ts';
import { bytesExactly, duration, ends } from '../kit/format.ts';
import { pictureDetailStyles } from './strong-envelope-picture-detail.styles.ts';
import { pictureStyles } from './strong-envelope-picture.styles.ts';
import '../kit/strong-icon.ts';

/** At which step a part of the picture is there, by direction. */
const FROM: Readonly<
  Record<Direction, Record<'ask' | 'make' | 'bare' | 'edkOut' | 'lock' | 'wipe' | 'stored', number>>
> = {
  encrypt: { ask: 1, make: 2, bare: 3, edkOut: 3, lock: 4, wipe: 5, stored: 6 },
  decrypt: { ask: 1, make: 2, bare: 3, edkOut: 1, lock: 4, wipe: 5, stored: 0 },
};

const grouped = (bytes: Uint8Array | undefined, most: number) =>
  Array.from(bytes?.subarray(0, most) ?? [], (byte) => byte.toString(16).padStart(2, '0'))
    .join('')
    .replace(/.{16}(?=.)/g, '$& ') + (bytes && bytes.length > most ? '…' : '');

/**
 * The envelope picture: your program, KMS behind its wall, storage. Filled from `run`; without one it shows the places that a run will fill.
 * The step buttons go back and forth in the run. `T`, or the button, shows the same as an ordered list.
 */
@customElement('strong-envelope-picture')
export class StrongEnvelopePicture extends LitElement {
  static override styles = [base, controls, pictureStyles, pictureDetailStyles];

  @property({ attribute: false }) run: EnvelopeRun | undefined;

  /** The step that is shown; follows the run until the visitor chooses one. */
  @state() private step = 0;
  @state() private asText = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('run')) this.step = this.run?.done ?? 0;
  }

  override render() {
    const direction = this.run?.direction ?? 'encrypt';
    const steps = ENVELOPE_STEPS[direction];
    const lesson = ENVELOPE_LESSON[direction];
    const caption = this.run ? (steps[this.step - 1]?.says ?? lesson) : lesson;
    return html`<figure @keydown=${this.onKey}>
      ${this.asText ? this.renderText(direction) : this.renderDrawing(direction)}
      <div class="steps" role="group" aria-label="Steps of the run">
        ${steps.map(
          (one, index) =>
            html`<button
              type="button"
              aria-current=${ifDefined(this.step === index + 1 ? 'step' : undefined)}
              ?disabled=${!this.run || index + 1 > this.run.done}
              @click=${() => (this.step = index + 1)}
            >
              <span class=${classMap({ number: true, now: this.step === index + 1 })}>${index + 1}</span>${one.name}
            </button>`,
        )}
      </div>
      <figcaption>
        <p aria-live="off">${caption}</p>
        <button type="button" class="plain" aria-pressed=${this.asText} aria-keyshortcuts="T" @click=${this.toggle}>
          ${this.asText ? 'Show the picture' : 'Read as text'} (T)
        </button>
      </figcaption>
    </figure>`;
  }

  private renderDrawing(direction: Direction) {
    const from = FROM[direction];
    const at = (part: keyof typeof from) => ({
      there: this.run !== undefined && this.step >= from[part],
      now: this.step === from[part],
    });
    const seal = direction === 'encrypt';
    return html`<div class="drawing" role="img" aria-label=${this.spoken(direction)}>
      <div class="zone program"></div>
      <div class="zone kms"></div>
      <div class="zone storage"></div>
      <div class="label program">Your program</div>
      <div class="label kms">Inside KMS</div>
      <div class="label storage">Your storage</div>
      <div class="cell pt">${this.renderBareKey(at('bare'), at('wipe'))}</div>
      <div class="ga cell-gap">
        ${this.renderArrow(1, seal ? 'GenerateDataKey' : 'Decrypt', at('ask'), '')}
        ${this.renderArrow(3, 'plaintext copy', at('bare'), 'back bare')}
      </div>
      <div class="cell kt">${this.renderKmsKey(direction, at('make'))}</div>
      <div class="gb">
        ${this.renderArrow(seal ? 3 : 1, seal ? 'encrypted copy' : 'encrypted key', at('edkOut'), seal ? 'locked' : 'locked back')}
      </div>
      <div class="cell st">${this.renderEdk(at(seal ? 'edkOut' : 'stored'))}</div>
      <div class="cell pb">${this.renderFile(seal || at('lock').there, !seal && at('lock').now)}</div>
      <div class="un">
        ${this.renderArrow(4, seal ? 'AES-256-GCM, here in your program' : 'decrypted here, in your program', at('lock'), seal ? 'locked' : 'locked back')}
      </div>
      <div class="cell sb">${this.renderSealed(at(seal ? 'lock' : 'stored'), seal && at('stored').now)}</div>
    </div>`;
  }

  private renderArrow(number: number, words: string, { there, now }: { there: boolean; now: boolean }, look: string) {
    return html`<div class="arrow ${look} ${there ? 'on' : ''} ${now ? 'now' : ''}">
      <span class="number">${number}</span><span>${words}</span>
    </div>`;
  }

  private renderBareKey(bare: { there: boolean; now: boolean }, wipe: { there: boolean; now: boolean }) {
    const key = this.run?.dataKey;
    if (!bare.there || !key) {
      return html`<div class="thing empty">
        <strong-icon name="bare-key"></strong-icon><b>Data key</b><small>comes from KMS, for a moment</small>
      </div>`;
    }
    const wiped = wipe.there || (this.run?.direction === 'decrypt' && this.step >= 4);
    return html`<div class=${classMap({ thing: true, plaintext: true, wiped, now: bare.now || wipe.now })}>
      <strong-icon name="bare-key"></strong-icon><b>${wiped ? 'Data key, wiped' : 'PLAINTEXT data key'}</b>
      <span class="bytes">${grouped(key, 32)}</span>
      <small
        >${wiped && this.run?.heldMs !== undefined ? `was in memory for ${duration(this.run.heldMs)}` : bytesExactly(key.length)}</small
      >
    </div>`;
  }

  private renderKmsKey(direction: Direction, make: { there: boolean; now: boolean }) {
    const key = this.run?.key;
    return html`<div class=${classMap({ thing: true, held: Boolean(key), empty: !key })}>
        <strong-icon name="keys"></strong-icon><b>${key ? (key.alias ?? 'KMS key') : 'KMS key'}</b>
        ${key ? html`<span class="bytes">${ends(key.keyId)}</span>` : nothing}
        <small>KMS never returns it</small>
      </div>
      <p class="arrowless small ${make.there ? '' : 'soft'}">
        <span class=${classMap({ number: true, now: make.now })}>2</span>
        ${direction === 'encrypt' ? '32 random bytes, encrypted under the key' : 'context checked, data key decrypted'}
      </p>`;
  }

  private renderEdk({ there, now }: { there: boolean; now: boolean }) {
    const edk = this.run?.edk;
    if (!there || !edk) {
      return html`<div class="thing empty">
        <strong-icon name="envelope"></strong-icon><b>Encrypted data key</b><small>opens only in KMS</small>
      </div>`;
    }
    return html`<div class="thing edk ${now ? 'now' : ''}">
      <strong-icon name="envelope"></strong-icon><b>Encrypted data key</b>
      <span class="bytes">${grouped(edk, 16)}</span>
      <small>${bytesExactly(edk.length)}, opens only in KMS</small>
    </div>`;
  }

  private renderFile(there: boolean, now: boolean) {
    const file = this.run?.file;
    return html`<div class=${classMap({ thing: true, file: true, empty: !file || !there, now })}>
        <strong-icon name="page"></strong-icon><b>${file?.name ?? 'Your file'}</b>
        ${there && file?.head ? html`<span class="bytes">${grouped(file.head, 16)}</span>` : nothing}
        <small
          >${there && file?.size !== undefined ? bytesExactly(file.size) : file ? 'not readable yet' : 'any size'}</small
        >
      </div>
      ${this.renderRibbon('context')}`;
  }

  private renderSealed({ there, now }: { there: boolean; now: boolean }, store: boolean) {
    const parts = this.run?.parts;
    if (!there || !parts) {
      return html`<div class="thing empty">
        <strong-icon name="sealed"></strong-icon><b>Encrypted file</b><small>safe to keep anywhere</small>
      </div>`;
    }
    return html`<div class="thing cipher ${now || store ? 'now' : ''}">
        <strong-icon name="sealed"></strong-icon><b>Encrypted file</b>
        <span class="bytes">${grouped(this.run?.bodyHead, 16)}</span>
        <small>${bytesExactly(parts.total)} with its header</small>
      </div>
      ${this.renderRibbon('bound to')}`;
  }

  private renderRibbon(word: string) {
    const pairs = Object.entries(this.run?.context ?? {});
    if (pairs.length === 0) return nothing;
    return html`<ul class="ribbon">
      <li class="word">${word}</li>
      ${pairs.map(([name, value]) => html`<li>${`${name}=${value}`}</li>`)}
    </ul>`;
  }

  private renderText(direction: Direction) {
    return html`<ol class="textform">
      ${ENVELOPE_STEPS[direction].map((step, index) => html`<li>${step.says} <span class="soft">${this.facts(direction, index + 1)}</span></li>`)}
    </ol>`;
  }

  /** What this run has to say of one step. */
  private facts(direction: Direction, step: number): string {
    const run = this.run;
    if (!run || step > run.done) return '';
    const key = run.key ? `${run.key.alias ?? 'KMS key'}, key ID ${run.key.keyId}` : '';
    const context = Object.entries(run.context).map(([name, value]) => `${name} = ${value}`);
    const edk = run.edk ? `Encrypted data key: ${bytesExactly(run.edk.length)}.` : '';
    const bare = run.dataKey ? `Plaintext data key: ${bytesExactly(run.dataKey.length)}.` : '';
    const file = run.file.size === undefined ? '' : `${run.file.name}: ${bytesExactly(run.file.size)}.`;
    const asked = `${key}. Context: ${context.join(', ') || 'none'}.`;
    const held = run.heldMs === undefined ? '' : `It was in memory for ${duration(run.heldMs)}.`;
    const stored = run.parts ? `Sealed file: ${bytesExactly(run.parts.total)}.` : '';
    const texts =
      direction === 'encrypt'
        ? [asked, '', `${bare} ${edk}`, file, held, stored]
        : [`${edk} ${asked}`, '', bare, `${file} ${held}`];
    return texts[step - 1] ?? '';
  }

  private spoken(direction: Direction): string {
    const done = this.run
      ? `Step ${this.step} of ${ENVELOPE_STEPS[direction].length}: ${ENVELOPE_STEPS[direction][this.step - 1]?.says ?? ''}`
      : 'Nothing has run yet.';
    return `Envelope encryption in three places: your program, KMS, your storage. ${done} Press T for the text.`;
  }

  private toggle() {
    this.asText = !this.asText;
  }

  private onKey(event: KeyboardEvent) {
    if (event.key.toLowerCase() === 't' && !event.ctrlKey && !event.metaKey && !event.altKey) this.toggle();
    const last = this.run?.done ?? 0;
    if (event.key === 'ArrowRight' && this.step < last) this.step += 1;
    if (event.key === 'ArrowLeft' && this.step > 1) this.step -= 1;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-envelope-picture': StrongEnvelopePicture;
  }
}
