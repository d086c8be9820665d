import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { QUOTAS } from '../../model/quotas.ts';
import type { CreateGrantRequest } from '../../model/sdk.ts';
import { callerKind, callerNameFrom, isServiceName } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { formText } from '../kit/form-text.ts';
import '../kit/strong-pairs.ts';

/** What `strong-grant` carries: the input of CreateGrant without its key. */
export type NewGrantEvent = CustomEvent<Omit<CreateGrantRequest, 'KeyId'>>;

/** The choice beside the principals of the directory. */
const ELSE = 'else';
const GRANTABLE: ReadonlySet<string | undefined> = new Set(['user', 'role', 'session', 'federated', 'root']);

/** What does not use the key stands after what does. */
const LAST: ReadonlySet<string> = new Set(['CreateGrant', 'RetireGrant', 'DescribeKey', 'GetPublicKey']);

type Constraint = 'none' | 'EncryptionContextEquals' | 'EncryptionContextSubset';
const CONSTRAINTS: readonly { readonly constraint: Constraint; readonly words: string }[] = [
  { constraint: 'none', words: 'Any encryption context' },
  { constraint: 'EncryptionContextEquals', words: 'Exactly these pairs (EncryptionContextEquals)' },
  { constraint: 'EncryptionContextSubset', words: 'At least these pairs (EncryptionContextSubset)' },
];

/** A new grant: for whom, which operations, under which encryption context, and who may retire it. Fires `strong-grant`; `reset()` empties it. */
@customElement('strong-grant-form')
export class StrongGrantForm extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      form {
        display: grid;
        gap: 1rem;
        justify-items: start;
      }
      .operations {
        display: grid;
        grid-template-columns: repeat(auto-fill, minmax(min(20rem, 100%), 1fr));
        gap: 0 1rem;
      }
      fieldset {
        width: 100%;
      }
      .operations code {
        padding-top: 0.15rem;
      }
      .wrong {
        color: var(--deny);
        font-weight: 600;
      }
    `,
  ];

  /** What a grant on this key can allow. */
  @property({ attribute: false }) operations: readonly string[] = [];
  /** ARNs of the directory. */
  @property({ attribute: false }) principals: readonly string[] = [];
  @property() account = '';
  /** Whether the key's operations have an encryption context. */
  @property({ type: Boolean }) symmetric = false;
  @property({ type: Boolean }) busy = false;

  @state() private grantee = '';
  @state() private other = '';
  @state() private retiring = '';
  @state() private constraint: Constraint = 'none';
  @state() private pairs: Readonly<Record<string, string>> = {};
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private wrong = '';
  @query('form') private form!: HTMLFormElement;

  /** Empties the form. */
  reset(): void {
    this.form.reset();
    this.grantee = this.other = this.retiring = this.wrong = '';
    this.constraint = 'none';
    this.pairs = {};
    this.chosen = new Set();
  }

  override render() {
    const { grantee } = this;
    const people = this.principals.filter((arn) => GRANTABLE.has(callerKind(arn)));
    const service = isServiceName(this.whom);
    return html`<form @submit=${this.submit}>
      <div class="field">
        <label for="grantee">Grantee</label>
        <select
          id="grantee"
          required
          @change=${(event: Event) => (this.grantee = (event.target as HTMLSelectElement).value)}
        >
          <option value="" .selected=${grantee === ''}>Choose one</option>
          ${people.map((arn) => html`<option value=${arn} .selected=${arn === grantee}>${callerNameFrom(this.account, arn)}</option>`)}
          <option value=${ELSE} .selected=${grantee === ELSE}>Somebody else, or a service…</option>
        </select>
      </div>
      ${
        grantee === ELSE
          ? html`<div class="field">
              <label for="other">ARN of the principal, or name of the service</label>
              <input
                id="other"
                required
                spellcheck="false"
                autocomplete="off"
                placeholder="arn:aws:iam::111122223333:role/App or rds.amazonaws.com"
                .value=${this.other}
                @input=${(event: InputEvent) => (this.other = (event.target as HTMLInputElement).value.trim())}
              />
            </div>`
          : nothing
      }
      <fieldset aria-describedby=${this.wrong ? 'wrong' : 'operations-hint'}>
        <legend>Operations</legend>
        <p id="operations-hint" class="soft small">What the usage of this key allows in a grant.</p>
        <div class="operations">
          ${this.operations
            .toSorted((one, other) => Number(LAST.has(one)) - Number(LAST.has(other)))
            .map(
              (name) =>
                html`<label class="choice"
                  ><input type="checkbox" .checked=${this.chosen.has(name)} @change=${() => this.toggle(name)} /><code
                    >${name.split(/(?=Without)/).map((part, index) => html`${index > 0 ? html`<wbr />` : nothing}${part}`)}</code
                  ></label
                >`,
            )}
        </div>
        ${this.wrong ? html`<p id="wrong" class="wrong" role="alert">${this.wrong}</p>` : nothing}
      </fieldset>
      ${this.symmetric ? this.renderConstraint() : nothing}
      <div class="field">
        <label for="retiring">Who may retire it${service ? '' : ' (optional)'}</label>
        <select id="retiring" @change=${(event: Event) => (this.retiring = (event.target as HTMLSelectElement).value)}>
          <option value="">${service ? 'Choose one' : 'Nobody by name'}</option>
          ${people.map((arn) => html`<option value=${arn} .selected=${this.retiring === arn}>${callerNameFrom(this.account, arn)}</option>`)}
        </select>
      </div>
      ${
        service
          ? html`<div class="field">
              <label for="source">Source ARN</label>
              <input
                id="source"
                name="source"
                required
                spellcheck="false"
                autocomplete="off"
                placeholder="arn:aws:rds:us-east-1:111122223333:db:mydb"
              />
              <span class="soft small"
                >The resource for which the service calls. A grant to a service needs it, and somebody who may retire
                it.</span
              >
            </div>`
          : nothing
      }
      <div class="field">
        <label for="name">Name (optional)</label>
        <input
          id="name"
          name="name"
          maxlength="256"
          pattern="[a-zA-Z0-9:\\/_\\-]+"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="name-hint"
        />
        <span id="name-hint" class="soft small"
          >Letters, digits and : / _ -. The same grant asked for twice by one name is made once. It is logged in
          clear.</span
        >
      </div>
      <button type="submit" class="primary" aria-disabled=${this.busy}>Create grant</button>
    </form>`;
  }

  private renderConstraint() {
    return html`<fieldset>
      <legend>Encryption context of the calls</legend>
      ${CONSTRAINTS.map(
        ({ constraint, words }) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="constraint"
              .checked=${this.constraint === constraint}
              @change=${() => (this.constraint = constraint)}
            />${words}</label
          >`,
      )}
      ${
        this.constraint === 'none'
          ? nothing
          : html`<strong-pairs
              label="Pairs (at most ${QUOTAS.constraintPairs})"
              .pairs=${this.pairs}
              @strong-pairs=${({ detail }: PairsEvent) => (this.pairs = detail ?? this.pairs)}
            ></strong-pairs>`
      }
    </fieldset>`;
  }

  /** The grantee as chosen or typed. */
  private get whom(): string {
    return this.grantee === ELSE ? this.other : this.grantee;
  }

  private toggle(name: string) {
    const chosen = new Set(this.chosen);
    if (!chosen.delete(name)) chosen.add(name);
    this.chosen = chosen;
    this.wrong = '';
  }

  private submit(event: SubmitEvent) {
    event.preventDefault();
    if (this.busy) return;
    const operations = this.operations.filter((name) => this.chosen.has(name)) as CreateGrantRequest['Operations'];
    if (operations?.length === 0) {
      this.wrong = 'Choose at least one operation.';
      return;
    }
    if (!reportPairs(this.renderRoot)) return;
    const { whom, retiring } = this;
    const data = new FormData(this.form);
    const name = formText(data, 'name');
    const source = formText(data, 'source').trim();
    const constraints = {
      ...(this.symmetric && this.constraint !== 'none' ? { [this.constraint]: this.pairs } : {}),
      ...(source ? { SourceArn: source } : {}),
    };
    const detail: Omit<CreateGrantRequest, 'KeyId'> = {
      ...(isServiceName(whom) ? { GranteeServicePrincipal: whom } : { GranteePrincipal: whom }),
      Operations: operations,
      ...(Object.keys(constraints).length > 0 ? { Constraints: constraints } : {}),
      ...(retiring ? { RetiringPrincipal: retiring } : {}),
      ...(name ? { Name: name } : {}),
    };
    this.dispatchEvent(new CustomEvent('strong-grant', { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-grant-form': StrongGrantForm;
  }
}
