import { LitElement, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { count, moment } from '../kit/format.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls, tables } from '../styles/shared.ts';
import { TEXTS } from './key-texts.ts';
import type { StrongDialog } from '../kit/strong-dialog.ts';
import '../kit/strong-dialog.ts';

/** Asks to schedule the deletion, after a waiting period in days. */
export const SCHEDULE_DELETION = typedEvent<{ readonly days: number }>('strong-schedule');

/** What the caller is not allowed to know: the name of the error. */
export interface Refused {
  readonly refused: string;
}

/** What the deletion of a key affects, besides its aliases. */
export interface DeletionEffects {
  readonly grants: { readonly count: number; readonly isMinimum: boolean } | Refused;
  readonly lastUse: { readonly at: Date | undefined } | Refused;
  /** Names of the files that the page keeps and only this key decrypts. */
  readonly files: readonly string[];
}

function grantsText(grants: DeletionEffects['grants']): string {
  if ('refused' in grants) return TEXTS.deletion.refused(grants.refused);
  return grants.count === 0 ? TEXTS.deletion.none : TEXTS.deletion.grants(count(grants.count), grants.isMinimum);
}

function lastUseText(use: DeletionEffects['lastUse']): string {
  if ('refused' in use) return TEXTS.deletion.refused(use.refused);
  return use.at === undefined ? TEXTS.deletion.never : moment(use.at);
}

/**
 * The dialog that schedules the deletion of a key. `show()` opens it; fires `strong-schedule`. The default slot is for
 * what would stop.
 */
@customElement('strong-delete-key')
export class StrongDeleteKey extends LitElement {
  static override styles = [base, controls, tables];

  /** Aliases that are deleted with the key. */
  @property({ attribute: false }) aliases: readonly string[] = [];

  /** The other effects; undefined until they are loaded. */
  @property({ attribute: false }) effects: DeletionEffects | undefined;

  /** Regions of related multi-Region keys. */
  @property({ attribute: false }) related: readonly string[] = [];
  /** Whether the key is a multi-Region primary key. */
  @property({ type: Boolean }) primary = false;

  @state() private sure = false;
  @state() private wasShown = false;
  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  /** Opens the dialog with its default values. */
  show(): void {
    this.form.reset();
    this.sure = false;
    this.wasShown = true;
    this.dialog.show();
  }

  override render() {
    return html`<strong-dialog heading=${TEXTS.deletion.title} cancel=${WORDS.cancel}>
      <p>${TEXTS.deletion.effect}</p>
      ${this.related.length > 0 ? html`<p>${this.renderRelated()}</p>` : nothing}
      ${this.wasShown ? this.renderEffects() : nothing}
      <slot></slot>
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

  private renderRelated() {
    return (this.primary ? TEXTS.deletion.primary : TEXTS.deletion.related)(this.related);
  }

  private renderEffects() {
    const { aliases, effects } = this;
    const { effects: names } = TEXTS.deletion;
    return html`<dl class="facts">
        <dt>${names.aliases}</dt>
        <dd>${aliases.join(', ') || TEXTS.deletion.none}</dd>
        <dt>${names.grants}</dt>
        <dd>${effects ? grantsText(effects.grants) : WORDS.loading}</dd>
        <dt>${names.lastUse}</dt>
        <dd>${effects ? lastUseText(effects.lastUse) : WORDS.loading}</dd>
        <dt>${names.files}</dt>
        <dd>${effects ? effects.files.join(', ') || TEXTS.deletion.none : WORDS.loading}</dd>
      </dl>
      <p class="soft small">${TEXTS.deletion.otherFiles}</p>`;
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
