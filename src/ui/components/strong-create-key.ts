import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, query } from 'lit/decorators.js';
import { GAPS } from '../../model/gaps.ts';
import type { Problem } from '../state/problem.ts';
import { base, controls } from '../styles/shared.ts';
import type { StrongDialog } from './strong-dialog.ts';
import './strong-dialog.ts';
import './strong-problem.ts';

/** What `strong-create` carries. */
export type CreateKeyEvent = CustomEvent<{ readonly alias: string; readonly description: string }>;

/** Kinds of key that AWS offers and the sandbox does not yet: shown, with the reason. */
const NOT_YET = [
  { name: 'RSA, elliptic-curve, HMAC, ML-DSA, ML-KEM keys', why: GAPS.keySpec.note },
  { name: 'Multi-Region key', why: GAPS.multiRegion.note },
  { name: 'Imported key material', why: GAPS.importedMaterial.note },
  { name: 'Key in a custom key store', why: GAPS.customKeyStore.note },
] as const;

/** The dialog that makes a key. `show()` opens it; fires `strong-create`, and the page closes it when the key is there. */
@customElement('strong-create-key')
export class StrongCreateKey extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      strong-problem {
        margin-block: 0;
      }
      summary {
        cursor: pointer;
        min-height: 2rem;
      }
      li {
        margin: 0.4rem 0 0.4rem 1.2rem;
      }
    `,
  ];

  @property({ type: Boolean }) busy = false;
  @property({ attribute: false }) problem: Problem | undefined;
  /** True: the key is there, and only its alias was refused. */
  @property({ type: Boolean }) made = false;

  @query('strong-dialog') private dialog!: StrongDialog;
  @query('form') private form!: HTMLFormElement;

  show(): void {
    this.form.reset();
    this.dialog.show();
  }

  close(): void {
    this.dialog.close();
  }

  protected override updated(changed: PropertyValues<this>): void {
    // The dialog scrolls: an error below its fold would go unseen.
    const shown = changed.has('problem') ? this.renderRoot.querySelector('strong-problem') : null;
    void shown?.updateComplete.then(() => shown.scrollIntoView({ block: 'nearest' }));
  }

  override render() {
    return html`<strong-dialog heading="Create key">
      <form id="form" @submit=${this.onSubmit}>
        <p>A symmetric encryption key: 256 random bits that KMS makes and never shows.</p>
        <div class="field">
          <label for="alias">Alias</label>
          <input
            id="alias"
            data-focus
            name="alias"
            autocomplete="off"
            spellcheck="false"
            pattern="(alias/)?[a-zA-Z0-9\\/_\\-]{1,250}"
            placeholder="alias/app"
            aria-describedby="alias-hint"
          />
          <span id="alias-hint" class="soft small">Optional. CreateAlias, a second call, gives the key this name: letters, digits, / _ -</span>
        </div>
        <div class="field">
          <label for="description">Description</label>
          <input id="description" name="description" maxlength="8192" />
        </div>
        <details>
          <summary>Why can’t I choose another kind of key?</summary>
          <ul>
            ${NOT_YET.map(({ name, why }) => html`<li><b>${name}</b>. ${why}</li>`)}
          </ul>
        </details>
        ${this.made ? html`<p><b>The key is there; it has no alias yet.</b> Choose another alias, or close this: the key stays.</p>` : nothing}
        ${this.problem ? html`<strong-problem .problem=${this.problem}></strong-problem>` : nothing}
      </form>
      <button slot="actions" class="primary" type="submit" form="form" aria-disabled=${this.busy ? 'true' : 'false'}>
        ${this.made ? 'Create alias' : 'Create key'}
      </button>
    </strong-dialog>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const data = new FormData(this.form);
    const name = String(data.get('alias') ?? '').trim();
    const alias = name === '' || name.startsWith('alias/') ? name : `alias/${name}`;
    this.dispatchEvent(new CustomEvent('strong-create', { detail: { alias, description: String(data.get('description') ?? '') } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-create-key': StrongCreateKey;
  }
}
