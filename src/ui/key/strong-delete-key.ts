import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-dialog.ts';

/** What `strong-schedule` carries. */
export type ScheduleEvent = CustomEvent<{ readonly days: number }>;

/** The dialog that schedules the deletion of a key, with the friction that AWS's has. `show()` opens it; fires `strong-schedule`. */
@customElement('strong-delete-key')
export class StrongDeleteKey extends LitElement {
  static override styles = [base, controls];

  /** Aliases that would go with the key. */
  @property({ attribute: false }) aliases: readonly string[] = [];

  @state() private sure = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  /** Opens the dialog, fresh. */
  show(): void {
    this.form.reset();
    this.sure = false;
    this.dialog.show();
  }

  override render() {
    return html`<strong-dialog heading="Schedule key deletion?" cancel="Cancel">
      <p>
        After the waiting period, the key is permanently deleted. Data encrypted under it cannot be decrypted. Until
        then, cryptographic operations with the key fail, and you can cancel the deletion.
      </p>
      ${this.aliases.length > 0 ? html`<p>These aliases are also deleted: <b>${this.aliases.join(', ')}</b>.</p>` : nothing}
      <form id="form" @submit=${this.onSubmit}>
        <div class="field">
          <label for="days">Waiting period in days (7 to 30)</label>
          <input id="days" name="days" type="number" min="7" max="30" required value="30" />
        </div>
        <label class="choice">
          <input
            type="checkbox"
            .checked=${this.sure}
            @change=${(event: Event) => (this.sure = (event.target as HTMLInputElement).checked)}
          />
          I confirm that I want to schedule this key for deletion after the waiting period
        </label>
      </form>
      <button slot="actions" type="submit" form="form" class="danger" ?disabled=${!this.sure}>Schedule deletion</button>
    </strong-dialog>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (!this.sure) return;
    this.dialog.close();
    this.dispatchEvent(
      new CustomEvent('strong-schedule', { detail: { days: Number(new FormData(this.form).get('days')) } }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-delete-key': StrongDeleteKey;
  }
}
