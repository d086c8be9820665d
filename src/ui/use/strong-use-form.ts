import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { parseArn } from '../../model/arn.ts';
import type { KeyMetadata } from '../../model/sdk.ts';
import type { ByteEntry, ByteForm } from '../operation-form/byte-entry.ts';
import { fieldsOf } from './use-of-key.ts';
import { TEXTS } from './use-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import type { UseField, UseRow } from './use-row.ts';
import { sendingsOf, type Sending } from './use-sending.ts';
import {
  entryName,
  entryOf,
  findingsOf,
  hasOnlyTooManyBytes,
  mostBytes,
  sendingIn,
  whyNotSent,
  type UseValues,
} from './use-values.ts';
import { base, controls } from '../styles/shared.ts';
import { SHAPES, type Member } from '../../model/shapes.ts';
import { memberText } from '../../model/member-texts.ts';
import { memberStyles, type FormParts, type MemberDetails } from '../operation-form/member-frame.ts';
import { usualLengthOf } from '../operation-form/member-control.ts';
import { renderMember } from '../operation-form/render-member.ts';
import type { Draft, Findings } from '../operation-form/member-draft.ts';
import type { ENTRY } from '../operation-form/strong-byte-field.ts';
import type { EventOf } from '../kit/typed-event.ts';
import { reportPairs } from '../kit/strong-pairs.ts';
import { StrongByteField } from '../operation-form/strong-byte-field.ts';

/** The values were changed. */
export const VALUES = typedEvent<{ readonly values: UseValues }>('strong-values');
/** The form was sent: nothing in it is wrong, or too many bytes are sent anyway. */
export const CALL = typedEvent('strong-call');
/** The other party of a key agreement is to be generated. */
export const PEER = typedEvent('strong-peer');

const NO_FINDINGS: Findings = new Map();
const MESSAGE_FORMS: readonly ByteForm[] = ['text', 'hex', 'base64'];

/**
 * The form of one operation, drawn from its row. Dispatches VALUES at each change, CALL when it is sent and has no
 * finding, or too many bytes are sent anyway, and PEER.
 */
@customElement('strong-use-form')
export class StrongUseForm extends LitElement {
  static override styles = [
    base,
    controls,
    memberStyles,
    css`
      form {
        display: grid;
        grid-template-columns: minmax(0, 1fr);
        gap: 1.1rem;
      }
      fieldset,
      strong-byte-field {
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
  /** Names that a field for a key suggests. */
  @property({ attribute: false }) names: readonly string[] = [];
  @property({ type: Boolean }) busy = false;
  /** Why the key cannot sign digests here; empty: it can. */
  @property() noDigest = '';
  /** Whether the other party of a key agreement can be generated here. */
  @property({ type: Boolean }) canPeer = false;

  @state() private checked = false;
  @query('form') private form!: HTMLFormElement;
  @query('[type="submit"]') private button!: HTMLButtonElement;

  /** Moves the focus to the button. */
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
        <summary>${TEXTS.form.more}</summary>
        ${this.renderMore(use, values)}
      </details>
      <div class="row">
        <button type="submit" class="primary" aria-disabled=${this.busy ? 'true' : 'false'}>${use.operation}</button>
        ${this.checked && hasOnlyTooManyBytes(use, this.key, values) ? this.renderAnyway() : nothing}
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
        return this.renderShared(use, field, { pairs: values.pairs[field.member] ?? {} }, ({ pairs }) => {
          if (pairs) this.tell({ pairs: { ...this.values?.pairs, [field.member]: pairs } });
        });
      case 'choice':
        return this.renderText(use, field, values, {
          values: field.options(this.key),
          none: field.optional ?? false,
        });
      default:
        return this.renderText(use, field, values);
    }
  }

  /** A field that the form of every operation has. */
  private renderShared(
    { operation }: UseRow,
    field: Pick<UseField, 'member' | 'label' | 'hint'>,
    draft: Draft,
    onDraft: (draft: Draft) => void,
    details: MemberDetails = {},
  ) {
    const member: Member | undefined = SHAPES[operation][field.member];
    if (!member) return nothing;
    const { label, hint } = field;
    const region = parseArn(this.key.Arn ?? '')?.region;
    const form: FormParts = { operation, findings: this.findings, keyList: 'names', ...(region ? { region } : {}) };
    const text = { ...(label ? { label } : {}), ...(hint ? { help: hint } : {}) };
    return renderMember(form, { name: field.member, member, draft, onDraft, text, ...details });
  }

  private renderText(use: UseRow, field: UseField, values: UseValues, details: MemberDetails = {}) {
    const { member } = field;
    const onDraft = ({ text = '' }: Draft) => this.tell({ texts: { ...this.values?.texts, [member]: text } });
    return this.renderShared(use, field, { text: values.texts[member] ?? '' }, onDraft, details);
  }

  /** What is wrong, after an attempt to send it. */
  private get findings(): Findings {
    const { use, values, checked } = this;
    return use && values && checked ? findingsOf(use, this.key, values) : NO_FINDINGS;
  }

  private renderBytes(
    use: UseRow,
    field: UseField,
    values: UseValues,
    forms: readonly ByteForm[],
    given: { readonly label?: string; readonly exactly?: number } = {},
  ) {
    const entry = entryOf(field, values);
    if (!entry) return nothing;
    const words = memberText(use.operation, field.member);
    const open = field.kind === 'message' && sendingIn(values).way === 'made';
    const problem = whyNotSent(use, field, values) ?? '';
    return html`<strong-byte-field
      label=${given.label ?? field.label ?? words.label}
      member=${field.member}
      ?required=${SHAPES[use.operation][field.member]?.required === true}
      hint=${field.hint ?? words.help}
      .forms=${forms}
      .entry=${entry}
      .usual=${usualLengthOf(field.member)}
      .most=${open ? Infinity : mostBytes(use, field.member)}
      .exactly=${given.exactly ?? 0}
      .problem=${problem}
      ?checked=${this.checked}
      @strong-entry=${({ detail }: EventOf<typeof ENTRY>) => this.tellEntry(entryName(field, values), detail.entry)}
    >
      ${field.kind === 'message' && problem ? this.renderShorten(values) : nothing}
      ${
        field.kind === 'bytes' && field.peer && this.canPeer
          ? html`<div>
              <button type="button" @click=${() => PEER.dispatch(this)}>${TEXTS.form.makePeer}</button>
            </div>`
          : nothing
      }
    </strong-byte-field>`;
  }

  private renderMessage(use: UseRow, field: UseField, values: UseValues) {
    const { way, type, bytes = 0 } = sendingIn(values);
    if (way !== 'given') return this.renderBytes(use, field, values, MESSAGE_FORMS);
    return this.renderBytes(use, field, values, ['hex', 'base64'], {
      label: type === 'DIGEST' ? TEXTS.form.digest : TEXTS.form.mu,
      exactly: bytes,
    });
  }

  /** Offers the call that KMS refuses: its error is worth seeing. */
  private renderAnyway() {
    return html`<button
        type="button"
        id="anyway"
        aria-describedby="anyway-why"
        aria-disabled=${this.busy ? 'true' : 'false'}
        @click=${() => !this.busy && CALL.dispatch(this)}
      >
        ${TEXTS.form.sendAnyway}
      </button>
      <span id="anyway-why" class="soft small">${TEXTS.form.sendAnywayWhy}</span>`;
  }

  /** Offers to send the digest of a message that is too long. */
  private renderShorten(values: UseValues) {
    const made = this.ways(values).find(({ way }) => way === 'made');
    if (!made || values.way !== 'raw') return nothing;
    return html`<div>
      <button type="button" @click=${this.shorten}>
        ${made.type === 'DIGEST' ? TEXTS.form.sendDigest(made.type) : TEXTS.form.sendMu(made.type)}
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
      <legend>${TEXTS.form.messageType}</legend>
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

  private renderMore(use: UseRow, values: UseValues) {
    return html`<div class="more">
      ${this.renderShared(use, { member: 'GrantTokens' }, { text: values.grantTokens }, ({ text = '' }) =>
        this.tell({ grantTokens: text }),
      )}
      ${this.renderShared(use, { member: 'DryRun' }, { on: values.dryRun }, ({ on = false }) =>
        this.tell({ dryRun: on }),
      )}
    </div>`;
  }

  private shorten() {
    this.tell({ way: 'made' });
    // The pressed button no longer exists.
    void this.updateComplete.then(() =>
      this.renderRoot.querySelector<HTMLInputElement>('[name="way"]:checked')?.focus(),
    );
  }

  private tellEntry(name: string, entry: ByteEntry) {
    this.tell({ bytes: { ...this.values?.bytes, [name]: entry } });
  }

  private tell(change: Partial<UseValues>) {
    if (!this.values) return;
    const values = { ...this.values, ...change };
    this.values = values;
    VALUES.dispatch(this, { values });
  }

  private async onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const { use, values } = this;
    if (!use || !values || this.busy) return;
    this.checked = findingsOf(use, this.key, values).size > 0;
    if (!reportPairs(this.renderRoot)) return;
    if (!this.checked) {
      CALL.dispatch(this);
      return;
    }
    await this.updateComplete;
    const wrong = [...this.renderRoot.querySelectorAll<HTMLElement>('strong-byte-field, [aria-invalid="true"]')].find(
      (field) => !(field instanceof StrongByteField) || field.problem !== '',
    );
    // A field inside the closed part cannot take the focus.
    wrong?.closest('details')?.setAttribute('open', '');
    wrong?.focus();
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-use-form': StrongUseForm;
  }
}
