import { LitElement, css, html } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';

/** One operation to choose, and its address. */
export interface UseLink {
  readonly operation: string;
  readonly href: string;
}

/** What `strong-choose` carries. */
export type ChooseUseEvent = CustomEvent<{ readonly href: string }>;

/** The operations that a key can do: links beside the form, or where there is no room for them one choice above it, which fires `strong-choose`. */
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
      @media (max-width: 52rem) {
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
    return html`<nav aria-label="Operations of this key">
        <ul>
          ${this.links.map(({ operation, href }) => html`<li><a href=${href} aria-current=${ifDefined(operation === this.current ? 'true' : undefined)}>${this.broken(operation)}</a></li>`)}
        </ul>
      </nav>
      <label>
        Operation
        <select @change=${this.onChange}>
          ${this.links.map(({ operation, href }) => html`<option value=${href} .selected=${operation === this.current}>${operation}</option>`)}
        </select>
      </label>`;
  }

  /** Long names may break before Without. */
  private broken(operation: string) {
    const [first, second] = operation.split(/(?=Without)/);
    return second ? html`${first}<wbr />${second}` : operation;
  }

  private onChange(event: Event) {
    this.dispatchEvent(
      new CustomEvent('strong-choose', { detail: { href: (event.target as HTMLSelectElement).value } }),
    );
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-list': StrongUseList;
  }
}
