import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { RequestContext } from '../../model/contract.ts';
import { factText, factValue, REQUEST_FACTS, type RequestFact } from '../decision/request-facts.ts';
import { base, controls } from '../styles/shared.ts';

/** What `strong-facts` carries. */
export type FactsEvent = CustomEvent<RequestContext>;

/** Facts of the network and the session that a request is asked about with. Fires `strong-facts` with all of them at each change. */
@customElement('strong-request-facts')
export class StrongRequestFacts extends LitElement {
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
      .fact label {
        font-family: var(--mono);
        font-size: var(--t1);
      }
    `,
  ];

  @property({ attribute: false }) facts: RequestContext = {};
  /** The caller is a service: it can say more. */
  @property({ type: Boolean }) service = false;
  /** Ids of VPC endpoints that there are. */
  @property({ attribute: false }) endpoints: readonly string[] = [];

  override render() {
    const given = REQUEST_FACTS.filter(({ key }) => Object.hasOwn(this.facts, key));
    const free = REQUEST_FACTS.filter((fact) => !given.includes(fact) && (this.service || !fact.ofService));
    return html`<fieldset>
      <legend>About the request</legend>
      ${given.length === 0 ? html`<p class="soft small">From 203.0.113.10 with TLS, without a second factor.</p>` : nothing}
      ${given.map((fact) => this.renderFact(fact))}
      <div class="add">
        <label class="unseen" for="add">A fact to add</label>
        <select id="add">
          ${free.map(({ key, hint }) => html`<option value=${key}>${key}: ${hint}</option>`)}
        </select>
        <button type="button" @click=${this.onAdd}>Add</button>
      </div>
    </fieldset>`;
  }

  private renderFact(fact: RequestFact) {
    const { key, hint, values, list } = fact;
    const text = factText(this.facts[key]);
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
              aria-describedby="${key}-hint"
              spellcheck="false"
              .value=${text}
              @change=${(event: Event) => this.put(fact, (event.target as HTMLInputElement).value)}
            />`
      }
      <button type="button" class="plain" aria-label="Remove ${key}" @click=${() => this.drop(key)}>Remove</button>
      <span id="${key}-hint" class="soft small">${hint}${list ? '; separate several by commas' : ''}</span>
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
    this.tell({ ...this.facts, [fact.key]: factValue(fact, text) });
  }

  private drop(key: string) {
    this.tell(Object.fromEntries(Object.entries(this.facts).filter(([name]) => name !== key)));
    void this.updateComplete.then(() => this.renderRoot.querySelector<HTMLElement>('#add')?.focus());
  }

  private tell(facts: RequestContext) {
    this.facts = facts;
    this.dispatchEvent(new CustomEvent('strong-facts', { detail: facts }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-request-facts': StrongRequestFacts;
  }
}
