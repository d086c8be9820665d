import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';
import { typedEvent } from './typed-event.ts';

/** A tab: its slot, and the words on it. */
export interface Tab {
  readonly id: string;
  readonly label: string;
}

/** The user has selected another tab: its ID. */
export const SELECT_TAB = typedEvent<string>('strong-tab');

/** Where each key moves, as an offset from the selected tab; the ends have offsets of their own. */
const MOVES: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/**
 * Panels of which one is shown, with a tab each, as in https://www.w3.org/WAI/ARIA/apg/patterns/tabs/. The content of a
 * panel is the child whose slot is the ID of its tab. Hidden panels keep their state. Fires `strong-tab`.
 */
@customElement('strong-tabs')
export class StrongTabs extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      [role='tablist'] {
        display: flex;
        flex-wrap: wrap;
        gap: 0 1.5rem;
        border-bottom: 1px solid var(--line);
      }
      [role='tab'] {
        padding: 0.35rem 0.15rem;
        border: 0;
        border-bottom: 4px solid transparent;
        border-radius: 0;
        background: none;
        font-size: var(--t3);
        font-weight: 650;
        color: var(--soft);
      }
      [role='tab'][aria-selected='true'] {
        border-color: var(--brass);
        color: var(--text);
      }
      [role='tabpanel'] {
        padding-top: 1.25rem;
      }
      /* A transparent border is drawn in this mode: only the selected tab has one. */
      @media (forced-colors: active) {
        [role='tab'] {
          border-color: Canvas;
        }
        [role='tab'][aria-selected='true'] {
          border-color: Highlight;
        }
      }
    `,
  ];

  /** The name of the list of tabs, for screen readers. */
  @property() label = '';
  @property({ attribute: false }) tabs: readonly Tab[] = [];
  /** The ID of the selected tab. The first one is shown if the list does not have it. */
  @property() selected = '';

  private get shown() {
    return Math.max(
      this.tabs.findIndex(({ id }) => id === this.selected),
      0,
    );
  }

  override render() {
    const { shown } = this;
    return html`<div role="tablist" aria-label=${this.label} @keydown=${this.onKey}>
        ${this.tabs.map(
          ({ id, label }, index) =>
            html`<button
              type="button"
              role="tab"
              id=${`tab-${id}`}
              aria-controls=${id}
              aria-selected=${index === shown}
              tabindex=${index === shown ? 0 : -1}
              @click=${() => this.select(index)}
            >
              ${label}
            </button>`,
        )}
      </div>
      ${this.tabs.map(
        ({ id }, index) =>
          html`<div role="tabpanel" id=${id} aria-labelledby=${`tab-${id}`} ?hidden=${index !== shown}>
            <slot name=${id}></slot>
          </div>`,
      )}`;
  }

  private select(index: number) {
    this.selected = this.tabs.at(index)?.id ?? '';
    SELECT_TAB.dispatch(this, this.selected);
  }

  private onKey(event: KeyboardEvent) {
    const move = MOVES[event.key];
    if (event.key === 'Home') this.select(0);
    else if (event.key === 'End') this.select(-1);
    else if (move) this.select((this.shown + move) % this.tabs.length);
    else return;
    event.preventDefault();
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('[aria-selected="true"]')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-tabs': StrongTabs;
  }
}
