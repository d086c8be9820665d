import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { live } from 'lit/directives/live.js';
import { formText } from '../kit/form-text.ts';
import { typedEvent, type EventOf } from '../kit/typed-event.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './generator-texts.ts';
import {
  BOUNDS,
  FIRST_PLAN,
  LOAD_OPERATIONS,
  needsKey,
  type BoundedNumber,
  type LoadOperation,
  type RetryMode,
  type RunPlan,
} from './run-plan.ts';

const { form } = TEXTS;

/** Starts a run. */
export const START_RUN = typedEvent<RunPlan>('strong-start-run');
/** Stops the run. */
const STOP_RUN = typedEvent('strong-stop-run');

/** A key to choose: its alias or its ID. */
export interface OfferedKey {
  readonly value: string;
  readonly label: string;
}

/** The plan of a run. Fires `strong-start-run` and `strong-stop-run`. */
@customElement('strong-run-form')
export class StrongRunForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
      }
      fieldset .fields {
        margin-top: 0.5rem;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr));
        gap: 0.75rem 1.5rem;
        align-items: start;
      }
    `,
  ];

  @property({ attribute: false }) keys: readonly OfferedKey[] = [];
  @property({ type: Boolean }) running = false;

  @state() private operation: LoadOperation = 'GenerateDataKey';
  @state() private retries: RetryMode = 'standard';
  @state() private isCaching = false;

  override render() {
    return html`<form @submit=${this.submit}>
      <div class="fields">
        <div class="field">
          <label for="operation">${form.operation}</label>
          <select id="operation" @change=${this.chooseOperation}>
            ${LOAD_OPERATIONS.map((name) => html`<option value=${name} ?selected=${name === this.operation}>${name}</option>`)}
          </select>
        </div>
        ${needsKey(this.operation) ? this.renderKey() : nothing} ${this.renderNumber('jobsPerSecond')}
        ${this.renderNumber('seconds')}
      </div>
      ${this.renderRetries()}
      ${this.operation === 'GenerateDataKey' ? html`${this.renderTenants()} ${this.renderCache()}` : nothing}
      <div class="row">
        <button type="submit" id="start" class="primary" aria-disabled=${this.running}>${form.start}</button>
        <button type="button" id="stop" aria-disabled=${!this.running} @click=${this.stop}>${form.stop}</button>
      </div>
    </form>`;
  }

  private renderKey() {
    return html`<div class="field">
      <label for="key">${form.key}</label>
      <input
        id="key"
        name="key"
        list="keys"
        required
        spellcheck="false"
        autocomplete="off"
        aria-describedby="key-hint"
        .defaultValue=${this.keys[0]?.value ?? ''}
      />
      <datalist id="keys">
        ${this.keys.map(({ value, label }) => html`<option value=${value} label=${label}></option>`)}
      </datalist>
      <span id="key-hint" class="soft small">${form.keyHint}</span>
    </div>`;
  }

  private renderNumber(name: BoundedNumber) {
    const [minimum, maximum] = BOUNDS[name];
    return html`<div class="field">
      <label for=${name}>${form.numbers[name]}</label>
      <input
        id=${name}
        name=${name}
        type="number"
        required
        min=${minimum}
        max=${maximum}
        step="1"
        aria-describedby="${name}-range"
        .defaultValue=${String(FIRST_PLAN[name])}
      />
      <span id="${name}-range" class="soft small">${form.range(minimum, maximum)}</span>
    </div>`;
  }

  private renderRetries() {
    return html`<fieldset>
      <legend>${form.retries}</legend>
      ${(Object.keys(form.modes) as RetryMode[]).map(
        (mode) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="retries"
              value=${mode}
              .checked=${live(mode === this.retries)}
              @change=${() => (this.retries = mode)}
            />${form.modes[mode]}</label
          >`,
      )}
      ${this.retries === 'off' ? nothing : html`<div class="fields">${this.renderNumber('maxAttempts')}</div>`}
    </fieldset>`;
  }

  private renderTenants() {
    return html`<div>
      <div class="fields">${this.renderNumber('tenants')}</div>
      <p class="soft small">${form.tenantsHint}</p>
    </div>`;
  }

  private renderCache() {
    return html`<fieldset>
      <legend class="unseen">${form.cache}</legend>
      <label class="choice"
        ><input
          type="checkbox"
          id="cache"
          aria-describedby="cache-hint"
          .checked=${live(this.isCaching)}
          @change=${(event: Event) => (this.isCaching = (event.target as HTMLInputElement).checked)}
        />${form.cache}</label
      >
      <p id="cache-hint" class="soft small">${form.cacheHint}</p>
      ${
        this.isCaching
          ? html`<div class="fields">${this.renderNumber('maxMessages')} ${this.renderNumber('maxAgeSeconds')}</div>`
          : nothing
      }
    </fieldset>`;
  }

  private chooseOperation(event: Event) {
    this.operation = (event.target as HTMLSelectElement).value as LoadOperation;
  }

  private stop() {
    if (this.running) STOP_RUN.dispatch(this);
  }

  /** Both buttons are always there: the one that was pressed keeps the focus. */
  private submit(event: SubmitEvent) {
    event.preventDefault();
    if (this.running) return;
    const data = new FormData(event.target as HTMLFormElement);
    const number = (name: BoundedNumber) => Number(data.get(name) ?? FIRST_PLAN[name]);
    const { operation, retries } = this;
    START_RUN.dispatch(this, {
      operation,
      retries,
      keyId: formText(data, 'key').trim(),
      jobsPerSecond: number('jobsPerSecond'),
      seconds: number('seconds'),
      maxAttempts: number('maxAttempts'),
      ...(operation === 'GenerateDataKey' ? { tenants: number('tenants') } : {}),
      ...(operation === 'GenerateDataKey' && this.isCaching
        ? { cache: { maxMessages: number('maxMessages'), maxAgeSeconds: number('maxAgeSeconds') } }
        : {}),
    });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-run-form': StrongRunForm;
  }
  interface HTMLElementEventMap {
    'strong-start-run': EventOf<typeof START_RUN>;
    'strong-stop-run': EventOf<typeof STOP_RUN>;
  }
}
