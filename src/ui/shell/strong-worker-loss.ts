import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { WorkerLoss } from '../../model/worker-presence.ts';
import { base, controls } from '../styles/shared.ts';

const RELOAD = 'Reload the page to continue.';

function textOf({ reason, restarted }: WorkerLoss): string {
  if (restarted)
    return 'The background worker stopped and was started again. Calls in progress failed and may have taken effect. Data of sandboxes that live in memory is lost.';
  if (reason === 'not-started')
    return `The background worker did not start: its script did not load. Check your network connection. ${RELOAD}`;
  return `The background worker stopped again. ${RELOAD}`;
}

/** Says that the worker is lost, and what to do. */
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
      <button type="button" @click=${() => location.reload()}>Reload page</button>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-worker-loss': StrongWorkerLoss;
  }
}
