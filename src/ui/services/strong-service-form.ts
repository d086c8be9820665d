import { css, html, LitElement } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { ifDefined } from 'lit/directives/if-defined.js';
import { formText } from '../kit/form-text.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import type { ActionField, ServiceAction } from './service-action.ts';
import { CHOICE_TEXTS, FIELD_TEXTS } from './services-texts.ts';

/** Asks to run the action, with the values of the filled-in fields. */
export const RUN_ACTION = typedEvent<Readonly<Record<string, string>>>('strong-run-action');

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
    `,
  ];

  @property({ attribute: false }) action!: ServiceAction;
  /** Verb and noun: the heading and the button. */
  @property() label = '';
  @property({ type: Boolean }) isBusy = false;

  override render() {
    return html`<form @submit=${this.onSubmit} aria-label=${this.label}>
      ${this.action.fields.map((field) => this.renderField(field))}
      <button ?disabled=${this.isBusy}>${this.label}</button>
    </form>`;
  }

  private renderField({ name, label, isOptional, isNumber, choices }: ActionField) {
    const control = choices
      ? html`<select id=${name} name=${name}>
          ${choices.map((value) => html`<option value=${value}>${CHOICE_TEXTS[value] ?? value}</option>`)}
        </select>`
      : html`<input
          id=${name}
          name=${name}
          type=${isNumber ? 'number' : 'text'}
          min=${ifDefined(isNumber ? 1 : undefined)}
          ?required=${isOptional !== true}
          autocomplete="off"
          spellcheck="false"
        />`;
    return html`<div class="field"><label for=${name}>${FIELD_TEXTS[label]}</label>${control}</div>`;
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
