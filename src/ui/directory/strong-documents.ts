import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { PolicyDocument } from '../../model/policy-document.ts';
import { jsonOf, parseObject } from '../page/input-json.ts';
import { base, controls } from '../styles/shared.ts';

/** What `strong-documents` carries: the documents, or undefined while one of them cannot be read; and all of them as they are typed. */
export type DocumentsEvent = CustomEvent<{
  readonly documents: readonly PolicyDocument[] | undefined;
  readonly texts: readonly string[];
}>;

/** Policy documents as JSON, to change, add and take away. What cannot be read is said beside it, with its line. Fires `strong-documents` at each change. */
@customElement('strong-documents')
export class StrongDocuments extends LitElement {
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

  /** What one is called: `Identity policy`. */
  @property() label = 'Policy';
  @property() hint = '';
  @property({ attribute: false }) documents: readonly PolicyDocument[] = [];
  /** There can be one at most. */
  @property({ type: Boolean }) single = false;
  /** What a new one begins as. */
  @property({ attribute: false }) begins: PolicyDocument = {};

  /** The documents as they were typed at an earlier visit, where they cannot be read yet. */
  @property({ attribute: false }) typed: readonly string[] | undefined;

  @state() private texts: readonly string[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('typed')) {
      if (this.typed && JSON.stringify(this.typed) !== JSON.stringify(this.texts)) this.texts = this.typed;
      // What could not be read was discarded, unless it has just become readable.
      else if (!this.typed && this.read() === undefined) this.texts = this.documents.map(jsonOf);
      return;
    }
    if (!changed.has('documents')) return;
    // What comes back as it was told is still as it was typed, and what cannot be read yet was never told.
    const typed = this.read();
    if (typed !== undefined && JSON.stringify(this.documents) !== JSON.stringify(typed))
      this.texts = this.documents.map(jsonOf);
  }

  override render() {
    const { texts, single, label } = this;
    return html`<fieldset>
      <legend>${single ? label : label.replace(/y$/, 'ies')}</legend>
      ${this.hint ? html`<p class="soft small">${this.hint}</p>` : nothing}
      ${texts.map((text, index) => this.renderDocument(text, index))}
      ${
        single && texts.length > 0
          ? nothing
          : html`<div>
              <button type="button" @click=${this.add}>
                Add ${/^[aeiou]/i.test(label) ? 'an' : 'a'} ${label.toLowerCase()}
              </button>
            </div>`
      }
    </fieldset>`;
  }

  private renderDocument(text: string, index: number) {
    const name = this.single ? this.label : `${this.label} ${index + 1}`;
    const finding = this.findingOf(text);
    return html`<div class="document">
      <div class="head">
        <label for="d${index}" class="small">${this.single ? 'As JSON' : name}</label>
        <button
          type="button"
          class="plain"
          aria-label="Remove ${name}"
          @click=${() => this.put(this.texts.toSpliced(index, 1))}
        >
          Remove
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
    this.dispatchEvent(new CustomEvent('strong-documents', { detail: { documents: this.read(), texts } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-documents': StrongDocuments;
  }
}
