import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople } from '../../model/arn.ts';
import type { PolicyFinding } from '../../model/policy-check.ts';
import { callerKind, callerName } from '../page/principal-names.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';

/** One finding as it is listed; place and fix come once the editor knows them. */
export interface ListedFinding extends Pick<PolicyFinding, 'severity' | 'says' | 'statement' | 'unknown'> {
  readonly line?: number;
  readonly fix?: { readonly says: string };
}

/** What `strong-go` and `strong-mend` carry: the finding's number in the list. */
export type FindingEvent = CustomEvent<{ readonly index: number }>;

const isAccount = (named: string): boolean => /^\d{12}$/.test(named);

/** Whether the directory can have it: a user, a role, a session of one, an account; not what has the unique id of somebody who is gone. */
const canBeMade = (named: string): boolean =>
  isAccount(named) || ['user', 'role', 'session', 'federated'].includes(callerKind(named) ?? '');
const nameOf = (named: string): string => (isAccount(named) ? `account ${accountForPeople(named)}` : callerName(named));

const WORDS: Readonly<Record<PolicyFinding['severity'], string>> = {
  error: 'Error',
  security: 'Security warning',
  warning: 'Warning',
  suggestion: 'Suggestion',
};

/** What `strong-principal` carries: the ARN, or the account id, of who shall be made. */
export type PrincipalEvent = CustomEvent<{ readonly principal: string }>;

/**
 * What was found in a policy, as a list. The line of a finding fires `strong-go`, its change `strong-mend`; where somebody is named whom there is not,
 * `strong-principal` to have them made.
 */
@customElement('strong-findings')
export class StrongFindings extends LitElement {
  static override styles = [
    base,
    controls,
    css`
      ul {
        list-style: none;
        border-top: 1px solid var(--line);
      }
      li {
        display: flex;
        flex-wrap: wrap;
        align-items: center;
        gap: 0.25rem 0.75rem;
        padding-block: 0.4rem;
        border-bottom: 1px solid var(--line);
      }
      .says {
        flex: 1 1 20rem;
        overflow-wrap: anywhere;
      }
      .severity {
        display: inline-flex;
        gap: 0.35rem;
        align-items: center;
        font-weight: 650;
      }
      .error,
      .security {
        color: var(--deny);
      }
      .warning {
        color: var(--warn);
      }
    `,
  ];

  @property({ attribute: false }) findings: readonly ListedFinding[] = [];

  override render() {
    return html`<ul aria-label="Findings">
      ${this.findings.map((finding, index) => this.renderFinding(finding, index))}
    </ul>`;
  }

  private renderFinding({ severity, says, statement, line, fix, unknown }: ListedFinding, index: number) {
    return html`<li>
      <span class="severity ${severity}"
        >${severity === 'suggestion' ? nothing : html`<strong-icon name=${severity === 'error' ? 'cross' : 'warn'}></strong-icon>`}${WORDS[severity]}</span
      >
      ${
        line === undefined
          ? nothing
          : html`<button
              type="button"
              class="plain"
              aria-label="Go to line ${line}"
              @click=${() => this.tell('strong-go', index)}
            >
              line ${line}
            </button>`
      }
      <span class="says"
        >${statement && !statement.startsWith('#') && !says.includes(statement) ? `${statement}: ` : ''}${says}</span
      >
      ${fix ? html`<button type="button" @click=${() => this.tell('strong-mend', index)}>${fix.says}</button>` : nothing}
      ${unknown !== undefined && canBeMade(unknown) ? html`<button type="button" @click=${() => this.make(unknown)}>Make ${nameOf(unknown)}</button>` : nothing}
    </li>`;
  }

  private make(principal: string) {
    this.dispatchEvent(new CustomEvent('strong-principal', { detail: { principal } }));
  }

  private tell(name: string, index: number) {
    this.dispatchEvent(new CustomEvent(name, { detail: { index } }));
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-findings': StrongFindings;
  }
}
