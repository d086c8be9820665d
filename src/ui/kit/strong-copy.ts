import { LitElement, css, html } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { announce } from './announce.ts';
import { TEXTS } from './kit-texts.ts';
import './strong-icon.ts';

/**
 * A small button that copies `text`. `what` names the text for its label (*Copy ARN*); `words` are shown next to its
 * icon.
 */
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
  @state() private result: 'none' | 'copied' | 'failed' = 'none';

  override render() {
    return html`<button type="button" class="plain" aria-label=${this.label} @click=${this.copy}>
      <strong-icon name=${this.result === 'copied' ? 'check' : 'copy'}></strong-icon>${this.visible}
    </button>`;
  }

  private get visible(): string {
    return this.result === 'none' ? this.words : TEXTS.copy[this.result];
  }

  private get label(): string {
    const { visible, what } = this;
    return visible ? TEXTS.copy.visibleLabel(visible, what) : TEXTS.copy.label(what);
  }

  private async copy() {
    try {
      await navigator.clipboard.writeText(this.text);
      this.result = 'copied';
    } catch {
      this.result = 'failed';
    }
    announce(this, this.label);
    setTimeout(() => (this.result = 'none'), 2000);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-copy': StrongCopy;
  }
}
