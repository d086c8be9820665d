import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-dialog.ts';

/** Asks to schedule the deletion, after a waiting period in days. */
export const SCHEDULE_DELETION = typedEvent<{ readonly days: number }>('strong-schedule');

/** The dialog that schedules the deletion of a key. `show()` opens it; fires `strong-schedule`. */
@customElement('strong-delete-key')
export class StrongDeleteKey extends LitElement {
  static override styles = [base, controls];

  /** Aliases that are deleted with the key. */
  @property({ attribute: false }) aliases: readonly string[] = [];

  @state() private sure = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  /** Opens the dialog with its default values. */
  show(): void {
    this.form.reset();
    this.sure = false;
    this.dialog.show();
  }

  override render() {
    return html`<strong-dialog heading=${TEXTS.deletion.title} cancel=${WORDS.cancel}>
      <p>${TEXTS.deletion.effect}</p>
      ${this.aliases.length > 0 ? html`<p>${TEXTS.deletion.aliases(this.aliases.join(', '))}</p>` : nothing}
      <form id="form" @submit=${this.onSubmit}>
        <div class="field">
          <label for="days">${TEXTS.deletion.days}</label>
          <input id="days" name="days" type="number" min="7" max="30" required value="30" />
        </div>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${this.sure}
            @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
          />
          ${TEXTS.deletion.confirm}
        </label>
      </form>
      <button slot="actions" type="submit" form="form" class="danger" ?disabled=${!this.sure}>
        ${TEXTS.deletion.schedule}
      </button>
    </strong-dialog>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (!this.sure) return;
    this.dialog.close();
    SCHEDULE_DELETION.dispatch(this, { days: Number(new FormData(this.form).get('days')) });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-delete-key': StrongDeleteKey;
  }
}
