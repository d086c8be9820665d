import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { Strongroom } from '../../client/strongroom.ts';
import type { QuotaView } from '../../model/service-quotas.ts';
import { announce } from '../kit/announce.ts';
import { count } from '../kit/format.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { toast } from '../kit/toast.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { problemOf, type Problem } from '../page/problem.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './quotas-texts.ts';
import '../kit/strong-dialog.ts';
import '../page/strong-problem.ts';

const { increase } = TEXTS;

/** Fired when a request was accepted. */
const REQUESTED = typedEvent('strong-increase-requested');

/** Requests an increase of a quota. `show()` opens it. Fires `strong-increase-requested`. */
@customElement('strong-increase-dialog')
export class StrongIncreaseDialog extends LitElement {
  static override styles = [base, controls];

  @property({ attribute: false }) strongroom!: Strongroom;

  @state() private quota: QuotaView | undefined;
  @state() private problem: Problem | undefined;
  @query('strong-dialog') private dialog!: StrongDialog;

  /** Opens the dialog for a quota. */
  async show(quota: QuotaView): Promise<void> {
    this.quota = quota;
    this.problem = undefined;
    await this.updateComplete;
    this.dialog.show();
  }

  override render() {
    const { quota } = this;
    return html`<strong-dialog heading=${quota ? increase.heading(quota.name) : ''}>
      ${quota ? this.renderForm(quota) : nothing}
      <button slot="actions" type="submit" form="increase" class="primary" @click=${this.onSubmitClick}>
        ${increase.submit}
      </button>
    </strong-dialog>`;
  }

  private renderForm({ value }: QuotaView) {
    return html`<p>${increase.current(count(value))}</p>
      <form id="increase" class="field" @submit=${this.submit}>
        <label for="value">${increase.value}</label>
        <input
          id="value"
          name="value"
          data-focus
          type="number"
          required
          .step=${'any'}
          aria-describedby="effect"
          .value=${String(value * 2)}
        />
      </form>
      <p id="effect" class="soft small">${increase.effect}</p>
      ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}`;
  }

  /** The button is in a slot of the dialog, where the attribute `form` finds the form only in some browsers. */
  private onSubmitClick(event: Event) {
    event.preventDefault();
    this.renderRoot.querySelector('form')?.requestSubmit();
  }

  private async submit(event: SubmitEvent): Promise<void> {
    event.preventDefault();
    const { quota } = this;
    if (quota === undefined) return;
    const value = Number(new FormData(event.target as HTMLFormElement).get('value'));
    const { code, account, region, name } = quota;
    this.problem = undefined;
    try {
      await this.strongroom.sandbox.quotas.requestIncrease({ code, account, region, value });
    } catch (error) {
      this.problem = problemOf(error);
      announce(this, this.problem.message, 'assertive');
      return;
    }
    this.dialog.close();
    toast(this, increase.requested(name, count(value)));
    REQUESTED.dispatch(this);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-increase-dialog': StrongIncreaseDialog;
  }
  interface HTMLElementEventMap {
    'strong-increase-requested': EventOf<typeof REQUESTED>;
  }
}
