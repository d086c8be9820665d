import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { jsonOf, parseObject } from '../page/input-json.ts';
import { WORDS as COMMON } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './directory-texts.ts';
import { base, controls } from '../styles/shared.ts';

/**
 * The documents changed: `documents` is undefined while one of them cannot be read; `texts` are all of them as typed.
 */
export const CHANGE_DOCUMENTS = typedEvent<{
  readonly documents: readonly PolicyDocument[] | undefined;
  readonly texts: readonly string[];
}>('strong-documents');

const WORDS = TEXTS.documents;

/**
 * Policy documents as JSON text. An error is shown at its text, with its line. Dispatches CHANGE_DOCUMENTS at each
 * change.
 */
@customElement('strong-policy-documents')
export class StrongPolicyDocuments extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset,
      .document {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 0.5rem;
      }
      .head {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  /** The name of one document: `Identity policy`. */
  @property() label = '';
  @property() hint = '';
  @property({ attribute: false }) documents: readonly PolicyDocument[] = [];
  /** At most one document. */
  @property({ type: Boolean }) single = false;
  /** The initial value of a new document. */
  @property({ attribute: false }) begins: PolicyDocument = {};

  /** The texts of an earlier visit, if one of them cannot be read. */
  @property({ attribute: false }) typed: readonly string[] | undefined;

  /** Why the sandbox refuses each document; '' for a valid one. */
  @property({ attribute: false }) errors: readonly string[] = [];

  @state() private texts: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('typed')) {
      if (this.typed && JSON.stringify(this.typed) !== JSON.stringify(this.texts)) this.texts = this.typed;
      // The unreadable text was discarded, unless it has just become readable.
      else if (!this.typed && this.read() === undefined) this.texts = this.documents.map(jsonOf);
      return;
    }
    if (!changed.has('documents')) return;
    // The typed text stays if it means the same documents; an unreadable text was never reported.
    const typed = this.read();
    if (typed !== undefined && JSON.stringify(this.documents) !== JSON.stringify(typed))
      this.texts = this.documents.map(jsonOf);
  }

  override render() {
    const { texts, single, label } = this;
    return html`<fieldset>
      <legend>${single ? label : WORDS.several(label)}</legend>
      ${this.hint ? html`<p class="soft small">${this.hint}</p>` : nothing}
      ${texts.map((text, index) => this.renderDocument(text, index))}
      ${
        single && texts.length > 0
          ? nothing
          : html`<div>
              <button type="button" @click=${this.add}>${WORDS.add(label)}</button>
            </div>`
      }
    </fieldset>`;
  }

  private renderDocument(text: string, index: number) {
    const name = this.single ? this.label : WORDS.numbered(this.label, index + 1);
    const finding = this.findingOf(text) || (this.errors[index] ?? '');
    return html`<div class="document">
      <div class="head">
        <label for="d${index}" class="small">${this.single ? WORDS.json : name}</label>
        <button
          type="button"
          class="plain"
          aria-label=${WORDS.remove(name)}
          @click=${() => this.put(this.texts.toSpliced(index, 1))}
        >
          ${COMMON.remove}
        </button>
      </div>
      <textarea
        id="d${index}"
        class="code"
        spellcheck="false"
        rows=${Math.min(18, Math.max(6, text.split('\n').length))}
        .value=${text}
        aria-invalid=${finding ? 'true' : 'false'}
        aria-describedby="f${index}"
        @input=${(event: InputEvent) => this.put(this.texts.with(index, (event.target as HTMLTextAreaElement).value))}
      ></textarea>
      <p id="f${index}" class="error small" role="status">${finding}</p>
    </div>`;
  }

  /** Focuses the first document that the sandbox refuses. */
  focusError(): void {
    const index = this.errors.findIndex(Boolean);
    this.renderRoot.querySelector<HTMLElement>(`#d${index}`)?.focus();
  }

  private findingOf(text: string): string {
    try {
      parseObject(text);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  private read(): readonly PolicyDocument[] | undefined {
    return this.texts.some((text) => this.findingOf(text)) ? undefined : this.texts.map(parseObject);
  }

  private add() {
    this.put([...this.texts, jsonOf(this.begins)]);
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLElement>('.document:last-of-type textarea')?.focus(),
    );
  }

  private put(texts: readonly string[]) {
    this.texts = texts;
    CHANGE_DOCUMENTS.dispatch(this, { documents: this.read(), texts });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-documents': StrongPolicyDocuments;
  }
}
