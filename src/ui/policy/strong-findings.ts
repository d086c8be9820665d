import { LitElement, css, html, nothing } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import { accountForPeople, isAccountId } from '../../model/arn.ts';
import type { PolicyFinding } from '../../model/policy-check.ts';
import { callerKind, callerName } from '../page/principal-names.ts';
import { typedEvent } from '../kit/typed-event.ts';
import { TEXTS } from './policy-editor-texts.ts';
import { base, controls } from '../styles/shared.ts';
import '../kit/strong-icon.ts';

/** A finding of the list. Its line and fix are known once the editor has loaded. */
export interface ListedFinding extends Pick<PolicyFinding, 'severity' | 'says' | 'statement' | 'unknown'> {
  readonly line?: number;
  readonly fix?: { readonly says: string };
}

/** Requests to go to a finding, or to apply its fix, by its index in the list. */
export const GO_TO_FINDING = typedEvent<{ readonly index: number }>('strong-go');
export const APPLY_FIX = typedEvent<{ readonly index: number }>('strong-mend');

/** A request to create a principal, by its ARN, or an account, by its id. */
export const CREATE_PRINCIPAL = typedEvent<{ readonly principal: string }>('strong-principal');

/** Whether the directory can have it: an account or a principal, but not the unique ID of a deleted principal. */
const canBeMade = (named: string): boolean =>
  isAccountId(named) || ['user', 'role', 'session', 'federated'].includes(callerKind(named) ?? '');
const nameOf = (named: string): string =>
  isAccountId(named) ? TEXTS.list.account(accountForPeople(named)) : callerName(named);

/**
 * The findings of a policy. Fires `strong-go` for the line of a finding, `strong-mend` for its fix, and
 * `strong-principal` to create a principal that does not exist.
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
    return html`<ul aria-label=${TEXTS.list.label}>
      ${this.findings.map((finding, index) => this.renderFinding(finding, index))}
    </ul>`;
  }

  private renderFinding({ severity, says, statement, line, fix, unknown }: ListedFinding, index: number) {
    return html`<li>
      <span class="severity ${severity}"
        >${severity === 'suggestion' ? nothing : html`<strong-icon name=${severity === 'error' ? 'cross' : 'warn'}></strong-icon>`}${TEXTS.list.severities[severity]}</span
      >
      ${
        line === undefined
          ? nothing
          : html`<button
              type="button"
              class="plain"
              aria-label=${TEXTS.list.goToLine(line)}
              @click=${() => GO_TO_FINDING.dispatch(this, { index })}
            >
              ${TEXTS.list.line(line)}
            </button>`
      }
      <span class="says"
        >${statement && !statement.startsWith('#') && !says.includes(statement) ? TEXTS.list.inStatement(statement, says) : says}</span
      >
      ${fix ? html`<button type="button" @click=${() => APPLY_FIX.dispatch(this, { index })}>${fix.says}</button>` : nothing}
      ${unknown !== undefined && canBeMade(unknown) ? html`<button type="button" @click=${() => CREATE_PRINCIPAL.dispatch(this, { principal: unknown })}>${TEXTS.list.create(nameOf(unknown))}</button>` : nothing}
    </li>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-findings': StrongFindings;
  }
}
