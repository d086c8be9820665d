import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { ENTRY_FIELDS, entryId, entryWords, type Entry, type EntryField } from './directory-entry.ts';
import { keepDraft, readDraft } from '../page/tab-draft.ts';
import type { EntryChoices } from './directory-sections.ts';
import { base, controls } from '../styles/shared.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { TEXTS } from './directory-texts.ts';
import type { CHANGE_DOCUMENTS, StrongPolicyDocuments } from './strong-policy-documents.ts';
import './strong-policy-documents.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';

/** The person saves the entry. */
export const PUT_ENTRY = typedEvent<{ readonly entry: Entry }>('strong-put');

const WORDS = TEXTS.form;

/** Changes that are not saved. */
interface EntryDraft {
  /** The stored values when editing began, as JSON. */
  readonly base: string;
  readonly values: Entry['values'];
  /** The texts of documents that cannot be read, by field. */
  readonly typed: Readonly<Record<string, readonly string[]>>;
}

const isDraft = (value: unknown): value is EntryDraft => {
  const { base, values, typed } = Object(value) as Record<string, unknown>;
  const lists: unknown[] = Object.values(Object(typed) as object);
  return typeof base === 'string' && typeof values === 'object' && values !== null && lists.every(Array.isArray);
};

/**
 * The form of an entry that is created or changed. Dispatches PUT_ENTRY; call `saved()` once the entry is stored.
 * Changes that are not saved are kept as a draft until the tab is closed.
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
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) entry: Entry | undefined;
  @property({ attribute: false }) choices: EntryChoices = { accounts: [], groups: [], ids: new Set() };
  @property({ type: Boolean }) busy = false;

  @state() private values: Entry['values'] = {};
  /** The texts of documents that cannot be read, by field. */
  @state() private typed: EntryDraft['typed'] = {};
  /** The error of a line, by the name of its field. Shown until the value changes. */
  @state() private lineErrors: Readonly<Record<string, string>> = {};
  /** Why the sandbox refuses documents: by field, one text per document. Shown until the value changes. */
  @state() private documentErrors: Readonly<Record<string, readonly string[]>> = {};
  /** The form holds changes of an earlier visit. `overtaken`: the entry was stored again since. */
  @state() private left: 'kept' | 'overtaken' | undefined;

  /** The stored values, as JSON, and the name of their draft. */
  #base = '';
  #name = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('entry')) return;
    const { kind = '', id = '', values = {} } = this.entry ?? {};
    const base = JSON.stringify(values);
    const name = `directory ${kind} ${id}`;
    // Loaded again without a change: edits stay.
    if (name === this.#name && base === this.#base) return;
    Object.assign(this, { values, typed: {}, left: undefined, lineErrors: {}, documentErrors: {} });
    this.#base = base;
    this.#name = name;
    const draft = readDraft(name, isDraft);
    const overtaken = draft !== undefined && draft.base !== base;
    // A new entry with other initial values is another entry.
    if (!draft || (overtaken && id === '')) return;
    if (JSON.stringify(draft.values) === base && Object.keys(draft.typed).length === 0) return;
    this.values = draft.values;
    this.typed = draft.typed;
    this.left = overtaken ? 'overtaken' : 'kept';
  }

  /** Removes the draft: the entry is stored as it is in the form. */
  saved(): void {
    this.left = undefined;
    keepDraft(this.#name, undefined);
  }

  /** Shows why the sandbox refuses documents, by field, and focuses the first of them. */
  async showDocumentErrors(errors: Readonly<Record<string, readonly string[]>>): Promise<void> {
    this.documentErrors = errors;
    await this.updateComplete;
    const fields = [...this.renderRoot.querySelectorAll<StrongPolicyDocuments>('strong-policy-documents')];
    const first = fields.find((field) => field.errors.some(Boolean));
    await first?.updateComplete;
    first?.focusError();
  }

  /** Shows the stored entry. */
  private discard() {
    keepDraft(this.#name, undefined);
    Object.assign(this, { values: this.entry?.values ?? {}, typed: {}, left: undefined });
  }

  private renderLeft() {
    if (!this.left) return nothing;
    return html`<div class="row">
      <span>${WORDS[this.left]}</span>
      <button type="button" class="discard" @click=${this.discard}>${WORDS.discard}</button>
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
          ${entry.id ? WORDS.save : TEXTS.kinds[entry.kind].create}
        </button>
        <span id="why" class="soft small">${blocked ? WORDS.blocked : ''}</span>
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
        return html`<strong-policy-documents
          label=${label}
          hint=${hint}
          ?single=${form === 'document'}
          .begins=${typeof field.begins === 'function' ? field.begins(this.values) : (field.begins ?? {})}
          .errors=${this.documentErrors[name] ?? []}
          .typed=${this.typed[name]}
          .documents=${(form === 'document' ? (value ? [value] : []) : (value ?? [])) as PolicyDocument[]}
          @strong-documents=${({ detail }: EventOf<typeof CHANGE_DOCUMENTS>) => this.setDocuments(field, detail)}
        ></strong-policy-documents>`;
      case 'account':
        return this.renderAccount(name, label, typeof value === 'string' ? value : '');
      case 'groups':
        return this.renderGroups(field, (value ?? []) as readonly string[]);
      case 'line': {
        const error = this.lineErrors[name] ?? '';
        return html`<div class="field">
          <label for=${name}>${label}</label>
          <input
            id=${name}
            spellcheck="false"
            autocomplete="off"
            ?required=${field.once}
            aria-invalid=${error ? 'true' : 'false'}
            aria-describedby="${name}-hint ${name}-error"
            .value=${typeof value === 'string' ? value : ''}
            @input=${(event: Event) => this.set(name, (event.target as HTMLInputElement).value)}
          />
          <span id="${name}-hint" class="soft small">${hint}</span>
          <span id="${name}-error" class="error small" role="status">${error}</span>
        </div>`;
      }
    }
  }

  /** An account that does not exist, as a URL may name it, is shown and not replaced by another one. */
  private renderAccount(name: string, label: string, value: string) {
    const { accounts } = this.choices;
    const error = accounts.some(({ id }) => id === value) ? '' : TEXTS.invalid.noAccount(value);
    const choices = error ? [{ id: value, words: value }, ...accounts] : accounts;
    return html`<div class="field">
      <label for=${name}>${label}</label>
      <select
        id=${name}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby="${name}-error"
        @change=${(event: Event) => this.set(name, (event.target as HTMLSelectElement).value)}
      >
        ${choices.map(({ id, words }) => html`<option value=${id} ?selected=${id === value}>${words}</option>`)}
      </select>
      <span id="${name}-error" class="error small" role="status">${error}</span>
    </div>`;
  }

  /** Sets the value of a field, as an edit that is not saved. */
  take(name: string, value: unknown): void {
    this.set(name, value);
  }

  private renderGroups({ name, label }: EntryField, chosen: readonly string[]) {
    const own = this.choices.groups.filter(({ account }) => account === this.values.account);
    return html`<fieldset>
      <legend>${label}</legend>
      ${own.length === 0 ? html`<p class="soft small">${TEXTS.fields.noGroups}</p>` : nothing}
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

  /** The field that completes the name of a new entry. */
  private get nameField(): EntryField | undefined {
    return this.entry && ENTRY_FIELDS[this.entry.kind].findLast(({ once, form }) => once && form === 'line');
  }

  /** Whether a new entry has the name of an existing one, which saving would replace. Shows the error at the field. */
  private hasTakenName(entry: Entry): boolean {
    const id = entryId(entry);
    if (entry.id !== '' || !this.choices.ids.has(id)) return false;
    this.showErrors({ [this.nameField?.name ?? '']: WORDS.taken(entryWords({ kind: entry.kind, id })) });
    return true;
  }

  /** Whether a line has a text that the sandbox would refuse. Shows the errors at the fields. */
  private hasFindings({ kind, id, values }: Entry): boolean {
    const found = ENTRY_FIELDS[kind].flatMap(({ name, form, once, finding }) => {
      const value = values[name];
      if (form === 'account' && id === '' && !this.choices.accounts.some((account) => account.id === value))
        return [[name, TEXTS.invalid.noAccount(String(value))] as const];
      const says = once && id !== '' ? '' : (finding?.(typeof value === 'string' ? value : '', values) ?? '');
      return says ? [[name, says] as const] : [];
    });
    if (found.length > 0) this.showErrors(Object.fromEntries(found));
    return found.length > 0;
  }

  /** Shows errors of lines, and focuses the first. */
  private showErrors(errors: Readonly<Record<string, string>>) {
    this.lineErrors = errors;
    this.renderRoot.querySelector<HTMLElement>(`#${Object.keys(errors)[0] ?? ''}`)?.focus();
  }

  private set(name: string, value: unknown) {
    this.lineErrors = {};
    const { [name]: _errors, ...others } = this.documentErrors;
    this.documentErrors = others;
    this.values = { ...this.values, [name]: value };
    this.keep();
  }

  private keep() {
    const { values, typed } = this;
    keepDraft(this.#name, { base: this.#base, values, typed } satisfies EntryDraft);
  }

  private setDocuments({ name, form }: EntryField, { documents, texts }: EventOf<typeof CHANGE_DOCUMENTS>['detail']) {
    const { [name]: _before, ...others } = this.typed;
    this.typed = documents === undefined ? { ...others, [name]: texts } : others;
    if (documents === undefined) this.keep();
    else this.set(name, form === 'document' ? documents[0] : documents);
  }

  private onSubmit(event: Event) {
    event.preventDefault();
    if (this.busy || this.isBlocked || !this.entry || !reportPairs(this.renderRoot)) return;
    const entry = { ...this.entry, values: this.values };
    if (!this.hasFindings(entry) && !this.hasTakenName(entry)) PUT_ENTRY.dispatch(this, { entry });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-entry-form': StrongEntryForm;
  }
}
