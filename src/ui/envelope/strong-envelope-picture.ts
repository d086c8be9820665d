import { LitElement, html, nothing, type PropertyValues } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { STEP_COUNT, type Direction, type EnvelopeRun } from './envelope-run.ts';
import { TEXTS } from './picture-texts.ts';
import { bytesExactly, duration, ends } from '../kit/format.ts';
import { pictureDetailStyles } from './strong-envelope-picture-detail.styles.ts';
import { pictureStyles } from './strong-envelope-picture.styles.ts';
import '../kit/strong-icon.ts';

/** The step at which a part of the picture appears, by direction. */
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
 * A diagram of envelope encryption: your program, KMS and storage. Shows the values of `run`, or empty places without
 * one. The step buttons go to a step of the run. The T key, or a button, shows the same as an ordered list.
 */
@customElement('strong-envelope-picture')
export class StrongEnvelopePicture extends LitElement {
  static override styles = [base, controls, pictureStyles, pictureDetailStyles];

  @property({ attribute: false }) run: EnvelopeRun | undefined;

  /** The step shown. Follows the run until the user selects a step. */
  @state() private step = 0;
  @state() private asText = false;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('run')) this.step = this.run?.done ?? 0;
  }

  override render() {
    const direction = this.run?.direction ?? 'encrypt';
    const steps = TEXTS.steps[direction];
    const summary = TEXTS.summary[direction];
    const caption = this.run ? (steps[this.step - 1]?.description ?? summary) : summary;
    return html`<figure @keydown=${this.onKey}>
      ${this.asText ? this.renderText(direction) : this.renderDrawing(direction)}
      <div class="steps" role="group" aria-label=${TEXTS.stepButtons}>
        ${steps.map(
          (one, index) =>
            html`<button
              type="button"
              aria-current=${ifDefined(this.step === index + 1 ? 'step' : undefined)}
              ?disabled=${!this.run || index + 1 > this.run.done}
              @click=${() => (this.step = index + 1)}
            >
              <span class="number ${this.step === index + 1 ? 'now' : ''}">${index + 1}</span>${one.name}
            </button>`,
        )}
      </div>
      <figcaption>
        <p aria-live="off">${caption}</p>
        <button type="button" class="plain" aria-pressed=${this.asText} aria-keyshortcuts="T" @click=${this.toggle}>
          ${this.asText ? TEXTS.showPicture : TEXTS.showText}
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
    const isEncrypt = direction === 'encrypt';
    return html`<div class="drawing" role="img" aria-label=${this.describe(direction)}>
      <div class="zone program"></div>
      <div class="zone kms"></div>
      <div class="zone storage"></div>
      <div class="label program">${TEXTS.places.program}</div>
      <div class="label kms">${TEXTS.places.kms}</div>
      <div class="label storage">${TEXTS.places.storage}</div>
      <div class="cell pt">${this.renderBareKey(at('bare'), at('wipe'))}</div>
      <div class="ga cell-gap">
        ${this.renderArrow(1, isEncrypt ? 'GenerateDataKey' : 'Decrypt', at('ask'), '')}
        ${this.renderArrow(3, TEXTS.arrows.plaintextKey, at('bare'), 'back bare')}
      </div>
      <div class="cell kt">${this.renderKmsKey(direction, at('make'))}</div>
      <div class="gb">
        ${this.renderArrow(isEncrypt ? 3 : 1, TEXTS.arrows.encryptedKey, at('edkOut'), isEncrypt ? 'locked' : 'locked back')}
      </div>
      <div class="cell st">${this.renderEdk(at(isEncrypt ? 'edkOut' : 'stored'))}</div>
      <div class="cell pb">${this.renderFile(isEncrypt || at('lock').there, !isEncrypt && at('lock').now)}</div>
      <div class="un">
        ${this.renderArrow(4, isEncrypt ? TEXTS.arrows.encryptFile : TEXTS.arrows.decryptFile, at('lock'), isEncrypt ? 'locked' : 'locked back')}
      </div>
      <div class="cell sb">
        ${this.renderEncryptedFile(at(isEncrypt ? 'lock' : 'stored'), isEncrypt && at('stored').now)}
      </div>
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
        <strong-icon name="bare-key"></strong-icon><b>${TEXTS.dataKey.name}</b><small>${TEXTS.dataKey.origin}</small>
      </div>`;
    }
    const wiped = wipe.there || (this.run?.direction === 'decrypt' && this.step >= 4);
    return html`<div class="thing plaintext ${wiped ? 'wiped' : ''} ${bare.now || wipe.now ? 'now' : ''}">
      <strong-icon name="bare-key"></strong-icon><b>${wiped ? TEXTS.dataKey.overwritten : TEXTS.dataKey.plaintext}</b>
      <span class="bytes">${grouped(key, 32)}</span>
      <small
        >${wiped && this.run?.heldMs !== undefined ? TEXTS.dataKey.inUseFor(duration(this.run.heldMs)) : bytesExactly(key.length)}</small
      >
    </div>`;
  }

  private renderKmsKey(direction: Direction, make: { there: boolean; now: boolean }) {
    const key = this.run?.key;
    return html`<div class="thing ${key ? 'held' : 'empty'}">
        <strong-icon name="keys"></strong-icon><b>${key?.alias ?? TEXTS.kmsKey.name}</b>
        ${key ? html`<span class="bytes">${ends(key.keyId)}</span>` : nothing}
        <small>${TEXTS.kmsKey.custody}</small>
      </div>
      <p class="arrowless small ${make.there ? '' : 'soft'}">
        <span class="number ${make.now ? 'now' : ''}">2</span>
        ${TEXTS.kmsKey.work[direction]}
      </p>`;
  }

  private renderEdk({ there, now }: { there: boolean; now: boolean }) {
    const edk = this.run?.edk;
    if (!there || !edk) {
      return html`<div class="thing empty">
        <strong-icon name="envelope"></strong-icon><b>${TEXTS.encryptedKey.name}</b
        ><small>${TEXTS.encryptedKey.decryption}</small>
      </div>`;
    }
    return html`<div class="thing edk ${now ? 'now' : ''}">
      <strong-icon name="envelope"></strong-icon><b>${TEXTS.encryptedKey.name}</b>
      <span class="bytes">${grouped(edk, 16)}</span>
      <small>${TEXTS.encryptedKey.decryptionOf(bytesExactly(edk.length))}</small>
    </div>`;
  }

  private renderFile(there: boolean, now: boolean) {
    const file = this.run?.file;
    return html`<div class="thing file ${!file || !there ? 'empty' : ''} ${now ? 'now' : ''}">
        <strong-icon name="page"></strong-icon><b>${file?.name ?? TEXTS.file.name}</b>
        ${there && file?.head ? html`<span class="bytes">${grouped(file.head, 16)}</span>` : nothing}
        <small
          >${there && file?.size !== undefined ? bytesExactly(file.size) : file ? TEXTS.file.notDecrypted : TEXTS.file.anySize}</small
        >
      </div>
      ${this.renderRibbon(TEXTS.file.context)}`;
  }

  private renderEncryptedFile({ there, now }: { there: boolean; now: boolean }, store: boolean) {
    const parts = this.run?.parts;
    if (!there || !parts) {
      return html`<div class="thing empty">
        <strong-icon name="sealed"></strong-icon><b>${TEXTS.encryptedFile.name}</b
        ><small>${TEXTS.encryptedFile.storage}</small>
      </div>`;
    }
    return html`<div class="thing cipher ${now || store ? 'now' : ''}">
        <strong-icon name="sealed"></strong-icon><b>${TEXTS.encryptedFile.name}</b>
        <span class="bytes">${grouped(this.run?.bodyHead, 16)}</span>
        <small>${TEXTS.encryptedFile.size(bytesExactly(parts.total))}</small>
      </div>
      ${this.renderRibbon(TEXTS.encryptedFile.context)}`;
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
      ${TEXTS.steps[direction].map(({ description }, index) => html`<li>${description} <span class="soft">${this.facts(direction, index + 1)}</span></li>`)}
    </ol>`;
  }

  /** The values of one step in this run. */
  private facts(direction: Direction, step: number): string {
    const run = this.run;
    if (!run || step > run.done) return '';
    const context = Object.entries(run.context).map(([name, value]) => `${name} = ${value}`);
    const request = run.key ? TEXTS.facts.request(run.key.alias, run.key.keyId, context.join(', ')) : '';
    const encryptedKey = run.edk ? TEXTS.facts.encryptedKey(bytesExactly(run.edk.length)) : '';
    const plaintextKey = run.dataKey ? TEXTS.facts.plaintextKey(bytesExactly(run.dataKey.length)) : '';
    const file = run.file.size === undefined ? '' : TEXTS.facts.file(run.file.name, bytesExactly(run.file.size));
    const inUse = run.heldMs === undefined ? '' : TEXTS.facts.inUseFor(duration(run.heldMs));
    const stored = run.parts ? TEXTS.facts.encryptedFile(bytesExactly(run.parts.total)) : '';
    const texts =
      direction === 'encrypt'
        ? [request, '', `${plaintextKey} ${encryptedKey}`, file, inUse, stored]
        : [`${encryptedKey} ${request}`, '', plaintextKey, `${file} ${inUse}`];
    return texts[step - 1] ?? '';
  }

  private describe(direction: Direction): string {
    const step = TEXTS.steps[direction][this.step - 1];
    return step ? TEXTS.atStep(this.step, STEP_COUNT[direction], step.description) : TEXTS.notStarted;
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
