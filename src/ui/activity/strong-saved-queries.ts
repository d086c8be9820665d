import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { WORDS } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { href } from '../page/router.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './activity-texts.ts';
import type { SavedQuery } from './saved-queries.ts';

/** A change of the saved queries: the present filters under a name, another name, or one query less. */
export type QueryChange =
  | { readonly kind: 'save' | 'delete'; readonly name: string }
  | { readonly kind: 'rename'; readonly name: string; readonly to: string };

/** Asks for a change of the saved queries. */
export const CHANGE_QUERIES = typedEvent<QueryChange>('strong-change-queries');

/** The saved queries as links, and a form to save the present filters. Fires `strong-change-queries`. */
@customElement('strong-saved-queries')
export class StrongSavedQueries extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      summary {
        min-height: var(--target);
        align-content: center;
        cursor: pointer;
      }
      ul {
        max-width: 44rem;
        margin-bottom: 0.75rem;
        list-style: none;
      }
      li {
        display: flex;
        flex-wrap: wrap;
        gap: 0 0.5rem;
        align-items: center;
        border-bottom: 1px solid var(--line);
      }
      li a {
        flex: 1 1 10rem;
        overflow-wrap: anywhere;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        gap: 0.5rem;
        align-items: end;
        margin-block: 0.5rem;
      }
      form .field {
        width: min(20rem, 100%);
      }
    `,
  ];

  @property({ attribute: false }) queries: readonly SavedQuery[] = [];
  /** Whether there are filters to save. */
  @property({ type: Boolean }) savable = false;

  /** The query that is renamed. */
  @state() private renamed: string | undefined;

  override render() {
    return html`<details>
      <summary>${TEXTS.saved.heading(this.queries.length)}</summary>
      ${
        this.queries.length === 0
          ? html`<p class="soft">${TEXTS.saved.none}</p>`
          : html`<ul>
              ${this.queries.map((query) => this.renderQuery(query))}
            </ul>`
      }
      ${this.savable ? this.renderForm('', TEXTS.saved.name, TEXTS.saved.save, this.save) : nothing}
    </details>`;
  }

  private renderQuery({ name, filters }: SavedQuery) {
    if (name === this.renamed)
      return html`<li>${this.renderForm(name, TEXTS.saved.newName(name), WORDS.save, this.rename)}</li>`;
    return html`<li>
      <a href=${href(['activity'], Object.fromEntries(new URLSearchParams(filters)))}>${name}</a>
      <button type="button" class="plain" aria-label=${TEXTS.saved.renameOf(name)} @click=${() => this.edit(name)}>
        ${TEXTS.saved.rename}
      </button>
      <button
        type="button"
        class="plain"
        aria-label=${TEXTS.saved.deleteOf(name)}
        @click=${() => CHANGE_QUERIES.dispatch(this, { kind: 'delete', name })}
      >
        ${WORDS.delete}
      </button>
    </li>`;
  }

  private renderForm(value: string, label: string, action: string, onSubmit: (name: string) => void) {
    const id = value ? 'renamed' : 'name';
    return html`<form
      @submit=${(event: SubmitEvent) => {
        event.preventDefault();
        const field = this.renderRoot.querySelector<HTMLInputElement>(`#${id}`);
        const name = field?.value.trim() ?? '';
        if (name) onSubmit(name);
        if (field) field.value = '';
      }}
    >
      <div class="field">
        <label for=${id}>${label}</label>
        <input id=${id} required maxlength="80" autocomplete="off" .defaultValue=${value} />
      </div>
      <button type="submit">${action}</button>
    </form>`;
  }

  private readonly save = (name: string) => CHANGE_QUERIES.dispatch(this, { kind: 'save', name });

  private readonly rename = (to: string) => {
    const name = this.renamed;
    this.renamed = undefined;
    if (name !== undefined && name !== to) CHANGE_QUERIES.dispatch(this, { kind: 'rename', name, to });
  };

  private edit(name: string) {
    this.renamed = name;
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#renamed')?.focus());
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-saved-queries': StrongSavedQueries;
  }
}
