import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { looksSensitive } from '../../base/sensitive-value.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS, WORDS } from './kit-texts.ts';
import { TEXTS as SENSITIVE } from './sensitive-texts.ts';
import { typedEvent, type EventOf } from './typed-event.ts';

interface Pair {
  readonly key: string;
  readonly value: string;
}

type Pairs = Readonly<Record<string, string>>;

/** Returns `rows`, edited from `before`, with the changes from `before` to `after` of pairs that were not edited. */
function mergePairs(before: Pairs, rows: readonly Pair[], after: Pairs): readonly Pair[] {
  const isEdited = ({ key, value }: Pair) => !Object.hasOwn(before, key) || before[key] !== value;
  const kept = rows
    .filter((row) => isEdited(row) || Object.hasOwn(after, row.key))
    .map((row) => (isEdited(row) ? row : { key: row.key, value: after[row.key] ?? row.value }));
  const added = Object.entries(after)
    .filter(([key]) => !Object.hasOwn(before, key) && !rows.some((row) => row.key === key))
    .map(([key, value]) => ({ key, value }));
  return [...kept, ...added];
}

/** Carries the map of all pairs, or null while a name is missing or used twice. */
const PAIRS = typedEvent<Readonly<Record<string, string>> | null>('strong-pairs');
export type PairsEvent = EventOf<typeof PAIRS>;

/**
 * Validates every `strong-pairs` inside `root`, shows each error at its field and focuses the first one. Forms call
 * this before they send. Returns true if there is no error.
 */
export function reportPairs(root: ParentNode): boolean {
  const wrong = [...root.querySelectorAll('strong-pairs')].filter((pairs) => !pairs.check());
  wrong[0]?.focusError();
  return wrong.length === 0;
}

/**
 * Edits pairs of names and values: tags, an encryption context. Fires `strong-pairs` with the map when *save* is
 * pressed, or at each change if `save` is empty. With `save`, new `pairs` replace only what was not edited. A value
 * without a name and a name used twice are errors at the field, and such pairs are not sent. Blank rows are ignored.
 * With `logged` the pairs are an encryption context: one that looks like a secret or personal data has a note.
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
      .note {
        grid-column: 1 / -1;
        color: var(--warn);
      }
    `,
  ];

  @property() label = TEXTS.pairs.label;
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};
  /** Text of the button that saves; empty to fire an event at each change. */
  @property() save = '';
  /** The pairs are logged in plain text. */
  @property({ type: Boolean }) logged = false;

  @state() private rows: readonly Pair[] = [];
  /** Rows whose errors are shown: the user has left them, or has tried to send. */
  @state() private touched: ReadonlySet<number> = new Set();

  /** The last value of `pairs`, as JSON. */
  #given = '{}';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('pairs')) return;
    const given = JSON.stringify(this.pairs);
    // An unchanged value, or the value of the last event, keeps what the user is typing, including rows with errors.
    const keep = given === this.#given || given === JSON.stringify(this.map());
    const before = JSON.parse(this.#given) as Pairs;
    this.#given = given;
    if (keep) return;
    // What another client has stored meanwhile joins edits that are not saved yet.
    this.rows = this.save
      ? mergePairs(before, this.rows, this.pairs)
      : Object.entries(this.pairs).map(([key, value]) => ({ key, value }));
    this.touched = new Set();
  }

  /** Shows every error. Returns true if no pair has one. */
  check(): boolean {
    this.touched = new Set(this.rows.keys());
    return this.map() !== undefined;
  }

  /** Focuses the first name with an error. */
  focusError(): void {
    const index = this.rows.findIndex((_row, at) => this.errorOf(at) !== '');
    this.renderRoot.querySelectorAll<HTMLInputElement>('.name')[index]?.focus();
  }

  override render() {
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div>${this.rows.map((row, index) => this.renderRow(row, index))}</div>
      <div class="row">
        <button type="button" @click=${this.onAdd}>${TEXTS.pairs.add}</button>
        ${this.save ? html`<button type="button" class="primary" @click=${this.onSave}>${this.save}</button>` : nothing}
      </div>
    </fieldset>`;
  }

  private renderRow({ key, value }: Pair, index: number) {
    const error = this.touched.has(index) ? this.errorOf(index) : '';
    const kind = this.logged ? (looksSensitive(value) ?? looksSensitive(key)) : undefined;
    return html`<div class="pair" @focusout=${(event: FocusEvent) => this.onLeave(event, index)}>
      <input
        class="name"
        aria-label=${TEXTS.pairs.name(index + 1)}
        aria-invalid=${error ? 'true' : 'false'}
        aria-describedby=${error ? `error-${index}` : nothing}
        .value=${key}
        spellcheck="false"
        @input=${(event: InputEvent) => this.edit(index, { key: (event.target as HTMLInputElement).value })}
      />
      <span aria-hidden="true">=</span>
      <input
        aria-label=${TEXTS.pairs.value(index + 1)}
        aria-describedby=${kind ? `note-${index}` : nothing}
        .value=${value}
        spellcheck="false"
        @input=${(event: InputEvent) => this.edit(index, { value: (event.target as HTMLInputElement).value })}
      />
      <button
        type="button"
        class="plain"
        aria-label=${key ? TEXTS.pairs.remove(key) : TEXTS.pairs.removeUnnamed(index + 1)}
        @click=${() => this.removeRow(index)}
      >
        ${WORDS.remove}
      </button>
      ${kind ? html`<p id="note-${index}" class="note small">${SENSITIVE.inForm(SENSITIVE.kinds[kind])}</p>` : nothing}
      ${error ? html`<p id="error-${index}" class="error small">${error}</p>` : nothing}
    </div>`;
  }

  /** The error of a row, or ''. Of two rows with the same name, the later one has the error. */
  private errorOf(index: number): string {
    const { key = '', value = '' } = this.rows[index] ?? {};
    if (key === '') return value === '' ? '' : TEXTS.pairs.nameMissing;
    return this.rows.findIndex((row) => row.key === key) < index ? TEXTS.pairs.nameUsedTwice(key) : '';
  }

  /** The pairs to send; undefined while one has an error. */
  private map(): Record<string, string> | undefined {
    if (this.rows.some((_row, index) => this.errorOf(index) !== '')) return undefined;
    return Object.fromEntries(this.rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]));
  }

  /**
   * Shows the error of a row when another field gets the focus. Not for a button: it would move away under the pointer.
   */
  private onLeave({ relatedTarget, currentTarget }: FocusEvent, index: number) {
    const to = relatedTarget instanceof Element ? relatedTarget : undefined;
    if (to?.matches('input, textarea, select') && !(currentTarget as Element).contains(to))
      this.touched = new Set([...this.touched, index]);
  }

  /** Both fields of a row can change before the next update, when the browser fills in a form. */
  private edit(index: number, change: Partial<Pair>) {
    this.set(this.rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  }

  /** Adds a row, and moves the focus to its name. */
  private async onAdd() {
    this.set([...this.rows, { key: '', value: '' }]);
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll<HTMLInputElement>('.name')].at(-1)?.focus();
  }

  private removeRow(index: number) {
    this.touched = new Set([...this.touched].filter((at) => at !== index).map((at) => (at > index ? at - 1 : at)));
    this.set(this.rows.toSpliced(index, 1));
  }

  private set(rows: readonly Pair[]) {
    this.rows = rows;
    if (!this.save) this.fire();
  }

  private onSave() {
    if (this.check()) this.fire();
    else this.focusError();
  }

  private fire() {
    PAIRS.dispatch(this, this.map() ?? null);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-pairs': StrongPairs;
  }
}
