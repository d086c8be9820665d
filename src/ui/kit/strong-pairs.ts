import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { base, controls } from '../styles/shared.ts';

interface Pair {
  readonly key: string;
  readonly value: string;
}

/**
 * Pairs of names and values: tags, an encryption context. Fires `strong-pairs` with the map: when *save* is pressed, or at each change where `save` is empty.
 * Pairs without a name are left out; of two with one name the last counts.
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
    `,
  ];

  @property() label = 'Pairs';
  @property({ attribute: false }) pairs: Readonly<Record<string, string>> = {};
  /** The words of the button that saves; empty: each change is told at once. */
  @property() save = '';

  @state() private rows: readonly Pair[] = [];

  protected override willUpdate(changed: PropertyValues<this>): void {
    // What comes back as it was told needs no new rows: the field under the cursor would lose it.
    if (changed.has('pairs') && JSON.stringify(this.pairs) !== JSON.stringify(this.map())) {
      this.rows = Object.entries(this.pairs).map(([key, value]) => ({ key, value }));
    }
  }

  override render() {
    return html`<fieldset>
      <legend>${this.label}</legend>
      <div>
        ${this.rows.map(
          (row, index) =>
            html`<div class="pair">
              <input
                aria-label="Name ${index + 1}"
                .value=${row.key}
                spellcheck="false"
                @input=${(event: InputEvent) => this.edit(index, { key: (event.target as HTMLInputElement).value })}
              />
              <span aria-hidden="true">=</span>
              <input
                aria-label="Value ${index + 1}"
                .value=${row.value}
                spellcheck="false"
                @input=${(event: InputEvent) => this.edit(index, { value: (event.target as HTMLInputElement).value })}
              />
              <button
                type="button"
                class="plain"
                aria-label="Remove ${row.key || `pair ${index + 1}`}"
                @click=${() => this.set(this.rows.toSpliced(index, 1))}
              >
                Remove
              </button>
            </div>`,
        )}
      </div>
      <div class="row">
        <button type="button" @click=${() => this.set([...this.rows, { key: '', value: '' }])}>Add a pair</button>
        ${this.save ? html`<button type="button" class="primary" @click=${this.tell}>${this.save}</button>` : nothing}
      </div>
    </fieldset>`;
  }

  private map(): Record<string, string> {
    return Object.fromEntries(this.rows.filter(({ key }) => key !== '').map(({ key, value }) => [key, value]));
  }

  /** Both fields of a row may change before it is drawn again: what fills forms by itself does that. */
  private edit(index: number, change: Partial<Pair>) {
    this.set(this.rows.map((row, at) => (at === index ? { ...row, ...change } : row)));
  }

  private set(rows: readonly Pair[]) {
    this.rows = rows;
    if (!this.save) this.tell();
  }

  private tell() {
    this.dispatchEvent(new CustomEvent('strong-pairs', { detail: this.map() }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-pairs': StrongPairs;
  }
}
