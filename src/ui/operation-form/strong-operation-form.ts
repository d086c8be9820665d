import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import type { InputOf, OperationName } from '../../model/operations.ts';
import { SHAPES, type Members } from '../../model/shapes.ts';
import { inputFrom, jsonOf } from '../page/input-json.ts';
import { base, controls } from '../styles/shared.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { reportPairs } from '../kit/strong-pairs.ts';
import type { KeyChoice } from './key-choice.ts';
import { KEY_MEMBERS, controlOf } from './member-control.ts';
import { draftsOf, isBlank, readDrafts, type Draft, type Drafts, type Findings } from './member-draft.ts';
import { TEXTS } from './operation-form-texts.ts';
import { memberStyles, type FormParts } from './member-frame.ts';
import { renderMember } from './render-member.ts';

/** The input was changed. `input` is undefined while it has a finding. `typed`: more changes are likely to follow. */
export const INPUT = typedEvent<{ readonly input: InputOf<OperationName> | undefined; readonly typed: boolean }>(
  'strong-input',
);

const NO_FINDINGS: Findings = new Map();

type Values = Readonly<Record<string, unknown>>;

/** Members that are shown without opening the optional ones. */
function isShownFirst(name: string, members: Members): boolean {
  const member = members[name];
  if (!member) return false;
  return member.required === true || KEY_MEMBERS.has(name) || ['pairs', 'choice'].includes(controlOf(member));
}

/**
 * The input of any operation: a control for each member of its shape, and all of it as JSON. Dispatches INPUT at each
 * change. Findings are shown at their member from the first change on, or after `check`.
 */
@customElement('strong-operation-form')
export class StrongOperationForm extends LitElement {
  static override styles = [
    base,
    controls,
    memberStyles,
    css`
      .stack {
        grid-template-columns: minmax(0, 1fr);
        justify-items: stretch;
      }
      summary {
        cursor: pointer;
        min-height: var(--target);
        align-content: center;
      }
    `,
  ];

  @property() operation: OperationName = 'Decrypt';
  @property({ attribute: false }) input: object = {};
  /** Keys to choose from; none: fields for keys take text. */
  @property({ attribute: false }) keys: readonly KeyChoice[] = [];
  /** The Region of the request; empty: unknown. */
  @property() region = '';
  /** What else there is to know of the JSON. */
  @property() jsonHint = '';

  @state() private drafts: Drafts = {};
  @state() private findings: Findings = NO_FINDINGS;
  @state() private isOpen = false;
  /** Whether the optional members are rendered: from the first opening on, as they are more than half of the form. */
  @state() private hasOptional = false;
  /** The JSON as it is typed, while it differs from the input. */
  @state() private json: string | undefined;
  @state() private jsonFinding = '';

  /** The last input that this form made: as it comes back, what is typed stays as it is. */
  #told: object | undefined;

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (!changed.has('input') && !changed.has('operation')) return;
    if (this.input === this.#told && !changed.has('operation')) return;
    this.drafts = draftsOf(this.members, this.values);
    this.findings = NO_FINDINGS;
    this.json = undefined;
    this.jsonFinding = '';
    if (changed.has('operation')) this.isOpen = this.hasOptional = false;
  }

  /** Shows every finding, and moves the focus to the first. Returns true when there is none. */
  check(): boolean {
    const { findings } = readDrafts(this.members, this.drafts);
    this.findings = findings;
    const [first] = findings.keys();
    if (first === undefined) return reportPairs(this.renderRoot);
    if (!isShownFirst(first.split('.')[0] ?? '', this.members)) this.isOpen = this.hasOptional = true;
    void this.updateComplete.then(() => {
      reportPairs(this.renderRoot);
      const field = this.renderRoot.querySelector(`[data-member="${first}"]`);
      const control = field?.matches('strong-byte-field') ? field : field?.querySelector('input, select, textarea');
      (control as HTMLElement | null | undefined)?.focus();
    });
    return false;
  }

  override render() {
    const names = Object.keys(this.members);
    const first = names.filter((name) => isShownFirst(name, this.members));
    const rest = names.filter((name) => !first.includes(name));
    const filled = rest.filter((name) => !isBlank(this.drafts[name] ?? {})).length;
    return html`<div class="stack">
      ${first.map((name) => this.renderMember(name))}
      ${
        rest.length === 0
          ? nothing
          : html`<details .open=${this.isOpen} @toggle=${this.onToggle}>
              <summary>${TEXTS.optionalMembers(rest.length, filled)}</summary>
              <div class="stack">${this.hasOptional ? rest.map((name) => this.renderMember(name)) : nothing}</div>
            </details>`
      }
      ${this.renderJson()}
    </div>`;
  }

  private renderJson() {
    return html`<div>
      <label for="json">${TEXTS.json}</label>
      <textarea
        id="json"
        class="code"
        rows="8"
        spellcheck="false"
        aria-describedby="json-hint json-finding"
        aria-invalid=${this.jsonFinding ? 'true' : 'false'}
        .value=${this.json ?? jsonOf(this.input)}
        @input=${this.onType}
        @change=${this.onLeaveJson}
      ></textarea>
      <span id="json-hint" class="soft small">${TEXTS.jsonHint} ${this.jsonHint}</span>
      <p id="json-finding" class="finding small" role="status">${this.jsonFinding}</p>
    </div>`;
  }

  private renderMember(name: string) {
    const member = this.members[name];
    if (!member) return nothing;
    const { operation, findings, keys, region } = this;
    const form: FormParts = { operation, findings, keys, ...(region ? { region } : {}) };
    return renderMember(form, {
      name,
      member,
      draft: this.drafts[name] ?? {},
      onDraft: (draft) => this.put(name, draft),
    });
  }

  private get members(): Members {
    return SHAPES[this.operation];
  }

  private get values(): Values {
    return this.input as Values;
  }

  private put(name: string, draft: Draft) {
    this.drafts = { ...this.drafts, [name]: draft };
    this.json = undefined;
    this.jsonFinding = '';
    this.tellDrafts(!this.isChosen(name));
  }

  /** Whether the control of a member is used in one go: a choice, and not typing. */
  private isChosen(name: string): boolean {
    const member = this.members[name];
    if (!member) return false;
    const kind = controlOf(member);
    return kind === 'choice' || kind === 'switch' || (KEY_MEMBERS.has(name) && this.keys.length > 0);
  }

  private tellDrafts(typed: boolean) {
    const { value, findings } = readDrafts(this.members, this.drafts);
    this.findings = findings;
    const unknown = Object.entries(this.values).filter(([name]) => !Object.hasOwn(this.members, name));
    this.tell(findings.size > 0 ? undefined : { ...Object.fromEntries(unknown), ...value }, typed);
  }

  private onToggle(event: Event) {
    this.isOpen = (event.target as HTMLDetailsElement).open;
    this.hasOptional ||= this.isOpen;
  }

  private onType(event: InputEvent) {
    this.json = (event.target as HTMLTextAreaElement).value;
    let input: object | undefined;
    try {
      input = inputFrom(this.operation, this.json);
      this.jsonFinding = '';
      this.drafts = draftsOf(this.members, input as Values);
      this.findings = NO_FINDINGS;
    } catch (error) {
      this.jsonFinding = (error as Error).message;
    }
    this.tell(input, true);
  }

  /** Formats the JSON once the field is left. */
  private onLeaveJson() {
    if (!this.jsonFinding) this.json = undefined;
  }

  private tell(input: object | undefined, typed: boolean) {
    this.#told = input;
    INPUT.dispatch(this, { input: input as InputOf<OperationName> | undefined, typed });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-operation-form': StrongOperationForm;
  }
}
