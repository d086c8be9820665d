import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { announce } from './announce.ts';
import './strong-icon.ts';

/** A small button that copies `text`. `what` names it: *Copy ARN*; `words` stand beside its drawing, where there is room for them. */
@customElement('strong-copy')
export class StrongCopy extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-block;
        vertical-align: middle;
      }
      button {
        min-height: 1.75rem;
        min-width: 1.75rem;
        padding: 0.1rem 0.35rem;
        font-size: var(--t1);
      }
      @media (pointer: coarse) {
        button {
          min-height: var(--target);
          min-width: var(--target);
        }
      }
    `,
  ];

  @property() text = '';
  @property() what = '';
  @property() words = '';
  @state() private done: '' | 'Copied' | 'Copying failed' = '';

  override render() {
    return html`<button type="button" class="plain" aria-label=${this.spoken} @click=${this.copy}>
      <strong-icon name=${this.done === 'Copied' ? 'check' : 'copy'}></strong-icon>${this.done || this.words}
    </button>`;
  }

  /** What is seen begins what is read out: whoever speaks to the page says what they see. */
  private get spoken(): string {
    const seen = this.done || this.words;
    return seen ? `${seen}: ${this.what}` : `Copy ${this.what}`;
  }

  private async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.done = 'Copied';
    } catch {
      this.done = 'Copying failed';
    }
    announce(this, `${this.done}: ${this.what}`);
    setTimeout(() => (this.done = ''), 2000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-copy': StrongCopy;
  }
}
