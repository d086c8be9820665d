import { css, html, LitElement, nothing, type PropertyValues } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formText } from '../kit/form-text.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import type { ActionField, ServiceAction } from './service-action.ts';
import { CHOICE_TEXTS, FIELD_TEXTS } from './services-texts.ts';

/** Asks to run the action, with the values of the filled-in fields. */
export const RUN_ACTION = typedEvent<Readonly<Record<string, string>>>('strong-run-action');

/** A field with an error. */
export interface InvalidField {
  readonly name: string;
  readonly message: string;
}

/** The form of one action of a service. */
@customElement('strong-service-form')
export class StrongServiceForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
        margin-block: 0.75rem 1.25rem;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(17rem, 100%), 1fr));
        gap: 0.75rem 1.5rem;
        align-items: end;
        width: 100%;
      }
      .field {
        align-self: start;
      }
      .error {
        color: var(--deny);
      }
    `,
  ];

  @property({ attribute: false }) action!: ServiceAction;
  /** Verb and noun: the heading and the button. */
  @property() label = '';
  @property({ type: Boolean }) isBusy = false;
  /** The field that an error is about, and its message. A new one takes the focus to the field. */
  @property({ attribute: false }) invalid: InvalidField | undefined;

  override render() {
    return html`<form @submit=${this.onSubmit} aria-label=${this.label}>
      <div class="fields">${this.action.fields.map((field) => this.renderField(field))}</div>
      <button ?disabled=${this.isBusy}>${this.label}</button>
    </form>`;
  }

  protected override updated(changed: PropertyValues<this>): void {
    if (changed.has('invalid') && this.invalid)
      this.renderRoot.querySelector<HTMLElement>(`#${this.invalid.name}`)?.focus();
  }

  private renderField({ name, label, isOptional, range, choices }: ActionField) {
    const error = this.invalid?.name === name ? this.invalid.message : undefined;
    const isInvalid = error === undefined ? 'false' : 'true';
    const describedBy = ifDefined(error === undefined ? undefined : `${name}-error`);
    const control = choices
      ? html`<select id=${name} name=${name} aria-invalid=${isInvalid} aria-describedby=${describedBy}>
          ${choices.map((value) => html`<option value=${value}>${CHOICE_TEXTS[value] ?? value}</option>`)}
        </select>`
      : html`<input
          id=${name}
          name=${name}
          type=${range ? 'number' : 'text'}
          min=${ifDefined(range?.[0])}
          max=${ifDefined(range?.[1])}
          ?required=${isOptional !== true}
          aria-invalid=${isInvalid}
          aria-describedby=${describedBy}
          autocomplete="off"
          spellcheck="false"
        />`;
    return html`<div class="field">
      <label for=${name}>${FIELD_TEXTS[label]}</label>${control}
      ${error === undefined ? nothing : html`<p id="${name}-error" class="error small">${error}</p>`}
    </div>`;
  }

  private onSubmit(event: SubmitEvent) {
    event.preventDefault();
    const data = new FormData(event.target as HTMLFormElement);
    const values = this.action.fields
      .map(({ name }) => [name, formText(data, name)] as const)
      .filter(([, value]) => value !== '');
    RUN_ACTION.dispatch(this, Object.fromEntries(values));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-service-form': StrongServiceForm;
  }
}
