import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { OperationName } from '../../model/operations.ts';
import { takesContext, type Expected, type Found, type PermissionTest, type TestResult } from './permission-tests.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { TEXTS } from './permission-tests-texts.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-icon.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { formText } from '../kit/form-text.ts';

/** The tests changed; the detail has all of them. */
export const CHANGE_TESTS = typedEvent<{ readonly tests: readonly PermissionTest[] }>('strong-tests');

/** A request to export the tests as a script. */
export const EXPORT_TESTS = typedEvent('strong-export');

/**
 * The permission tests of a key with their results, and a form for a new one. Fires `strong-tests` and `strong-export`.
 */
@customElement('strong-permission-tests')
export class StrongPermissionTests extends LitElement {
  static override styles = [
    base,
    controls,
    tables,
    css`
      :host {
        display: grid;
        gap: 1rem;
        min-width: 0;
      }
      td {
        overflow-wrap: anywhere;
      }
      .found {
        display: inline-flex;
        gap: 0.35rem;
        align-items: center;
        font-weight: 600;
      }
      .good {
        color: var(--ok);
      }
      .bad {
        color: var(--deny);
      }
      form {
        display: grid;
        gap: 0.75rem;
        justify-items: start;
      }
      .fields {
        display: grid;
        grid-template-columns: repeat(auto-fit, minmax(min(14rem, 100%), 1fr));
        gap: 0.75rem;
        width: 100%;
      }
      td {
        vertical-align: middle;
      }
      td button {
        min-height: 1.75rem;
        white-space: nowrap;
      }
      @container (max-width: 37rem) {
        thead {
          display: none;
        }
        tr {
          display: block;
          padding-block: 0.5rem;
          border-bottom: 1px solid var(--line);
        }
        td {
          display: grid;
          grid-template-columns: 7.5rem minmax(0, 1fr);
          padding: 0.1rem 0;
          border: 0;
        }
        td::before {
          content: attr(data-label);
          color: var(--soft);
        }
        td button {
          justify-self: start;
        }
      }
    `,
  ];

  @property({ attribute: false }) results: readonly TestResult[] = [];
  /** ARNs of the directory. */
  @property({ attribute: false }) callers: readonly string[] = [];
  @property({ attribute: false }) operations: {
    readonly uses: readonly OperationName[];
    readonly manages: readonly OperationName[];
  } = {
    uses: [],
    manages: [],
  };
  /** The account of the key. */
  @property() account = '';
  /** Whether operations of the key take an encryption context. */
  @property({ type: Boolean }) symmetric = false;
  /** Whether there is a draft policy. */
  @property({ type: Boolean }) drafting = false;

  @state() private operation = '';
  @state() private pairs: Readonly<Record<string, string>> = {};
  @query('form') private form!: HTMLFormElement;

  override render() {
    return html`${this.results.length === 0 ? html`<p>${TEXTS.none}</p>` : this.renderResults()} ${this.renderForm()}
    ${
      this.results.length === 0
        ? nothing
        : html`<div>
            <button type="button" @click=${() => EXPORT_TESTS.dispatch(this)}>${TEXTS.export}</button>
            <p class="soft small">${this.drafting ? TEXTS.exportDraftHint : TEXTS.exportHint}</p>
          </div>`
    }`;
  }

  private renderResults() {
    const shown = ({ stored, draft }: TestResult): Found | undefined => (this.drafting ? draft : stored);
    const policy = this.drafting ? 'draft' : 'stored';
    const failing = this.results.filter((result) => shown(result) !== result.test.expected).length;
    const isRunning = this.results.some((result) => shown(result) === undefined);
    const verdict = failing === 0 ? TEXTS.pass[policy] : TEXTS.fail[policy](failing, this.results.length);
    return html`<p role="status">${isRunning ? TEXTS.running : verdict}</p>
      <div class="scroll" tabindex="0" role="region" aria-label=${TEXTS.results}>
        <table>
          <thead>
            <tr>
              <th scope="col">${TEXTS.caller}</th>
              <th scope="col">${TEXTS.operation}</th>
              <th scope="col">${TEXTS.expected}</th>
              <th scope="col">${TEXTS.storedPolicy}</th>
              ${this.drafting ? html`<th scope="col">${TEXTS.draftPolicy}</th>` : nothing}
              <td></td>
            </tr>
          </thead>
          <tbody>
            ${this.results.map((result, index) => this.renderResult(result, index))}
          </tbody>
        </table>
      </div>`;
  }

  private renderResult({ test, stored, draft }: TestResult, index: number) {
    const pairs = Object.entries(test.encryptionContext ?? {});
    const caller = callerNameFrom(this.account, test.caller);
    return html`<tr>
      <td data-label=${TEXTS.caller} title=${test.caller}>${caller}</td>
      <td data-label=${TEXTS.operation}>
        <div>
          ${test.operation}
          ${pairs.length > 0 ? html`<div class="small soft">${TEXTS.context(pairs.map(([name, value]) => `${name} = ${value}`).join(', '))}</div>` : nothing}
        </div>
      </td>
      <td data-label=${TEXTS.expected}>${TEXTS.outcomes[test.expected]}</td>
      <td data-label=${TEXTS.storedPolicy}>${this.renderFound(stored, test.expected)}</td>
      ${this.drafting ? html`<td data-label=${TEXTS.draftPolicy}>${this.renderFound(draft, test.expected)}</td>` : nothing}
      <td>
        <button
          type="button"
          class="plain"
          aria-label=${TEXTS.removeTest(caller, test.operation)}
          @click=${() => CHANGE_TESTS.dispatch(this, { tests: this.results.toSpliced(index, 1).map((result) => result.test) })}
        >
          ${WORDS.remove}
        </button>
      </td>
    </tr>`;
  }

  private renderFound(found: Found | undefined, expected: Expected) {
    if (found === undefined) return html`<span class="soft">${TEXTS.pending}</span>`;
    const good = found === expected;
    const result = typeof found === 'string' ? TEXTS.outcomes[found] : found.error;
    return html`<span class="found ${good ? 'good' : 'bad'}"
      ><strong-icon name=${good ? 'check' : 'cross'}></strong-icon
      ><span>${good ? TEXTS.asExpected(result) : TEXTS.notAsExpected(result)}</span></span
    >`;
  }

  private renderForm() {
    const { form: texts, outcomes } = TEXTS;
    const { uses, manages } = this.operations;
    const chosen = (this.operation || uses[0] || manages[0]) as OperationName | undefined;
    return html`<form @submit=${this.add}>
      <div class="fields">
        <div class="field">
          <label for="caller">${texts.caller}</label>
          <select id="caller" name="caller">
            ${this.callers.map((arn) => html`<option value=${arn}>${callerNameFrom(this.account, arn)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="operation">${texts.operation}</label>
          <select
            id="operation"
            name="operation"
            @change=${(event: Event) => (this.operation = (event.target as HTMLSelectElement).value)}
          >
            <optgroup label=${texts.uses}>${uses.map((name) => html`<option value=${name}>${name}</option>`)}</optgroup>
            <optgroup label=${texts.manages}>
              ${manages.map((name) => html`<option value=${name}>${name}</option>`)}
            </optgroup>
          </select>
        </div>
        <div class="field">
          <label for="expected">${texts.expected}</label>
          <select id="expected" name="expected">
            <option value="allow">${outcomes.allow}</option>
            <option value="deny">${outcomes.deny}</option>
          </select>
        </div>
      </div>
      ${
        this.symmetric && chosen !== undefined && takesContext(chosen)
          ? html`<strong-pairs
              label=${texts.context}
              logged
              .pairs=${this.pairs}
              @strong-pairs=${({ detail }: PairsEvent) => (this.pairs = detail ?? this.pairs)}
            ></strong-pairs>`
          : nothing
      }
      <button type="submit">${texts.add}</button>
    </form>`;
  }

  private add(event: SubmitEvent) {
    event.preventDefault();
    if (!reportPairs(this.renderRoot)) return;
    const data = new FormData(this.form);
    const operation = formText(data, 'operation') as OperationName;
    const context =
      this.symmetric && takesContext(operation) && Object.keys(this.pairs).length > 0
        ? { encryptionContext: this.pairs }
        : {};
    const test: PermissionTest = {
      caller: formText(data, 'caller'),
      operation,
      expected: data.get('expected') === 'deny' ? 'deny' : 'allow',
      ...context,
    };
    CHANGE_TESTS.dispatch(this, { tests: [...this.results.map((result) => result.test), test] });
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-permission-tests': StrongPermissionTests;
  }
}
