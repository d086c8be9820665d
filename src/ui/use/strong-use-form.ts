import { LitElement, css, html, nothing } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { ByteEntry, ByteForm } from './use-bytes.ts';
import { fieldsOf } from './use-of-key.ts';
import type { UseField, UseRow } from './use-row.ts';
import { sendingsOf, type Sending } from './use-sending.ts';
import { entryName, entryOf, mostBytes, sendingIn, whyNotSent, type UseValues } from './use-values.ts';
import { base, controls } from '../styles/shared.ts';
import type { EntryEvent } from './strong-use-bytes.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import './strong-use-bytes.ts';

/** What `strong-values` carries. */
export type ValuesEvent = CustomEvent<{ readonly values: UseValues }>;

const MESSAGE_FORMS: readonly ByteForm[] = ['text', 'hex', 'base64'];

/**
 * The form of one operation, drawn from its row. Fires `strong-values` at each change, `strong-call` when it is sent and nothing in it is unreadable,
 * and `strong-peer` when the other side of a key agreement is to be made here.
 */
@customElement('strong-use-form')
export class StrongUseForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.1rem;
      }
      .field,
      fieldset,
      strong-use-bytes,
      strong-pairs {
        max-width: 40rem;
      }
      select,
      input:not([type='checkbox'], [type='radio']) {
        max-width: 26rem;
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
      .more {
        display: grid;
        gap: 0.9rem;
        padding: 0.25rem 0 0.5rem;
      }
      .why {
        padding: 0.4rem 0.75rem;
        border-left: 4px solid var(--brass);
        background: var(--brass-tint);
      }
      code {
        color: var(--soft);
      }
    `,
  ];

  @property({ attribute: false }) use: UseRow | undefined;
  @property({ attribute: false }) key: KeyMetadata = { KeyId: '' };
  @property({ attribute: false }) values: UseValues | undefined;
  /** Names that a field for a key offers. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ type: Boolean }) busy = false;
  /** Why the key signs no digest here; empty: it does. */
  @property() noDigest = '';
  /** Whether the other side of a key agreement can be made here. */
  @property({ type: Boolean }) canPeer = false;

  @state() private checked = false;
  @query('form') private form!: HTMLFormElement;
  @query('[type="submit"]') private button!: HTMLButtonElement;

  /** Takes the focus to the button. */
  override focus(): void {
    this.button.focus();
  }

  /** Sends the form, as its button does. */
  send(): void {
    this.form.requestSubmit();
  }

  override render() {
    const { use, values } = this;
    if (!use || !values) return nothing;
    return html`<form novalidate @submit=${this.onSubmit}>
      ${fieldsOf(use, this.key).map((field) => this.renderField(use, field, values))}
      <datalist id="names">${this.names.map((name) => html`<option value=${name}></option>`)}</datalist>
      <details>
        <summary>More: grant tokens, dry run</summary>
        ${this.renderMore(values)}
      </details>
      <div class="row">
        <button type="submit" class="primary" aria-disabled=${this.busy ? 'true' : 'false'}>${use.operation}</button>
        <slot></slot>
      </div>
    </form>`;
  }

  private renderField(use: UseRow, field: UseField, values: UseValues) {
    switch (field.kind) {
      case 'bytes':
        return this.renderBytes(use, field, values, [
          ...(field.text ? (['text'] as const) : []),
          ...(field.pem ? (['PEM'] as const) : []),
          'hex',
          'base64',
        ]);
      case 'message':
        return html`${this.renderWays(values)} ${this.renderMessage(use, field, values)}`;
      case 'context':
        return html`<div class="field">
          <strong-pairs
            label=${field.label}
            .pairs=${values.pairs[field.member] ?? {}}
            @strong-pairs=${({ detail }: PairsEvent) => detail && this.tell({ pairs: { ...this.values?.pairs, [field.member]: detail } })}
          ></strong-pairs>
          <span class="soft small">${field.hint}</span>
        </div>`;
      case 'choice':
        return this.renderChoice(field, values);
      default:
        return this.renderLine(field, values);
    }
  }

  private renderBytes(
    use: UseRow,
    field: UseField,
    values: UseValues,
    forms: readonly ByteForm[],
    label = field.label,
    exactly = 0,
  ) {
    const entry = entryOf(field, values);
    if (!entry) return nothing;
    const open = field.kind === 'message' && sendingIn(values).way === 'made';
    const problem = whyNotSent(use, field, values) ?? '';
    return html`<strong-use-bytes
      label=${label}
      hint=${field.hint ?? ''}
      .forms=${forms}
      .entry=${entry}
      .most=${open ? Infinity : mostBytes(use, field.member)}
      .exactly=${exactly}
      .problem=${problem}
      ?checked=${this.checked}
      @strong-entry=${({ detail }: EntryEvent) => this.tellEntry(entryName(field, values), detail.entry)}
    >
      ${field.kind === 'message' && problem ? this.renderShorten(values) : nothing}
      ${
        field.kind === 'bytes' && field.peer && this.canPeer
          ? html`<div>
              <button type="button" @click=${() => this.dispatchEvent(new Event('strong-peer'))}>
                Make the other side here
              </button>
            </div>`
          : nothing
      }
    </strong-use-bytes>`;
  }

  private renderMessage(use: UseRow, field: UseField, values: UseValues) {
    const { way, type, bytes = 0 } = sendingIn(values);
    if (way !== 'given') return this.renderBytes(use, field, values, MESSAGE_FORMS);
    return this.renderBytes(use, field, values, ['hex', 'base64'], type === 'DIGEST' ? 'Digest' : 'Mu', bytes);
  }

  /** The way out for a message that is too long to be sent as it is. */
  private renderShorten(values: UseValues) {
    const made = this.ways(values).find(({ way }) => way === 'made');
    if (!made || values.way !== 'raw') return nothing;
    return html`<div>
      <button type="button" @click=${this.shorten}>
        Send its ${made.type === 'DIGEST' ? 'digest' : 'mu'} instead (${made.type})
      </button>
    </div>`;
  }

  private ways(values: UseValues): readonly Sending[] {
    return sendingsOf(values.texts.SigningAlgorithm ?? '');
  }

  private renderWays(values: UseValues) {
    const chosen = sendingIn(values);
    const refused = chosen.type !== 'RAW' && this.noDigest !== '';
    return html`<fieldset>
      <legend>What is sent</legend>
      ${this.ways(values).map(
        ({ way, type, words }) =>
          html`<label class="choice">
            <input
              type="radio"
              name="way"
              value=${way}
              .checked=${way === chosen.way}
              @change=${() => this.tell({ way })}
            />
            <span>${words} <code>${type}</code></span>
          </label>`,
      )}
      ${refused ? html`<p class="why small">${this.noDigest}</p>` : nothing}
    </fieldset>`;
  }

  private renderChoice(field: UseField & { kind: 'choice' }, values: UseValues) {
    const value = values.texts[field.member] ?? '';
    const options = field.options(this.key);
    const id = field.member;
    return html`<div class="field">
      <label for=${id}>${field.label}</label>
      <select id=${id} aria-describedby="${id}-hint" @change=${(event: Event) => this.tellText(field.member, event)}>
        ${options.map((option) => html`<option value=${option} .selected=${option === value}>${option}</option>`)}
        ${field.optional ? html`<option value="" .selected=${value === ''}>${field.optional}</option>` : nothing}
      </select>
      ${this.renderHint(field)}
    </div>`;
  }

  private renderLine(field: UseField, values: UseValues) {
    const id = field.member;
    const number = field.kind === 'number';
    return html`<div class="field">
      <label for=${id}>${field.label}</label>
      <input
        id=${id}
        list=${ifDefined(number ? undefined : 'names')}
        inputmode=${number ? 'numeric' : 'text'}
        autocomplete="off"
        spellcheck="false"
        .value=${values.texts[field.member] ?? ''}
        aria-describedby="${id}-hint"
        @input=${(event: Event) => this.tellText(field.member, event)}
      />
      ${this.renderHint(field)}
    </div>`;
  }

  private renderHint(field: UseField) {
    return html`<span id="${field.member}-hint" class="soft small" ?hidden=${!field.hint}>${field.hint}</span>`;
  }

  private renderMore(values: UseValues) {
    return html`<div class="more">
      <div class="field">
        <label for="tokens">Grant tokens</label>
        <input
          id="tokens"
          autocomplete="off"
          spellcheck="false"
          .value=${values.grantTokens}
          aria-describedby="tokens-hint"
          @input=${(event: Event) => this.tell({ grantTokens: (event.target as HTMLInputElement).value })}
        />
        <span id="tokens-hint" class="soft small"
          >What CreateGrant gave, with spaces between: a grant then counts at once.</span
        >
      </div>
      <label class="choice">
        <input
          type="checkbox"
          .checked=${values.dryRun}
          @change=${(event: Event) => this.tell({ dryRun: (event.target as HTMLInputElement).checked })}
        />
        <span
          >Dry run: KMS only says whether it would do it. Yes is an error as well,
          <code>DryRunOperationException</code>.</span
        >
      </label>
    </div>`;
  }

  private shorten() {
    this.tell({ way: 'made' });
    // The button that was pressed is gone.
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('[name="way"]:checked')?.focus(),
    );
  }

  private tellText(member: string, event: Event) {
    const { value } = event.target as HTMLInputElement | HTMLSelectElement;
    this.tell({ texts: { ...this.values?.texts, [member]: value } });
  }

  private tellEntry(name: string, entry: ByteEntry) {
    this.tell({ bytes: { ...this.values?.bytes, [name]: entry } });
  }

  private tell(change: Partial<UseValues>) {
    if (!this.values) return;
    const values = { ...this.values, ...change };
    this.values = values;
    this.dispatchEvent(new CustomEvent('strong-values', { detail: { values } }));
  }

  private async onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const { use, values } = this;
    if (!use || !values || this.busy) return;
    const wrong = fieldsOf(use, this.key).some((field) => whyNotSent(use, field, values) !== undefined);
    this.checked = wrong;
    if (!reportPairs(this.renderRoot)) return;
    if (!wrong) {
      this.dispatchEvent(new Event('strong-call'));
      return;
    }
    await this.updateComplete;
    [...this.renderRoot.querySelectorAll('strong-use-bytes')].find(({ problem }) => problem !== '')?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-form': StrongUseForm;
  }
}
