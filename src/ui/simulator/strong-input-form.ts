import { LitElement, css, html, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { ifDefined } from 'lit/directives/if-defined.js';
import { customElement, property, state } from 'lit/decorators.js';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { ENUMS, SHAPES, type Member } from '../../model/shapes.ts';
import { inputFrom, jsonOf } from '../page/input-json.ts';
import { base, controls } from '../styles/shared.ts';
import type { PairsEvent } from '../kit/strong-pairs.ts';
import type { KeyChoice } from './key-choice.ts';
import '../kit/strong-pairs.ts';

/** What `strong-input` carries. `typed`: it goes on changing. `input` is undefined while what is typed cannot be read or sent. */
export type InputFormEvent = CustomEvent<{
  readonly input: InputOf<OperationName> | undefined;
  readonly typed: boolean;
}>;

/** The members that name a key. */
const KEY_MEMBERS: ReadonlySet<string> = new Set(['KeyId', 'SourceKeyId', 'DestinationKeyId', 'TargetKeyId']);

type Values = Readonly<Record<string, unknown>>;

/**
 * The input of an operation: fields for the members that most questions turn on, and all of it as JSON. Fires `strong-input` at each change, also while it is
 * typed; what cannot be read is said at its field.
 */
@customElement('strong-input-form')
export class StrongInputForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      .stack {
        grid-template-columns: minmax(0, 1fr);
        justify-items: stretch;
      }
      .error {
        color: var(--deny);
        font-weight: 600;
        overflow-wrap: anywhere;
      }
      label code {
        font-size: inherit;
      }
    `,
  ];

  @property() operation: OperationName = 'Decrypt';
  @property({ attribute: false }) input: object = {};
  @property({ attribute: false }) keys: readonly KeyChoice[] = [];

  /** What is typed, while it differs from the input. */
  @state() private draft: string | undefined;
  @state() private finding = '';

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('input') && !changed.has('operation')) return;
    // What comes back as it is typed stays as it is typed: the field under the cursor would jump.
    if (!changed.has('operation') && this.isTyped()) return;
    this.draft = undefined;
    this.finding = '';
  }

  override render() {
    const members = Object.entries(SHAPES[this.operation]);
    return html`<div class="stack">
      ${members.map(([name, member]) => this.renderMember(name, member))}
      <div>
        <label for="json">Input as JSON</label>
        <textarea
          id="json"
          class="code"
          rows="8"
          spellcheck="false"
          aria-describedby="hint finding"
          aria-invalid=${this.finding ? 'true' : 'false'}
          .value=${this.draft ?? jsonOf(this.input)}
          @input=${this.onType}
          @change=${this.onJson}
        ></textarea>
        <span id="hint" class="soft small"
          >As the SDK types it; bytes as base64. They do not matter to the decision, and the address leaves them
          out.</span
        >
        <p id="finding" class="error small" role="status">${this.finding}</p>
      </div>
    </div>`;
  }

  private get values(): Values {
    return this.input as Values;
  }

  private renderMember(name: string, member: Member): TemplateResult | typeof nothing {
    if (KEY_MEMBERS.has(name)) return this.renderField(name, this.renderKey(name, member.required === true));
    if (member.type === 'map' && name.endsWith('EncryptionContext')) {
      const words =
        name === 'EncryptionContext'
          ? 'Encryption context'
          : `${name.startsWith('Source') ? 'Source' : 'Destination'} encryption context`;
      return html`<strong-pairs
        label=${words}
        .pairs=${this.values[name] ?? {}}
        @strong-pairs=${({ detail }: PairsEvent) => this.putPairs(name, detail)}
      ></strong-pairs>`;
    }
    if (member.enum) return this.renderField(name, this.renderEnum(name, ENUMS[member.enum], member.required === true));
    return member.required && member.type === 'string' ? this.renderField(name, this.renderText(name)) : nothing;
  }

  private renderField(name: string, field: TemplateResult) {
    return html`<div class="field">
      <label for=${name}><code>${name}</code></label>
      ${field}
    </div>`;
  }

  private renderKey(name: string, required: boolean) {
    const value = this.textOf(name);
    const known = this.keys.some((key) => key.value === value);
    const groups = Map.groupBy(this.keys, ({ group }) => group);
    return html`<select
      id=${name}
      @change=${(event: Event) => this.put(name, (event.target as HTMLSelectElement).value || undefined)}
    >
      ${required && value ? nothing : html`<option value="" ?selected=${!value}>none named</option>`}
      ${value && !known ? html`<option value=${value} selected>${value}</option>` : nothing}
      ${[...groups].map(
        ([group, keys]) =>
          html`<optgroup label=${group}>
            ${keys.map((key) => html`<option value=${key.value} ?selected=${key.value === value}>${key.label}</option>`)}
          </optgroup>`,
      )}
    </select>`;
  }

  private renderEnum(name: string, choices: readonly string[], required: boolean) {
    const value = this.textOf(name);
    return html`<select
      id=${name}
      @change=${(event: Event) => this.put(name, (event.target as HTMLSelectElement).value || undefined)}
    >
      ${required ? nothing : html`<option value="" ?selected=${!value}>not given</option>`}
      ${choices.map((choice) => html`<option value=${choice} ?selected=${choice === value}>${choice}</option>`)}
    </select>`;
  }

  private renderText(name: string) {
    const length = SHAPES[this.operation][name]?.max;
    return html`<input
      id=${name}
      spellcheck="false"
      maxlength=${ifDefined(length)}
      .value=${this.textOf(name)}
      @input=${(event: Event) => this.put(name, (event.target as HTMLInputElement).value, true)}
    />`;
  }

  private textOf(name: string): string {
    const value = this.values[name];
    return typeof value === 'string' ? value : '';
  }

  private putPairs(name: string, pairs: PairsEvent['detail']) {
    if (pairs) this.put(name, Object.keys(pairs).length > 0 ? pairs : undefined, true);
    else this.tell(undefined, true);
  }

  private put(name: string, value: unknown, typed = false) {
    const rest = Object.fromEntries(
      Object.entries(this.values).filter(([member]) => member !== name || value !== undefined),
    );
    this.tell({ ...rest, ...(value === undefined ? {} : { [name]: value }) }, typed);
  }

  private onType(event: InputEvent) {
    this.draft = (event.target as HTMLTextAreaElement).value;
    this.finding = this.findingOf(this.draft);
    this.tell(this.finding ? undefined : inputFrom(this.operation, this.draft), true);
  }

  /** What can be read is laid out once the field is left. */
  private onJson() {
    if (!this.finding) this.draft = undefined;
  }

  /** Whether the input is what is typed. */
  private isTyped(): boolean {
    return (
      this.draft !== undefined && !this.finding && jsonOf(inputFrom(this.operation, this.draft)) === jsonOf(this.input)
    );
  }

  private findingOf(text: string): string {
    try {
      inputFrom(this.operation, text);
      return '';
    } catch (error) {
      return (error as Error).message;
    }
  }

  private tell(input: object | undefined, typed = false) {
    this.dispatchEvent(new CustomEvent('strong-input', { detail: { input, typed } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-input-form': StrongInputForm;
  }
}
