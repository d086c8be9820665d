import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { toBase64 } from '../../base/base64.ts';
import { copyBytes } from '../../base/bytes.ts';
import { forms } from '../styles/pieces.ts';
import { base, controls } from '../styles/shared.ts';
import { pemOf } from './pem.ts';
import { bytesExactly, count } from './format.ts';
import { TEXTS } from './kit-texts.ts';
import './strong-copy.ts';

/** Text formats of bytes. */
type Form = 'hex' | 'base64' | 'text' | 'PEM';

const FORMS: readonly Form[] = ['hex', 'base64', 'text'];
/** DER is not readable as text. */
const DER_FORMS: readonly Form[] = ['PEM', 'hex', 'base64'];
const PER_GROUP = 8;
const SHOWN = 256;

const hexOf = (byte: number) => byte.toString(16).padStart(2, '0');

/**
 * Shows bytes and their length: as hex in groups of eight, as base64 or as text; DER with a `pem` label as PEM instead
 * of text. Shows the first 256 bytes until the user asks for all of them. `changed` marks bytes by position; `total` is
 * the full length if `bytes` is only the beginning.
 */
@customElement('strong-bytes')
export class StrongBytes extends LitElement {
  static override styles = [
    base,
    controls,
    forms,
    css`
      .head {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        font-size: var(--t1);
      }
      .forms {
        margin-left: auto;
      }
      .grid {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(16.5ch, 1fr));
        gap: 0 1.75ch;
        margin-top: 0.25rem;
        font: 400 var(--t1) / 1.6 var(--mono);
        white-space: pre;
      }
      .text {
        margin-top: 0.25rem;
        font: 400 var(--t1) / 1.6 var(--mono);
        white-space: pre-wrap;
        overflow-wrap: anywhere;
      }
      .lines {
        max-height: 16rem;
        overflow: auto;
      }
      mark {
        background: var(--deny-tint);
        color: var(--deny);
        font-weight: 700;
        outline: 1px solid var(--deny);
      }
      .group {
        letter-spacing: 0;
      }
    `,
  ];

  @property({ attribute: false }) bytes: Uint8Array = new Uint8Array();
  /** Full length if `bytes` is only the beginning, otherwise negative. */
  @property({ type: Number }) total = -1;
  /** Name of the bytes, for the labels of buttons. */
  @property() what = TEXTS.bytes.what;
  @property({ attribute: false }) changed: readonly number[] = [];
  @property() form: Form = 'hex';
  /** Label of the PEM encoding; empty if PEM is not offered. */
  @property() pem: '' | 'PUBLIC KEY' | 'PRIVATE KEY' = '';

  @state() private whole = false;

  override render() {
    const total = this.total < 0 ? this.bytes.length : this.total;
    const shown = this.whole || this.form === 'PEM' ? this.bytes : this.bytes.subarray(0, SHOWN);
    return html`<div class="head">
        <span>${bytesExactly(total)}</span>
        <span class="forms" role="group" aria-label=${TEXTS.bytes.formatOf(this.what)}>
          ${(this.pem ? DER_FORMS : FORMS).map((form) => html`<button type="button" aria-pressed=${form === this.form} @click=${() => (this.form = form)}>${TEXTS.bytes.formats[form]}</button>`)}
        </span>
        <strong-copy .text=${this.format(this.bytes)} what=${this.nameOfForm}></strong-copy>
      </div>
      ${this.renderForm(shown)}
      ${
        shown.length < this.bytes.length
          ? html`<button type="button" class="plain" @click=${() => (this.whole = true)}>
              ${TEXTS.bytes.showAll(count(this.bytes.length))}
            </button>`
          : nothing
      }
      ${
        total > this.bytes.length && shown.length === this.bytes.length
          ? html`<p class="soft small">${TEXTS.bytes.notShown(bytesExactly(total - this.bytes.length))}</p>`
          : nothing
      }`;
  }

  private renderForm(shown: Uint8Array) {
    if (this.form === 'hex') return html`<div class="grid">${this.groups(shown)}</div>`;
    if (this.form !== 'PEM') return html`<div class="text">${this.format(shown)}</div>`;
    return html`<div class="text lines" tabindex="0" role="region" aria-label=${this.nameOfForm}>
      ${this.format(shown)}
    </div>`;
  }

  private get nameOfForm(): string {
    return TEXTS.bytes.inFormat(this.what, TEXTS.bytes.formats[this.form]);
  }

  private groups(bytes: Uint8Array) {
    const marks = new Set(this.changed);
    const groups = [];
    for (let at = 0; at < bytes.length; at += PER_GROUP) {
      const group = [...bytes.subarray(at, at + PER_GROUP)];
      const touched = group.some((_, index) => marks.has(at + index));
      groups.push(
        html`<span class="group"
          >${
            touched
              ? group.map((byte, index) => (marks.has(at + index) ? html`<mark>${hexOf(byte)}</mark>` : hexOf(byte)))
              : group.map(hexOf).join('')
          }</span
        >`,
      );
    }
    return groups;
  }

  private format(bytes: Uint8Array): string {
    if (this.form === 'base64') return toBase64(bytes);
    if (this.form === 'PEM' && this.pem) return pemOf(copyBytes(bytes), this.pem);
    if (this.form === 'text') return new TextDecoder().decode(bytes);
    return Array.from(bytes, hexOf).join('');
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-bytes': StrongBytes;
  }
}
