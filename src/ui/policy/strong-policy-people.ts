import { LitElement, css, html, nothing } from 'lit';
import { customElement, property, state } from 'lit/decorators.js';
import { accountForPeople, rootArn } from '../../model/arn.ts';
import type { ConsoleRole, ConsoleView } from '../policy-text/console-statements.ts';
import type { Nameable } from '../policy-text/policy-vocabulary.ts';
import { callerKind, callerName, callerNameFrom } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import { formText } from '../kit/form-text.ts';

/** What `strong-admit` and `strong-dismiss` carry. */
export type PeopleEvent = CustomEvent<{ readonly role: ConsoleRole; readonly principal: string }>;
/** What `strong-deletion` carries. */
export type DeletionEvent = CustomEvent<{ readonly allowed: boolean }>;

interface Section {
  readonly id: string;
  readonly role: ConsoleRole;
  readonly heading: string;
  readonly says: string;
  readonly none: string;
}

const ADMINISTRATORS: Section = {
  id: 'administrators',
  role: 'administrators',
  heading: 'Key administrators',
  says: 'Users and roles who may manage the key, its policy among the rest: so they could also give themselves its use.',
  none: 'None is named here.',
};
const USERS: Section = {
  id: 'users',
  role: 'users',
  heading: 'Key users',
  says: 'Users and roles who may use the key in cryptographic operations, and let AWS services use it for them by grants.',
  none: 'None is named here.',
};

/**
 * A key policy as the console's default view has it: lists of administrators, users and other accounts.
 * Fires `strong-admit`, `strong-dismiss` and `strong-deletion`; whoever listens writes the policy.
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

  /** Account ids that were typed and are none. */
  @state() private wrong = '';

  override render() {
    const { view } = this;
    if (!view) return html`<p>What stands in the policy view is not a policy yet, so there are no lists to show.</p>`;
    return html`<p class="note small">
        ${
          view.delegates
            ? 'The account’s own IAM policies count for this key too: whoever they allow can use or manage it without a name here.'
            : 'Only who is named in the key policy has access: the account’s own IAM policies do not count.'
        }
        ${view.others > 0 ? `${view.others === 1 ? 'One other statement is' : `${view.others} other statements are`} in the policy view; these lists leave them as they are.` : nothing}
        ${view.odd.length > 0 ? html`<b>${view.odd.join(', ')}</b>: this is not as the console writes it, so it can be changed in the policy view alone.` : nothing}
      </p>
      ${this.renderSection(ADMINISTRATORS, view.administrators)} ${this.renderSection(USERS, view.users)}
      ${this.renderAccounts(view)}`;
  }

  private renderSection(section: Section, listed: readonly string[]) {
    const { id, role, heading, says, none } = section;
    const others = this.nameable.principals.filter(
      (arn) => ['user', 'role'].includes(callerKind(arn) ?? '') && this.own(arn) && !listed.includes(arn),
    );
    return html`<section aria-labelledby=${id}>
      <h2 id=${id}>${heading}</h2>
      <p class="soft small">${says}</p>
      ${
        listed.length === 0
          ? html`<p>${none}</p>`
          : html`<ul>
              ${listed.map((arn) => this.renderPerson(role, arn, callerNameFrom(this.account, arn)))}
            </ul>`
      }
      ${
        others.length === 0
          ? html`<p class="soft small">Everybody of the directory of this account stands here.</p>`
          : html`<form @submit=${(event: SubmitEvent) => this.admit(event, role)}>
              <div class="field">
                <label for="${id}-who">Add a user or role</label>
                <select id="${id}-who" name="who">
                  ${others.map((arn) => html`<option value=${arn}>${callerName(arn)}</option>`)}
                </select>
              </div>
              <button type="submit">Add to the ${heading.toLowerCase()}</button>
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
        @change=${(event: Event) => this.tell('strong-deletion', { allowed: (event.target as HTMLInputElement).checked })}
      />
      Allow key administrators to delete this key
    </label>`;
  }

  private renderAccounts({ accounts }: ConsoleView) {
    return html`<section aria-labelledby="accounts">
      <h2 id="accounts">Other AWS accounts</h2>
      <p class="soft small">
        Accounts that may use the key. Which of their users and roles do, their own IAM policies say.
      </p>
      ${
        accounts.length === 0
          ? html`<p>None is named here.</p>`
          : html`<ul>
              ${accounts.map((id) => this.renderPerson('users', id, accountForPeople(id)))}
            </ul>`
      }
      <form @submit=${this.admitAccount}>
        <div class="field">
          <label for="account">Account ID (12 digits)</label>
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
        <button type="submit">Add the account</button>
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
        aria-label="Remove ${name} from the key ${role}"
        @click=${() => this.tell('strong-dismiss', { role, principal })}
      >
        Remove
      </button>
    </li>`;
  }

  private own(arn: string): boolean {
    return arn.split(':')[4] === this.account;
  }

  private admit(event: SubmitEvent, role: ConsoleRole) {
    event.preventDefault();
    const principal = formText(new FormData(event.target as HTMLFormElement), 'who');
    if (principal) this.tell('strong-admit', { role, principal });
  }

  private admitAccount(event: SubmitEvent) {
    event.preventDefault();
    const form = event.target as HTMLFormElement;
    const id = formText(new FormData(form), 'account').replace(/[\s-]/g, '');
    this.wrong = '';
    if (!/^\d{12}$/.test(id)) this.wrong = `${id} is no account ID: it has 12 digits.`;
    else if (id === this.account)
      this.wrong = 'This is the account of the key itself: the lists above name its users and roles.';
    else {
      form.reset();
      this.tell('strong-admit', { role: 'users', principal: rootArn(id) });
    }
  }

  private tell(name: string, detail: object) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-policy-people': StrongPolicyPeople;
  }
}
