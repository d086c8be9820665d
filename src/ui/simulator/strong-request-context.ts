import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RequestContext } from '../../model/contract.ts';
import { factFinding, factText, factValue, REQUEST_FACTS, type RequestFact } from '../decision/request-facts.ts';
import { WORDS as COMMON } from '../kit/kit-texts.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './simulator-texts.ts';
import { base, controls } from '../styles/shared.ts';

/** The request context changed; carries all of it. */
export const CHANGE_REQUEST_CONTEXT = typedEvent<RequestContext>('strong-facts');

const WORDS = TEXTS.context;

/** The condition keys of a simulated request. Dispatches CHANGE_REQUEST_CONTEXT at each change. */
@customElement('strong-request-context')
export class StrongRequestContext extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      fieldset {
        display: grid;
        gap: 0.5rem;
      }
      .add,
      .fact {
        display: grid;
        grid-template-columns: minmax(0, 1fr) auto;
        gap: 0.15rem 0.5rem;
        align-items: center;
        max-width: 36rem;
      }
      .fact label,
      .fact span {
        grid-column: 1 / -1;
      }
      .fact .finding {
        color: var(--deny);
        font-weight: 600;
      }
      .fact label {
        font-family: var(--mono);
        font-size: var(--t1);
      }
    `,
  ];

  @property({ attribute: false }) values: RequestContext = {};
  /** The caller is a service, whose requests have more condition keys. */
  @property({ type: Boolean }) service = false;
  /** IDs of the VPC endpoints of the directory. */
  @property({ attribute: false }) endpoints: readonly string[] = [];

  override render() {
    const given = REQUEST_FACTS.filter(({ key }) => Object.hasOwn(this.values, key));
    const free = REQUEST_FACTS.filter((fact) => !given.includes(fact) && (this.service || !fact.ofService));
    return html`<fieldset>
      <legend>${WORDS.legend}</legend>
      ${given.length === 0 ? html`<p class="soft small">${WORDS.defaults}</p>` : nothing}
      ${given.map((fact) => this.renderFact(fact))}
      <div class="add">
        <label class="unseen" for="add">${WORDS.choose}</label>
        <select id="add">
          ${free.map(({ key, hint }) => html`<option value=${key}>${WORDS.option(key, hint)}</option>`)}
        </select>
        <button type="button" @click=${this.onAdd}>${WORDS.add}</button>
      </div>
    </fieldset>`;
  }

  private renderFact(fact: RequestFact) {
    const { key, hint, values, list } = fact;
    const text = factText(this.values[key]);
    const finding = factFinding(fact, this.values[key]);
    return html`<div class="fact">
      <label for=${key}>${key}</label>
      ${
        values
          ? html`<select
              id=${key}
              aria-describedby="${key}-hint"
              @change=${(event: Event) => this.put(fact, (event.target as HTMLSelectElement).value)}
            >
              ${values.map((value) => html`<option ?selected=${value === text}>${value}</option>`)}
            </select>`
          : html`<input
              id=${key}
              aria-describedby="${key}-hint ${key}-finding"
              aria-invalid=${finding ? 'true' : 'false'}
              spellcheck="false"
              .value=${text}
              @change=${(event: Event) => this.put(fact, (event.target as HTMLInputElement).value)}
            />`
      }
      <button type="button" class="plain" aria-label=${WORDS.remove(key)} @click=${() => this.drop(key)}>
        ${COMMON.remove}
      </button>
      <span id="${key}-hint" class="soft small">${list ? WORDS.listHint(hint) : hint}</span>
      ${finding ? html`<span id="${key}-finding" class="finding small" role="status">${finding}</span>` : nothing}
    </div>`;
  }

  private onAdd() {
    const chosen = this.renderRoot.querySelector<HTMLSelectElement>('#add')?.value;
    const fact = REQUEST_FACTS.find(({ key }) => key === chosen);
    if (!fact) return;
    this.put(fact, (fact.key === 'aws:SourceVpce' && this.endpoints[0]) || fact.example);
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>(`[id="${fact.key}"]`)?.focus());
  }

  private put(fact: RequestFact, text: string) {
    this.tell({ ...this.values, [fact.key]: factValue(fact, text) });
  }

  private drop(key: string) {
    this.tell(Object.fromEntries(Object.entries(this.values).filter(([name]) => name !== key)));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#add')?.focus());
  }

  private tell(values: RequestContext) {
    this.values = values;
    CHANGE_REQUEST_CONTEXT.dispatch(this, values);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-context': StrongRequestContext;
  }
}
