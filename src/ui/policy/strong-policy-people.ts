import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { accountForPeople, isAccountId, rootArn } from '../../model/arn.ts';
import type { ConsoleRole, ConsoleView } from '../policy-text/console-statements.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { callerKind, callerName, callerNameFrom } from '../page/principal-names.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { WORDS } from '../kit/kit-texts.ts';
import { TEXTS } from './policy-texts.ts';
import { base, controls } from '../styles/shared.ts';
import { formText } from '../kit/form-text.ts';

/** Requests to add a principal to a list, or to remove it. */
export const ADD_PRINCIPAL = typedEvent<{ readonly role: ConsoleRole; readonly principal: string }>('strong-admit');
export const REMOVE_PRINCIPAL = typedEvent<{ readonly role: ConsoleRole; readonly principal: string }>(
  'strong-dismiss',
);

/** Key administrators are to be allowed to delete the key, or not. */
export const SET_DELETION = typedEvent<{ readonly allowed: boolean }>('strong-deletion');

/**
 * The default view of a key policy: lists of key administrators, key users and other accounts. Fires `strong-admit`,
 * `strong-dismiss` and `strong-deletion`; the listener changes the policy.
 */
@customElement('strong-policy-people')
export class StrongPolicyPeople extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      :host {
        display: grid;
        gap: 1.75rem;
      }
      section {
        display: grid;
        gap: 0.5rem;
      }
      ul {
        list-style: none;
        max-width: 36rem;
        border-top: 1px solid var(--line);
      }
      li {
        display: flex;
        align-items: center;
        justify-content: space-between;
        gap: 1rem;
        padding-block: 0.25rem;
        border-bottom: 1px solid var(--line);
        overflow-wrap: anywhere;
      }
      form {
        display: flex;
        flex-wrap: wrap;
        align-items: end;
        gap: 0.5rem 0.75rem;
        max-width: 36rem;
      }
      form .field {
        flex: 1 1 14rem;
        width: auto;
      }
      .note {
        padding: 0.5rem 0.75rem;
        border-left: 4px solid var(--line);
        background: var(--sunken);
      }
    `,
  ];

  @property({ attribute: false }) view: ConsoleView | undefined;
  /** The account of the key. */
  @property() account = '';
  @property({ attribute: false }) nameable: Nameable = { principals: [], accounts: [] };

  /** The error of the account ID. */
  @state() private wrong = '';

  override render() {
    const { people: texts } = TEXTS;
    const { view } = this;
    if (!view) return html`<p>${texts.invalid}</p>`;
    return html`<p class="note small">
        ${view.delegates ? texts.delegates : texts.doesNotDelegate}
        ${view.others > 0 ? texts.otherStatements(view.others) : nothing}
        ${view.odd.length > 0 ? texts.odd(view.odd) : nothing}
      </p>
      ${this.renderSection('administrators', view.administrators)} ${this.renderSection('users', view.users)}
      ${this.renderAccounts(view)}`;
  }

  private renderSection(role: ConsoleRole, listed: readonly string[]) {
    const { people: texts } = TEXTS;
    const { heading, hint, none, add } = texts[role];
    const others = this.nameable.principals.filter(
      (arn) => ['user', 'role'].includes(callerKind(arn) ?? '') && this.own(arn) && !listed.includes(arn),
    );
    return html`<section aria-labelledby=${role}>
      <h2 id=${role}>${heading}</h2>
      <p class="soft small">${hint}</p>
      ${
        listed.length === 0
          ? html`<p>${none}</p>`
          : html`<ul>
              ${listed.map((arn) => this.renderPerson(role, arn, callerNameFrom(this.account, arn)))}
            </ul>`
      }
      ${
        others.length === 0
          ? html`<p class="soft small">${texts.allListed}</p>`
          : html`<form @submit=${(event: SubmitEvent) => this.admit(event, role)}>
              <div class="field">
                <label for="${role}-who">${texts.candidate}</label>
                <select id="${role}-who" name="who">
                  ${others.map((arn) => html`<option value=${arn}>${callerName(arn)}</option>`)}
                </select>
              </div>
              <button type="submit">${add}</button>
            </form>`
      }
      ${role === 'administrators' ? this.renderDeletion(listed.length > 0) : nothing}
    </section>`;
  }

  private renderDeletion(someone: boolean) {
    if (!someone) return nothing;
    return html`<label class="choice">
      <input
        type="checkbox"
        .checked=${this.view?.deletion ?? false}
        @change=${(event: Event) => SET_DELETION.dispatch(this, { allowed: (event.target as HTMLInputElement).checked })}
      />
      ${TEXTS.people.deletion}
    </label>`;
  }

  private renderAccounts({ accounts }: ConsoleView) {
    const { accounts: texts } = TEXTS.people;
    return html`<section aria-labelledby="accounts">
      <h2 id="accounts">${texts.heading}</h2>
      <p class="soft small">${texts.hint}</p>
      ${
        accounts.length === 0
          ? html`<p>${texts.none}</p>`
          : html`<ul>
              ${accounts.map((id) => this.renderPerson('users', id, accountForPeople(id)))}
            </ul>`
      }
      <form @submit=${this.admitAccount}>
        <div class="field">
          <label for="account">${texts.id}</label>
          <input
            id="account"
            name="account"
            required
            inputmode="numeric"
            autocomplete="off"
            list="known"
            aria-invalid=${this.wrong ? 'true' : 'false'}
            aria-describedby="account-hint"
          />
          <datalist id="known">
            ${this.nameable.accounts.filter((id) => id !== this.account && !accounts.includes(id)).map((id) => html`<option value=${id}></option>`)}
          </datalist>
        </div>
        <button type="submit">${texts.add}</button>
        <p id="account-hint" class="small ${this.wrong ? '' : 'soft'}">${this.wrong}</p>
      </form>
    </section>`;
  }

  private renderPerson(role: ConsoleRole, principal: string, name: string) {
    return html`<li>
      <span title=${principal}>${name}</span>
      <button
        type="button"
        class="plain"
        aria-label=${TEXTS.people[role].remove(name)}
        @click=${() => REMOVE_PRINCIPAL.dispatch(this, { role, principal })}
      >
        ${WORDS.remove}
      </button>
    </li>`;
  }

  private own(arn: string): boolean {
    return arn.split(':')[4] === this.account;
  }

  private admit(event: SubmitEvent, role: ConsoleRole) {
    event.preventDefault();
    const principal = formText(new FormData(event.target as HTMLFormElement), 'who');
    if (principal) ADD_PRINCIPAL.dispatch(this, { role, principal });
  }

  private admitAccount(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const id = formText(new FormData(form), 'account').replace(/[\s-]/g, '');
    this.wrong = '';
    if (!isAccountId(id)) this.wrong = TEXTS.people.accounts.invalid;
    else if (id === this.account) this.wrong = TEXTS.people.accounts.own;
    else {
      form.reset();
      ADD_PRINCIPAL.dispatch(this, { role: 'users', principal: rootArn(id) });
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-people': StrongPolicyPeople;
  }
}
