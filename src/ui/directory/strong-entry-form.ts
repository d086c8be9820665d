import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { ENTRY_FIELDS, type Entry, type EntryField } from './directory-entry.ts';
import { keepDraft, readDraft } from '../page/tab-draft.ts';
import type { EntryChoices } from './directory-sections.ts';
import { base, controls } from '../styles/shared.ts';
import type { DocumentsEvent } from './strong-documents.ts';
import './strong-documents.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';

/** What `strong-put` carries. */
export type PutEvent = CustomEvent<{ readonly entry: Entry }>;

/** What was changed and not saved. */
interface EntryDraft {
  /** The stored values that it was begun from, as JSON. */
  readonly base: string;
  readonly values: Entry['values'];
  /** Documents that cannot be read yet, as they are typed, by field. */
  readonly typed: Readonly<Record<string, readonly string[]>>;
}

const isDraft = (value: unknown): value is EntryDraft => {
  const { base, values, typed } = Object(value) as Record<string, unknown>;
  const lists: unknown[] = Object.values(Object(typed) as object);
  return typeof base === 'string' && typeof values === 'object' && values !== null && lists.every(Array.isArray);
};

/**
 * An entry of the directory to create or to change: the fields of its kind. Fires `strong-put` with the entry as it is to be; after it was stored, call
 * `saved()`. Changes that are not saved are kept while the tab lives.
 */
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
  /** Documents that cannot be read yet, as they are typed, by field. */
  @state() private typed: EntryDraft['typed'] = {};
  /** Changes of an earlier visit are in the form; `overtaken`: the entry was stored anew since. */
  @state() private left: 'kept' | 'overtaken' | undefined;

  /** The stored values, as JSON, and whose they are. */
  #base = '';
  #name = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entry')) return;
    const { kind = '', id = '', values = {} } = this.entry ?? {};
    const base = JSON.stringify(values);
    const name = `directory ${kind} ${id}`;
    // Read again and unchanged: what is typed stays.
    if (name === this.#name && base === this.#base) return;
    Object.assign(this, { values, typed: {}, left: undefined });
    this.#base = base;
    this.#name = name;
    const draft = readDraft(name, isDraft);
    const overtaken = draft !== undefined && draft.base !== base;
    // A new entry that begins otherwise is another one.
    if (!draft || (overtaken && id === '')) return;
    if (JSON.stringify(draft.values) === base && Object.keys(draft.typed).length === 0) return;
    this.values = draft.values;
    this.typed = draft.typed;
    this.left = overtaken ? 'overtaken' : 'kept';
  }

  /** Forgets the draft: the entry is stored as it is in the form. */
  saved(): void {
    this.left = undefined;
    keepDraft(this.#name, undefined);
  }

  /** The form shows the entry as it is stored. */
  private discard() {
    keepDraft(this.#name, undefined);
    Object.assign(this, { values: this.entry?.values ?? {}, typed: {}, left: undefined });
  }

  private renderLeft() {
    if (!this.left) return nothing;
    return html`<div class="row">
      <span
        >Your earlier changes are here again; they are not
        saved.${this.left === 'overtaken' ? ' The entry was stored anew since: saving replaces that.' : ''}</span
      >
      <button type="button" @click=${this.discard}>Discard changes</button>
    </div>`;
  }

  override render() {
    const { entry } = this;
    if (!entry) return nothing;
    const fields = ENTRY_FIELDS[entry.kind].filter(({ once }) => !once || entry.id === '');
    if (fields.length === 0) return nothing;
    const blocked = this.isBlocked;
    return html`<form @submit=${this.onSubmit}>
      ${this.renderLeft()} ${fields.map((field) => this.renderField(field))}
      <div class="row">
        <button type="submit" class="primary" aria-disabled=${this.busy || blocked} aria-describedby="why">
          ${entry.id ? 'Save changes' : 'Make it'}
        </button>
        <span id="why" class="soft small"
          >${blocked ? 'A document cannot be read yet: the error is shown below it.' : ''}</span
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
          .typed=${this.typed[name]}
          .documents=${(form === 'document' ? (value ? [value] : []) : (value ?? [])) as PolicyDocument[]}
          @strong-documents=${({ detail }: DocumentsEvent) => this.setDocuments(field, detail)}
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
            .value=${typeof value === 'string' ? value : ''}
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
    const own = this.choices.groups.filter(({ account }) => account === this.values.account);
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

  private get isBlocked(): boolean {
    return Object.keys(this.typed).length > 0;
  }

  private set(name: string, value: unknown) {
    this.values = { ...this.values, [name]: value };
    this.keep();
  }

  private keep() {
    const { values, typed } = this;
    keepDraft(this.#name, { base: this.#base, values, typed } satisfies EntryDraft);
  }

  private setDocuments({ name, form }: EntryField, { documents, texts }: DocumentsEvent['detail']) {
    const { [name]: _before, ...others } = this.typed;
    this.typed = documents === undefined ? { ...others, [name]: texts } : others;
    if (documents === undefined) this.keep();
    else this.set(name, form === 'document' ? documents[0] : documents);
  }

  private onSubmit(event: Event) {
    event.preventDefault();
    if (this.busy || this.isBlocked || !this.entry || !reportPairs(this.renderRoot)) return;
    this.dispatchEvent(new CustomEvent('strong-put', { detail: { entry: { ...this.entry, values: this.values } } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-entry-form': StrongEntryForm;
  }
}
