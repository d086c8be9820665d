import { LitElement, css, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { TEXTS, WORDS } from './kit-texts.ts';
import type { StrongDialog } from './strong-dialog.ts';
import { typedEvent, type EventOf } from './typed-event.ts';
import './strong-icon.ts';

/** One choice. */
export interface SwitchOption {
  readonly value: string;
  readonly label: string;
  /** Helps to choose: the name of the Region or account. */
  readonly detail?: string;
  /** Heading of the group that contains the choice. */
  readonly group?: string;
}

/** Fired before the choices are shown. They are shown once every promise passed to `wait` has settled. */
const OPEN = typedEvent<{ wait(choices: Promise<unknown>): void }>('strong-open');
export type OpenEvent = EventOf<typeof OPEN>;

/** Fired when the user has chosen another value. */
const CHOOSE = typedEvent<{ readonly value: string }>('strong-choose');
export type ChooseEvent = EventOf<typeof CHOOSE>;

/**
 * A value inside a sentence that the user can change: a button with the value, and a dialog with the choices.
 * Fires `strong-open` before the choices are shown, and `strong-choose` with the chosen value. The slot takes another
 * way to choose, which fires `strong-choose` too, or `strong-leave` when it leads to another page.
 */
@customElement('strong-switch')
export class StrongSwitch extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: inline-block;
      }
      .value {
        padding: 0;
        min-height: 1.75rem;
        border: 0;
        border-radius: 0;
        background: none;
        color: var(--text);
        font-weight: 650;
        text-align: left;
      }
      .value span {
        display: inline-flex;
        align-items: center;
        gap: 0.15rem;
        border-bottom: 2px solid var(--brass);
      }
      .value strong-icon {
        width: 0.9em;
        height: 0.9em;
        color: var(--brass);
      }
      ul {
        list-style: none;
      }
      h3 {
        font-size: var(--t1);
        color: var(--soft);
      }
      li button {
        display: grid;
        grid-template-columns: 1.5rem minmax(0, 1fr);
        gap: 0 var(--u);
        justify-content: stretch;
        justify-items: start;
        width: 100%;
        padding: 0.5rem 0.25rem;
        border: 0;
        border-bottom: 1px solid var(--line);
        border-radius: 0;
        background: none;
        text-align: left;
      }
      li small {
        grid-column: 2;
        overflow-wrap: anywhere;
        font-size: var(--t1);
        font-weight: 400;
        color: var(--soft);
      }
      li span {
        grid-column: 2;
      }
      li strong-icon {
        grid-row: 1 / span 2;
        color: var(--brass);
      }
      @media (pointer: coarse) {
        .value {
          min-height: var(--target);
        }
      }
    `,
  ];

  /** Name of the value: `Region`, `account`. */
  @property() what = '';
  @property() value = '';
  /** Text for the value; empty to show the value itself. */
  @property() shown = '';
  @property({ attribute: false }) options: readonly SwitchOption[] = [];

  @state() private filter = '';
  /** Whether the dialog is rendered. It is from the first opening on: every page shows several of these values. */
  @state() private hasDialog = false;
  @query('strong-dialog') private dialog!: StrongDialog;

  override render() {
    const shown = this.shown || this.value;
    return html`<button
        type="button"
        class="value"
        aria-haspopup="dialog"
        aria-label=${TEXTS.switch.button(this.what, shown)}
        @click=${this.open}
      >
        <span>${shown}<strong-icon name="down"></strong-icon></span>
      </button>
      ${this.hasDialog ? this.renderDialog() : nothing}`;
  }

  private renderDialog() {
    const groups = this.groups();
    return html`<strong-dialog heading=${TEXTS.switch.heading(this.what)}>
      ${
        this.options.length > 8
          ? html`<label class="field"
              >${WORDS.filter}<input type="search" data-focus .value=${this.filter} @input=${this.onFilter}
            /></label>`
          : nothing
      }
      ${groups.map(
        ([group, options]) =>
          html`${group ? html`<h3>${group}</h3>` : nothing}
            <ul>
              ${options.map((option) => this.renderOption(option))}
            </ul>`,
      )}
      ${groups.length === 0 ? html`<p class="soft" role="status">${this.filter ? TEXTS.switch.noMatches(this.filter) : TEXTS.switch.noChoices}</p>` : nothing}
      <slot @strong-choose=${() => this.dialog.close()} @strong-leave=${() => this.dialog.close()}></slot>
    </strong-dialog>`;
  }

  private renderOption(option: SwitchOption) {
    const current = option.value === this.value;
    return html`<li>
      <button
        type="button"
        aria-current=${ifDefined(current ? 'true' : undefined)}
        @click=${() => this.choose(option.value)}
      >
        ${current ? html`<strong-icon name="check"></strong-icon>` : nothing}
        <span>${option.label}</span>${option.detail ? html`<small>${option.detail}</small>` : nothing}
      </button>
    </li>`;
  }

  private groups(): [string, SwitchOption[]][] {
    const wanted = this.filter.trim().toLowerCase();
    const groups = new Map<string, SwitchOption[]>();
    for (const option of this.options) {
      if (wanted && !`${option.label} ${option.detail ?? ''}`.toLowerCase().includes(wanted)) continue;
      groups.set(option.group ?? '', [...(groups.get(option.group ?? '') ?? []), option]);
    }
    return [...groups];
  }

  private onFilter(event: InputEvent) {
    this.filter = (event.target as HTMLInputElement).value;
  }

  private async open() {
    this.filter = '';
    const choices: Promise<unknown>[] = [];
    OPEN.dispatch(this, { wait: (one) => void choices.push(one) });
    this.hasDialog = true;
    await Promise.all([import('./strong-dialog.ts'), Promise.allSettled(choices)]);
    await this.updateComplete;
    await this.dialog.updateComplete;
    if (this.isConnected) this.dialog.show();
  }

  private choose(value: string) {
    this.dialog.close();
    if (value !== this.value) CHOOSE.dispatch(this, { value });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-switch': StrongSwitch;
  }
}
