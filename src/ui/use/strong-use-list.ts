import { LitElement, css, html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property } from 'lit/decorators.js';
import { operationName } from '../kit/operation-name.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './use-texts.ts';

/** An operation and its address. */
export interface UseLink {
  readonly operation: string;
  readonly href: string;
}

/** An operation was selected. */
export const CHOOSE_USE = typedEvent<{ readonly href: string }>('strong-choose');

/**
 * The operations that a key supports: links next to the form, or on narrow pages a select that dispatches CHOOSE_USE.
 */
@customElement('strong-use-list')
export class StrongUseList extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        list-style: none;
      }
      a {
        display: flex;
        align-items: center;
        min-height: var(--target);
        padding: 0.3rem 0.5rem 0.3rem 0.75rem;
        border-left: 3px solid var(--line);
        color: var(--text);
        font: 400 var(--t1) / 1.35 var(--mono);
        text-decoration: none;
      }
      a:hover {
        background: var(--brass-tint);
      }
      a[aria-current] {
        border-color: var(--brass);
        font-weight: 650;
      }
      label {
        display: none;
      }
      @container (max-width: 43.4rem) {
        nav {
          display: none;
        }
        label {
          display: grid;
          gap: 0.25rem;
        }
      }
    `,
  ];

  @property({ attribute: false }) links: readonly UseLink[] = [];
  @property() current = '';

  override render() {
    return html`<nav aria-label=${TEXTS.list.operationsOfKey}>
        <ul>
          ${this.links.map(
            ({ operation, href }) =>
              html`<li>
                <a href=${href} aria-current=${ifDefined(operation === this.current ? 'true' : undefined)}
                  ><span>${operationName(operation)}</span></a
                >
              </li>`,
          )}
        </ul>
      </nav>
      <label>
        ${TEXTS.list.operation}
        <select @change=${this.onChange}>
          ${this.links.map(({ operation, href }) => html`<option value=${href} .selected=${operation === this.current}>${operation}</option>`)}
        </select>
      </label>`;
  }

  private onChange(event: Event) {
    CHOOSE_USE.dispatch(this, { href: (event.target as HTMLSelectElement).value });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-list': StrongUseList;
  }
}
