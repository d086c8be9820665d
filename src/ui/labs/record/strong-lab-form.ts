import { LitElement, css, html, nothing, type PropertyValues } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { live } from 'lit/directives/live.js';
import type { LabValue } from '../../../labs/lab-value.ts';
import type { Lab } from '../../../labs/lab.ts';
import { TERMS } from '../../glossary/glossary-terms.ts';
import { typedEvent } from '../../kit/typed-event.ts';
import { InLabLanguage } from '../../page/in-lab-language.ts';
import { plainText } from '../../page/lab-markup.ts';
import { base, controls } from '../../styles/shared.ts';
import { checkDocument, type DraftFinding } from './check-draft.ts';
import { draftFields, fieldOfPlace, type DraftField, type FieldGroup } from './draft-fields.ts';
import { valueAt, withValueAt, type DraftPath } from './lab-draft.ts';
import { recordLabWords } from './record-lab-words.ts';

const words = () => recordLabWords().form;
const INDENT = 2;
/** Lines that a field shows: of JSON, and of other texts. */
const ROWS = { json: 8, long: 3, lines: 4 };

/** The author has changed the draft. */
export const LAB_CHANGED = typedEvent<Lab>('strong-lab-changed');

const idOf = (path: DraftPath): string => `f-${path.join('-')}`;

/**
 * Edits the draft of a lab, whose texts are in English. Fires `strong-lab-changed`. Text that is not JSON stays in its
 * field and in `broken`. A field that was edited says what the validator refuses in it.
 */
@customElement('strong-lab-form')
export class StrongLabForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host,
      fieldset {
        display: grid;
        gap: 1rem;
      }
      fieldset {
        max-width: 46rem;
        padding-top: 1rem;
        border-top: 1px solid var(--line);
      }
      .field {
        max-width: none;
      }
      legend {
        font-size: var(--t2);
      }
      summary {
        min-height: var(--target);
        align-content: center;
        font-weight: 600;
        cursor: pointer;
      }
      .refused {
        color: var(--deny);
      }
      .terms {
        columns: 16rem;
      }
    `,
  ];

  @property({ attribute: false }) lab!: Lab;
  /** Texts of JSON fields that are not JSON, by the ID of the field. */
  @state() private texts: Readonly<Record<string, string>> = {};
  /** Problems of the draft, once a field was edited. */
  #problems: readonly DraftFinding[] = [];
  /** Fields that were edited: their text stays as it was typed. */
  #typed = new Map<string, { readonly value: unknown; readonly text: string }>();

  constructor() {
    super();
    new InLabLanguage(this, recordLabWords);
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('lab')) this.#problems = this.#typed.size === 0 ? [] : checkDocument(this.lab);
  }

  /** The places whose text is not JSON. */
  get broken(): readonly DraftPath[] {
    const fields = draftFields(this.lab).flatMap(({ fields: own }) => own);
    return fields.flatMap(({ path }) => (Object.hasOwn(this.texts, idOf(path)) ? [path] : []));
  }

  /** Moves the focus to the field of a place. */
  focusPlace(place: DraftPath): void {
    const field = fieldOfPlace(draftFields(this.lab), place);
    const id = field ? idOf(field.path) : place[0] === 'concepts' ? 'terms' : idOf(['id']);
    const element = this.renderRoot.querySelector<HTMLElement>(`#${CSS.escape(id)}`);
    element?.focus();
    element?.scrollIntoView({ block: 'center' });
  }

  override render() {
    return html`${draftFields(this.lab).map((group) => this.renderGroup(group))}`;
  }

  private renderGroup({ kind, number, fields }: FieldGroup) {
    const legend = kind === 'lab' ? words().lab : words()[kind](number);
    return html`<fieldset>
      <legend>${legend}</legend>
      ${fields.map((field) => this.renderField(field))} ${kind === 'lab' ? this.renderTerms() : nothing}
    </fieldset>`;
  }

  private renderField({ path, kind, label }: DraftField) {
    const [name = '', hint = ''] = words().fields[label];
    const id = idOf(path);
    const text = this.textOf(path, kind);
    const isBroken = Object.hasOwn(this.texts, id);
    const problem = isBroken || !this.#typed.has(id) ? undefined : this.problemAt(path);
    const isRefused = isBroken || problem !== undefined;
    const hintId = `${id}-hint`;
    return html`<div class="field">
      <label for=${id}>${name}</label>
      ${
        kind === 'text' || kind === 'number'
          ? html`<input
              id=${id}
              lang="en"
              type=${kind}
              dir="auto"
              autocomplete="off"
              aria-invalid=${isRefused ? 'true' : 'false'}
              aria-describedby=${hint === '' && !isRefused ? nothing : hintId}
              .value=${live(text)}
              @input=${(event: Event) => this.change(path, kind, event)}
            />`
          : html`<textarea
              id=${id}
              lang="en"
              class=${kind === 'json' ? 'code' : ''}
              dir=${kind === 'json' ? 'ltr' : 'auto'}
              rows=${ROWS[kind]}
              spellcheck=${kind === 'json' ? 'false' : 'true'}
              aria-invalid=${isRefused ? 'true' : 'false'}
              aria-describedby=${hint === '' && !isRefused ? nothing : hintId}
              .value=${live(text)}
              @input=${(event: Event) => this.change(path, kind, event)}
            ></textarea>`
      }
      ${
        hint === '' && !isRefused
          ? nothing
          : html`<span
              id=${hintId}
              class=${isRefused ? 'refused small' : 'soft small'}
              lang=${ifDefined(problem ? 'en' : undefined)}
              >${problem ?? (isBroken ? recordLabWords().check.broken : hint)}</span
            >`
      }
    </div>`;
  }

  /** What the validator says of the steps or the condition in a field. */
  private problemAt(path: DraftPath): string | undefined {
    const isHere = (at: DraftPath): boolean => path.every((part, index) => String(part) === String(at[index]));
    const found = this.#problems.find((problem) => isHere(problem.path));
    return found && plainText(found.message);
  }

  private renderTerms() {
    const { concepts } = this.lab;
    return html`<details>
      <summary id="terms">${words().concepts} (${concepts.length})</summary>
      <div class="terms">
        ${Object.entries(TERMS).map(
          ([id, { term }]) =>
            html`<label class="choice">
              <input
                type="checkbox"
                .checked=${live(concepts.includes(id))}
                @change=${({ target }: Event) => {
                  const others = concepts.filter((one) => one !== id);
                  this.set(['concepts'], (target as HTMLInputElement).checked ? [...others, id] : others);
                }}
              />
              <span lang="en">${term}</span>
            </label>`,
        )}
      </div>
    </details>`;
  }

  private textOf(path: DraftPath, kind: DraftField['kind']): string {
    const id = idOf(path);
    const broken = this.texts[id];
    if (broken !== undefined) return broken;
    const value = valueAt(this.lab, path);
    const typed = this.#typed.get(id);
    if (typed !== undefined && typed.value === value) return typed.text;
    if (kind === 'json') return JSON.stringify(value, undefined, INDENT);
    if (Array.isArray(value)) return value.join('\n');
    return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
  }

  private change(path: DraftPath, kind: DraftField['kind'], { target }: Event) {
    const text = (target as HTMLInputElement | HTMLTextAreaElement).value;
    const id = idOf(path);
    const { [id]: _before, ...others } = this.texts;
    this.texts = others;
    let value: LabValue = text;
    if (kind === 'number') value = Number(text);
    if (kind === 'lines') value = text.split('\n').filter((line) => line.trim() !== '');
    if (kind === 'json') {
      try {
        value = JSON.parse(text) as LabValue;
      } catch {
        this.texts = { ...others, [id]: text };
        return;
      }
    }
    this.#typed.set(id, { value, text });
    this.set(path, value);
  }

  private set(path: DraftPath, value: LabValue) {
    LAB_CHANGED.dispatch(this, withValueAt(this.lab, path, value));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-lab-form': StrongLabForm;
  }
}
