import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import type { OperationName } from '../../model/operations.ts';
import { takesContext, type Expected, type Found, type PermissionTest, type TestResult } from './permission-tests.ts';
import { callerNameFrom } from '../page/principal-names.ts';
import { base, controls, tables } from '../styles/shared.ts';
import '../kit/strong-icon.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { formText } from '../kit/form-text.ts';

/** What `strong-tests` carries: all tests, as they shall be kept. */
export type TestsEvent = CustomEvent<{ readonly tests: readonly PermissionTest[] }>;

const WORDS: Readonly<Record<Expected, string>> = { allow: 'allowed', deny: 'denied' };

/** Tests of who may do what with a key: a list with what each found, and a form for another. Fires `strong-tests`, and `strong-export` to have them as a program. */
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
      @media (max-width: 40rem) {
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
  /** Whether the key's ciphertext is bound to an encryption context. */
  @property({ type: Boolean }) symmetric = false;
  /** Whether there is a draft to try. */
  @property({ type: Boolean }) drafting = false;

  @state() private operation = '';
  @state() private pairs: Readonly<Record<string, string>> = {};
  @query('form') private form!: HTMLFormElement;

  override render() {
    return html`${this.results.length === 0 ? html`<p>No test yet. A test says what somebody should be able to do with this key, or not; every change of the policy is tried against it.</p>` : this.renderResults()}
    ${this.renderForm()}
    ${
      this.results.length === 0
        ? nothing
        : html`<div>
            <button type="button" @click=${() => this.dispatchEvent(new CustomEvent('strong-export'))}>
              Export the tests
            </button>
            <p class="soft small">
              A program for Node that asks the same of this policy${this.drafting ? ', as it is being changed,' : ''}
              and of the directory as it is now: for a pipeline, with the package <code>strongroom</code>.
            </p>
          </div>`
    }`;
  }

  private renderResults() {
    const shown = ({ stored, draft }: TestResult): Found | undefined => (this.drafting ? draft : stored);
    const failing = this.results.filter(
      (result) => shown(result) !== undefined && shown(result) !== result.test.expected,
    ).length;
    return html`<p role="status">
        ${failing === 0 ? html`<b>Every test holds</b>` : html`<b>${failing} of ${this.results.length} ${failing === 1 ? 'fails' : 'fail'}</b>`}
        ${this.drafting ? 'under the policy as it is being changed.' : 'under the policy as it is stored.'}
      </p>
      <div class="scroll" tabindex="0" role="region" aria-label="Results of the tests">
        <table>
          <thead>
            <tr>
              <th scope="col">Caller</th>
              <th scope="col">Operation</th>
              <th scope="col">Expected</th>
              <th scope="col">Stored policy</th>
              ${this.drafting ? html`<th scope="col">With your changes</th>` : nothing}
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
      <td data-label="Caller" title=${test.caller}>${caller}</td>
      <td data-label="Operation">
        <div>
          ${test.operation}
          ${pairs.length > 0 ? html`<div class="small soft">with ${pairs.map(([name, value]) => `${name} = ${value}`).join(', ')}</div>` : nothing}
        </div>
      </td>
      <td data-label="Expected">${WORDS[test.expected]}</td>
      <td data-label="Stored policy">${this.renderFound(stored, test.expected)}</td>
      ${this.drafting ? html`<td data-label="With your changes">${this.renderFound(draft, test.expected)}</td>` : nothing}
      <td>
        <button
          type="button"
          class="plain"
          aria-label="Remove the test: ${caller} ${test.operation}"
          @click=${() => this.tell(this.results.toSpliced(index, 1).map((result) => result.test))}
        >
          Remove
        </button>
      </td>
    </tr>`;
  }

  private renderFound(found: Found | undefined, expected: Expected) {
    if (found === undefined) return html`<span class="soft">…</span>`;
    const good = found === expected;
    const words = typeof found === 'string' ? WORDS[found] : found.error;
    return html`<span class="found ${good ? 'good' : 'bad'}"
      ><strong-icon name=${good ? 'check' : 'cross'}></strong-icon>${words}<span class="unseen"
        >${good ? ', as expected' : ', not as expected'}</span
      ></span
    >`;
  }

  private renderForm() {
    const { uses, manages } = this.operations;
    const chosen = (this.operation || uses[0] || manages[0]) as OperationName | undefined;
    return html`<form @submit=${this.add}>
      <div class="fields">
        <div class="field">
          <label for="caller">Caller</label>
          <select id="caller" name="caller">
            ${this.callers.map((arn) => html`<option value=${arn}>${callerNameFrom(this.account, arn)}</option>`)}
          </select>
        </div>
        <div class="field">
          <label for="operation">Operation</label>
          <select
            id="operation"
            name="operation"
            @change=${(event: Event) => (this.operation = (event.target as HTMLSelectElement).value)}
          >
            <optgroup label="Use the key">${uses.map((name) => html`<option value=${name}>${name}</option>`)}</optgroup>
            <optgroup label="Manage the key">
              ${manages.map((name) => html`<option value=${name}>${name}</option>`)}
            </optgroup>
          </select>
        </div>
        <div class="field">
          <label for="expected">Should be</label>
          <select id="expected" name="expected">
            <option value="allow">allowed</option>
            <option value="deny">denied</option>
          </select>
        </div>
      </div>
      ${
        this.symmetric && chosen !== undefined && takesContext(chosen)
          ? html`<strong-pairs
              label="Encryption context of the call"
              .pairs=${this.pairs}
              @strong-pairs=${({ detail }: PairsEvent) => (this.pairs = detail ?? this.pairs)}
            ></strong-pairs>`
          : nothing
      }
      <button type="submit">Add the test</button>
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
    this.tell([...this.results.map((result) => result.test), test]);
  }

  private tell(tests: readonly PermissionTest[]) {
    this.dispatchEvent(new CustomEvent('strong-tests', { detail: { tests } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-permission-tests': StrongPermissionTests;
  }
}
