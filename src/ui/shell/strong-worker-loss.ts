import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WorkerLoss } from '../../model/worker-presence.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './worker-loss-texts.ts';

function textOf({ reason, restarted }: WorkerLoss): string {
  if (restarted) return TEXTS.restarted;
  return reason === 'not-started' ? TEXTS.notStarted : TEXTS.stoppedAgain;
}

/** An alert: the worker is lost, and what to do. */
@customElement('strong-worker-loss')
export class StrongWorkerLoss extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.5rem 1rem;
        padding: 0.5rem 1.5rem;
        background: var(--brass-tint);
        border-bottom: 1px solid var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) loss!: WorkerLoss;

  override render() {
    return html`<span role="alert">${textOf(this.loss)}</span>
      <button type="button" @click=${() => location.reload()}>${WORDS.reloadPage}</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-worker-loss': StrongWorkerLoss;
  }
}
