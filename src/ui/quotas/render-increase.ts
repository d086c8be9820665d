/** The cell of a quota that shows its increases, and the button to request one. */
import { html, nothing } from 'lit';
import type { QuotaView } from '../../model/service-quotas.ts';
import { count, moment } from '../kit/format.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './quotas-texts.ts';

/** Asks to request an increase of a quota. */
export const REQUEST_INCREASE = typedEvent<QuotaView>('strong-request-increase', { bubbles: true, composed: true });

/** Renders the newest request, and a button unless one is pending or AWS grants none. */
export function renderIncrease(source: EventTarget, quota: QuotaView) {
  const { adjustable, increase, name } = quota;
  if (!adjustable) return html`<span class="soft">${TEXTS.increase.notAdjustable}</span>`;
  const isPending = increase?.status === 'PENDING';
  const text = isPending ? TEXTS.increase.pending : TEXTS.increase.approved;
  return html`${increase ? html`<small>${text(count(increase.value), moment(increase.approvedAt))}</small>` : nothing}
  ${
    isPending
      ? nothing
      : html`<button
          type="button"
          aria-label=${TEXTS.increase.openFor(name)}
          @click=${() => REQUEST_INCREASE.dispatch(source, quota)}
        >
          ${TEXTS.increase.open}
        </button>`
  }`;
}
