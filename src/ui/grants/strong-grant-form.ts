import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, query, state } from 'lit/decorators.js';
import { QUOTAS } from '../../model/quotas.ts';
import type { CreateGrantRequest } from '../../model/sdk.ts';
import { operationName } from '../kit/operation-name.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { callerKind, callerNameFrom, isServiceName } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import { TEXTS } from './grants-texts.ts';
import { reportPairs, type PairsEvent } from '../kit/strong-pairs.ts';
import { formText } from '../kit/form-text.ts';
import '../kit/strong-pairs.ts';

/** The input of CreateGrant without the key. */
type NewGrant = Omit<CreateGrantRequest, 'KeyId'>;

/** The form was submitted. */
export const CREATE_GRANT = typedEvent<NewGrant>('strong-grant');

/** The value of the option that is not a principal of the directory. */
const ELSE = 'else';
const GRANTABLE: ReadonlySet<string | undefined> = new Set(['user', 'role', 'session', 'federated', 'root']);

/** Operations that do not use the key are listed last. */
const LAST: ReadonlySet<string> = new Set(['CreateGrant', 'RetireGrant', 'DescribeKey', 'GetPublicKey']);

type Constraint = keyof typeof TEXTS.form.constraints;
const CONSTRAINTS = Object.keys(TEXTS.form.constraints) as readonly Constraint[];

/** The form for a new grant. Fires `strong-grant`; `reset()` empties it. */
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

  /** The operations that a grant on this key can allow. */
  @property({ attribute: false }) operations: readonly string[] = [];
  /** ARNs of the directory. */
  @property({ attribute: false }) principals: readonly string[] = [];
  @property() account = '';
  /** Whether operations of the key take an encryption context. */
  @property({ type: Boolean }) symmetric = false;
  @property({ type: Boolean }) busy = false;

  @state() private grantee = '';
  @state() private other = '';
  @state() private retiring = '';
  @state() private constraint: Constraint = 'none';
  @state() private pairs: Readonly<Record<string, string>> = {};
  @state() private chosen: ReadonlySet<string> = new Set();
  @state() private wrong = '';
  /** Why an ARN is not sent, by its field. */
  @state() private wrongFields: { readonly other?: string | undefined; readonly source?: string | undefined } = {};
  @query('form') private form!: HTMLFormElement;

  /** Empties the form. */
  reset(): void {
    this.form.reset();
    this.grantee = this.other = this.retiring = this.wrong = '';
    this.constraint = 'none';
    this.wrongFields = {};
    this.pairs = {};
    this.chosen = new Set();
  }

  override render() {
    const { form: texts } = TEXTS;
    const { grantee } = this;
    const people = this.principals.filter((arn) => GRANTABLE.has(callerKind(arn)));
    const service = isServiceName(this.whom);
    return html`<form @submit=${this.submit}>
      <div class="field">
        <label for="grantee">${texts.grantee}</label>
        <select
          id="grantee"
          required
          @change=${(event: Event) => (this.grantee = (event.target as HTMLSelectElement).value)}
        >
          <option value="" .selected=${grantee === ''}>${texts.choose}</option>
          ${people.map((arn) => html`<option value=${arn} .selected=${arn === grantee}>${callerNameFrom(this.account, arn)}</option>`)}
          <option value=${ELSE} .selected=${grantee === ELSE}>${texts.other}</option>
        </select>
      </div>
      ${
        grantee === ELSE
          ? html`<div class="field">
              <label for="other">${texts.otherName}</label>
              <input
                id="other"
                required
                spellcheck="false"
                autocomplete="off"
                placeholder=${texts.otherExample}
                .value=${this.other}
                aria-invalid=${this.wrongFields.other ? 'true' : 'false'}
                aria-describedby="other-error"
                @input=${(event: InputEvent) => this.setOther((event.target as HTMLInputElement).value.trim())}
              />
              <span id="other-error" class="wrong small" role="status">${this.wrongFields.other ?? ''}</span>
            </div>`
          : nothing
      }
      <fieldset aria-describedby=${this.wrong ? 'wrong' : 'operations-hint'}>
        <legend>${texts.operations}</legend>
        <p id="operations-hint" class="soft small">${texts.operationsHint}</p>
        <div class="operations">
          ${this.operations
            .toSorted((one, other) => Number(LAST.has(one)) - Number(LAST.has(other)))
            .map(
              (name) =>
                html`<label class="choice"
                  ><input type="checkbox" .checked=${this.chosen.has(name)} @change=${() => this.toggle(name)} /><code
                    >${operationName(name)}</code
                  ></label
                >`,
            )}
        </div>
        ${this.wrong ? html`<p id="wrong" class="wrong" role="alert">${this.wrong}</p>` : nothing}
      </fieldset>
      ${this.symmetric ? this.renderConstraint() : nothing}
      <div class="field">
        <label for="retiring">${service ? texts.retiring : texts.retiringOptional}</label>
        <select id="retiring" @change=${(event: Event) => (this.retiring = (event.target as HTMLSelectElement).value)}>
          <option value="">${service ? texts.choose : texts.nobody}</option>
          ${people.map((arn) => html`<option value=${arn} .selected=${this.retiring === arn}>${callerNameFrom(this.account, arn)}</option>`)}
        </select>
      </div>
      ${
        service
          ? html`<div class="field">
              <label for="source">${texts.source}</label>
              <input
                id="source"
                name="source"
                required
                spellcheck="false"
                autocomplete="off"
                placeholder=${texts.sourceExample}
                aria-invalid=${this.wrongFields.source ? 'true' : 'false'}
                aria-describedby="source-error source-hint"
                @input=${() => (this.wrongFields = { ...this.wrongFields, source: undefined })}
              />
              <span id="source-error" class="wrong small" role="status">${this.wrongFields.source ?? ''}</span>
              <span id="source-hint" class="soft small">${texts.sourceHint}</span>
            </div>`
          : nothing
      }
      <div class="field">
        <label for="name">${texts.name}</label>
        <input
          id="name"
          name="name"
          maxlength="256"
          pattern="[a-zA-Z0-9:\\/_\\-]+"
          spellcheck="false"
          autocomplete="off"
          aria-describedby="name-hint"
        />
        <span id="name-hint" class="soft small">${texts.nameHint}</span>
      </div>
      <button type="submit" class="primary" aria-disabled=${this.busy}>${texts.create}</button>
    </form>`;
  }

  private renderConstraint() {
    const { form: texts } = TEXTS;
    return html`<fieldset>
      <legend>${texts.constraint}</legend>
      ${CONSTRAINTS.map(
        (constraint) =>
          html`<label class="choice"
            ><input
              type="radio"
              name="constraint"
              .checked=${this.constraint === constraint}
              @change=${() => (this.constraint = constraint)}
            />${texts.constraints[constraint]}</label
          >`,
      )}
      ${
        this.constraint === 'none'
          ? nothing
          : html`<strong-pairs
              label=${texts.pairs(QUOTAS.constraintPairs)}
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

  private setOther(other: string) {
    this.other = other;
    this.wrongFields = { ...this.wrongFields, other: undefined };
  }

  /** Whether an ARN could not be one. Shows the errors at the fields, and focuses the first. */
  private hasWrongArns(source: string): boolean {
    const { whom } = this;
    const isPrincipal = isServiceName(whom) || GRANTABLE.has(callerKind(whom));
    const isSource = source === '' || /^arn:[^:]+:[^:]+:[^:]*:[^:]*:.+$/.test(source);
    this.wrongFields = {
      ...(this.grantee !== ELSE || isPrincipal ? {} : { other: TEXTS.form.notAPrincipal }),
      ...(isSource ? {} : { source: TEXTS.form.notAnArn }),
    };
    const [first] = Object.keys(this.wrongFields);
    if (first) this.form.querySelector<HTMLElement>(`#${first}`)?.focus();
    return first !== undefined;
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
      this.wrong = TEXTS.form.noOperation;
      return;
    }
    if (!reportPairs(this.renderRoot)) return;
    const { whom, retiring } = this;
    const data = new FormData(this.form);
    const name = formText(data, 'name');
    const source = formText(data, 'source').trim();
    if (this.hasWrongArns(source)) return;
    const constraints = {
      ...(this.symmetric && this.constraint !== 'none' ? { [this.constraint]: this.pairs } : {}),
      ...(source ? { SourceArn: source } : {}),
    };
    const grant: NewGrant = {
      ...(isServiceName(whom) ? { GranteeServicePrincipal: whom } : { GranteePrincipal: whom }),
      Operations: operations,
      ...(Object.keys(constraints).length > 0 ? { Constraints: constraints } : {}),
      ...(retiring ? { RetiringPrincipal: retiring } : {}),
      ...(name ? { Name: name } : {}),
    };
    CREATE_GRANT.dispatch(this, grant);
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-grant-form': StrongGrantForm;
  }
}
