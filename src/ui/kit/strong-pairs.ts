import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';

interface Pair {
  readonly key: string;
  readonly value: string;
}

/** What `strong-pairs` carries: the map of all pairs, or null while a name is missing or used twice. */
export type PairsEvent = CustomEvent<Readonly<Record<string, string>> | null>;

/**
 * Whether every `strong-pairs` inside `root` can be sent as it is shown. If not, each error is shown at its field and the first such field gets the focus.
 * Forms call this before they send.
 */
export function reportPairs(root: ParentNode): boolean {
  const wrong = [...root.querySelectorAll('strong-pairs')].filter((pairs) => !pairs.check());
  wrong[0]?.focusError();
  return wrong.length === 0;
}

/**
 * Pairs of names and values: tags, an encryption context. Fires `strong-pairs` with the map: when *save* is pressed, or at each change where `save` is empty.
 * A value without a name and a name used twice are errors at the field: such pairs are not sent. Rows left blank are ignored.
 */
@customElement('strong-pairs')
export class StrongPairs extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        gap: 0.5rem;
        justify-items: start;
      }
      .pair {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto minmax(0, 1fr) auto;
        gap: 0.5rem;
        align-items: center;
        width: 100%;
        max-width: 36rem;
      }
      .pair + .pair {
        margin-top: 0.5rem;
      }
      .error {
        grid-column: 1 / -1;
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property() label = 'Pairs';
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};
  /** The words of the button that saves; empty: each change is told at once. */
  @property() save = '';

  @state() private rows: readonly Pair[] = [];
  /** Rows whose errors are shown: the visitor has left them, or has tried to send. */
  @state() private touched: ReadonlySet<number> = new Set();

  /** `pairs` as it was given last. */
  #given = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('pairs')) return;
    const given = JSON.stringify(this.pairs);
    // The same again, or what was told from here, leaves the rows as they are typed: also those that cannot be sent yet.
    const keep = given === this.#given || given === JSON.stringify(this.map());
    this.#given = given;
    if (keep) return;
    this.rows = Object.entries(this.pairs).map(([key, value]) => ({ key, value }));
    this.touched = new Set();
  }

  /** Shows every error. True when there is none. */
  check(): boolean {
    this.touched = new Set(this.rows.keys());
    return this.map() !== undefined;
  }

  /** Takes the focus to the first name that is wrong. */
  focusError(): void {
    const index = this.rows.findIndex((_row, at) => this.errorOf(at) !== '');
    this.renderRoot.querySelectorAll<HTMLInputElement>('.name')[index]?.focus();
  }

  override render() {
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div>${this.rows.map((row, index) => this.renderRow(row, index))}</div>
      <div class="row">
        <button type="button" @click=${() => this.set([...this.rows, { key: '', value: '' }])}>Add a pair</button>
        ${this.save ? html`<button type="button" class="primary" @click=${this.onSave}>${this.save}</button>` : nothing}
      </div>
    </fieldset>`;
  }

  private renderRow({ key, value }: Pair, index: number) {
    const error = this.touched.has(index) ? this.errorOf(index) : '';
    return html`<div class="pair" @focusout=${(event: FocusEvent) => this.onLeave(event, index)}>
      <input
        class="name"
        aria-label="Name ${index + 1}"
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `error-${index}` : nothing}
        .value=${key}
        spellcheck="false"
        @input=${(event: InputEvent) => this.edit(index, { key: (event.target as HTMLInputElement).value })}
      />
      <span aria-hidden="true">=</span>
      <input
        aria-label="Value ${index + 1}"
        .value=${value}
        spellcheck="false"
        @input=${(event: InputEvent) => this.edit(index, { value: (event.target as HTMLInputElement).value })}
      />
      <button
        type="button"
        class="plain"
        aria-label="Remove ${key || `pair ${index + 1}`}"
        @click=${() => this.removeRow(index)}
      >
        Remove
      </button>
      ${error ? html`<p id="error-${index}" class="error small">${error}</p>` : nothing}
    </div>`;
  }

  /** What is wrong with a row; empty when it can be sent. Of two rows with one name the later one is wrong. */
  private errorOf(index: number): string {
    const { key = '', value = '' } = this.rows[index] ?? {};
    if (key === '') return value === '' ? '' : 'Enter a name for this value, or remove the pair.';
    return this.rows.findIndex((row) => row.key === key) < index
      ? `The name “${key}” is used twice. Change one, or remove the pair.`
      : '';
  }

  /** The pairs as they are sent; undefined while one of them cannot be. */
  private map(): Record<string, string> | undefined {
    if (this.rows.some((_row, index) => this.errorOf(index) !== '')) return undefined;
    return Object.fromEntries(this.rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]));
  }

  /** Shows what is wrong with a row that is left for another field. A button that is about to be pressed must not move away under the pointer. */
  private onLeave({ relatedTarget, currentTarget }: FocusEvent, index: number) {
    const to = relatedTarget instanceof Element ? relatedTarget : undefined;
    if (to?.matches('input, textarea, select') && !(currentTarget as Element).contains(to))
      this.touched = new Set([...this.touched, index]);
  }

  /** Both fields of a row may change before it is drawn again: what fills forms by itself does that. */
  private edit(index: number, change: Partial<Pair>) {
    this.set(this.rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  }

  private removeRow(index: number) {
    this.touched = new Set([...this.touched].filter((at) => at !== index).map((at) => (at > index ? at - 1 : at)));
    this.set(this.rows.toSpliced(index, 1));
  }

  private set(rows: readonly Pair[]) {
    this.rows = rows;
    if (!this.save) this.tell();
  }

  private onSave() {
    if (this.check()) this.tell();
    else this.focusError();
  }

  private tell() {
    this.dispatchEvent(new CustomEvent('strong-pairs', { detail: this.map() ?? null }) satisfies PairsEvent);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-pairs': StrongPairs;
  }
}
