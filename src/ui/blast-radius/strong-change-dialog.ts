import { LitElement, html } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { BlastRadiusReport } from '../../services/blast-radius/blast-radius-types.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './blast-radius-texts.ts';
import '../kit/strong-dialog.ts';
import './strong-blast-radius.ts';

/** A dialog that says what would stop with a change, and asks whether to make it. */
@customElement('strong-change-dialog')
export class StrongChangeDialog extends LitElement {
  static override styles = [base, controls];

  @property() heading = '';
  /** Text of the button that makes the change. */
  @property() action = '';
  @property({ attribute: false }) report: BlastRadiusReport | undefined;
  /** The report could not be made: the change has to be confirmed in a second step. */
  @property({ type: Boolean }) isUnknown = false;
  @property() account = '';
  @property() region = '';

  @state() private isSure = false;
  @query('strong-dialog') private dialog!: StrongDialog;

  #isConfirmed = false;

  /** Opens the dialog. Resolves when it has closed: true if the change is to be made. */
  async ask(): Promise<boolean> {
    await this.updateComplete;
    this.#isConfirmed = false;
    const closed = new Promise<void>((resolve) => {
      this.dialog.addEventListener('strong-close', () => resolve(), { once: true });
    });
    this.dialog.show();
    await closed;
    return this.#isConfirmed;
  }

  override render() {
    const isReady = this.isSure || !this.isUnknown;
    return html`<strong-dialog heading=${this.heading}>
      ${this.isUnknown ? this.renderUnknown() : this.renderReport()}
      <button slot="actions" type="button" class="danger" ?disabled=${!isReady} @click=${this.confirm}>
        ${this.action}
      </button>
    </strong-dialog>`;
  }

  private renderReport() {
    // A long report scrolls, so it can be reached with the keyboard.
    return html`<strong-blast-radius
      tabindex="0"
      role="region"
      aria-label=${TEXTS.heading}
      .report=${this.report}
      account=${this.account}
      region=${this.region}
    ></strong-blast-radius>`;
  }

  private renderUnknown() {
    return html`<p role="alert">${TEXTS.unknownEffects}</p>
      <label class="choice">
        <input
          id="sure"
          type="checkbox"
          .checked=${this.isSure}
          @change=${(event: Event) => (this.isSure = (event.target as HTMLInputElement).checked)}
        />
        ${TEXTS.confirmUnknown}
      </label>`;
  }

  private confirm() {
    this.#isConfirmed = true;
    this.dialog.close();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-change-dialog': StrongChangeDialog;
  }
}
