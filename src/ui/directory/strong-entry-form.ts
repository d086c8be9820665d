import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { ENTRY_FIELDS, type Entry, type EntryField } from './directory-entry.ts';
import type { EntryChoices } from './directory-sections.ts';
import { base, controls } from '../styles/shared.ts';
import type { DocumentsEvent } from './strong-documents.ts';
import './strong-documents.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';

/** What `strong-put` carries. */
export type PutEvent = CustomEvent<{ readonly entry: Entry }>;

/** An entry of the directory to make or to change: the fields of its kind. Fires `strong-put` with the entry as it is to be. */
@customElement('strong-entry-form')
export class StrongEntryForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.5rem;
        max-width: 46rem;
      }
    `,
  ];

  @property({ attribute: false }) entry: Entry | undefined;
  @property({ attribute: false }) choices: EntryChoices = { accounts: [], groups: [] };
  @property({ type: Boolean }) busy = false;

  @state() private values: Entry['values'] = {};
  /** Fields whose documents can not be read. */
  @state() private unread: ReadonlySet<string> = new Set();

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entry')) return;
    this.values = this.entry?.values ?? {};
    this.unread = new Set();
  }

  override render() {
    const { entry } = this;
    if (!entry) return nothing;
    const fields = ENTRY_FIELDS[entry.kind].filter(({ once }) => !once || entry.id === '');
    if (fields.length === 0) return nothing;
    const blocked = this.unread.size > 0;
    return html`<form @submit=${this.onSubmit}>
      ${fields.map((field) => this.renderField(field))}
      <div class="row">
        <button type="submit" class="primary" aria-disabled=${this.busy || blocked} aria-describedby="why">
          ${entry.id ? 'Save changes' : 'Make it'}
        </button>
        <span id="why" class="soft small"
          >${blocked ? 'A document can not be read yet: what is wrong stands beside it.' : ''}</span
        >
      </div>
    </form>`;
  }

  private renderField(field: EntryField) {
    const { name, label, form, hint = '' } = field;
    const value = this.values[name];
    switch (form) {
      case 'pairs':
        return html`<strong-pairs
          label=${label}
          .pairs=${(value ?? {}) as Record<string, string>}
          @strong-pairs=${({ detail }: PairsEvent) => detail && this.set(name, detail)}
        ></strong-pairs>`;
      case 'document':
      case 'documents':
        return html`<strong-documents
          label=${label}
          hint=${hint}
          ?single=${form === 'document'}
          .begins=${field.begins ?? {}}
          .documents=${(form === 'document' ? (value ? [value] : []) : (value ?? [])) as PolicyDocument[]}
          @strong-documents=${({ detail }: DocumentsEvent) => this.setDocuments(field, detail.documents)}
        ></strong-documents>`;
      case 'account':
        return html`<div class="field">
          <label for=${name}>${label}</label>
          <select id=${name} @change=${(event: Event) => this.set(name, (event.target as HTMLSelectElement).value)}>
            ${this.choices.accounts.map(({ id, words }) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}
          </select>
        </div>`;
      case 'groups':
        return this.renderGroups(field, (value ?? []) as readonly string[]);
      case 'line':
        return html`<div class="field">
          <label for=${name}>${label}</label>
          <input
            id=${name}
            spellcheck="false"
            autocomplete="off"
            ?required=${field.once}
            aria-describedby="${name}-hint"
            .value=${String(value ?? '')}
            @change=${(event: Event) => this.set(name, (event.target as HTMLInputElement).value.trim())}
          />
          <span id="${name}-hint" class="soft small">${hint}</span>
        </div>`;
    }
  }

  /** Takes a value into the form, beside what was typed; it is put like everything else. */
  take(name: string, value: unknown): void {
    this.set(name, value);
  }

  private renderGroups({ name, label }: EntryField, chosen: readonly string[]) {
    const own = this.choices.groups.filter(({ account }) => account === this.values['account']);
    return html`<fieldset>
      <legend>${label}</legend>
      ${own.length === 0 ? html`<p class="soft small">There is no group in this account yet.</p>` : nothing}
      ${own.map(
        (group) =>
          html`<label class="choice"
            ><input
              type="checkbox"
              .checked=${chosen.includes(group.name)}
              @change=${(event: Event) => {
                const others = chosen.filter((one) => one !== group.name);
                this.set(name, (event.target as HTMLInputElement).checked ? [...others, group.name] : others);
              }}
            />${group.name}</label
          >`,
      )}
    </fieldset>`;
  }

  private set(name: string, value: unknown) {
    this.values = { ...this.values, [name]: value };
  }

  private setDocuments({ name, form }: EntryField, documents: readonly PolicyDocument[] | undefined) {
    const unread = new Set(this.unread);
    if (documents === undefined) unread.add(name);
    else unread.delete(name);
    this.unread = unread;
    if (documents !== undefined) this.set(name, form === 'document' ? documents[0] : documents);
  }

  private onSubmit(event: Event) {
    event.preventDefault();
    if (this.busy || this.unread.size > 0 || !this.entry || !reportPairs(this.renderRoot)) return;
    this.dispatchEvent(new CustomEvent('strong-put', { detail: { entry: { ...this.entry, values: this.values } } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-entry-form': StrongEntryForm;
  }
}
