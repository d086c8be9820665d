import { LitElement, css, html } from 'lit';
import { customElement, property } from 'lit/decorators.js';
import type { AccessCondition } from '../../model/decision.ts';
import { stageName, stepName } from '../decision/describe-decision.ts';
import { base } from '../styles/shared.ts';

/** The conditions that a request has to meet for a cell of the access matrix, by policy type. */
@customElement('strong-access-conditions')
export class StrongAccessConditions extends LitElement {
  static override styles = [
    base,
    css`
      :host {
        display: grid;
        gap: 0.5rem;
        margin-bottom: 1rem;
      }
      li {
        margin-left: 1.25rem;
        overflow-wrap: anywhere;
      }
    `,
  ];

  @property({ attribute: false }) conditions: readonly AccessCondition[] = [];

  override render() {
    const allows = Map.groupBy(
      this.conditions.filter(({ effect }) => effect === 'Allow'),
      ({ policyType }) => policyType,
    );
    const denies = this.conditions.filter(({ effect }) => effect === 'Deny');
    return html`<p><b>Allowed only under conditions.</b> The request must meet them.</p>
      ${[...allows].map(
        ([type, own]) =>
          html`<p>${stageName(type)}: ${own.length === 1 ? 'this must match' : 'one of these must match'}</p>
            ${this.renderList(own)}`,
      )}
      ${denies.length === 0 ? '' : html`<p>Explicit deny: ${denies.length === 1 ? 'this must not match' : 'none of these may match'}</p>`}
      ${denies.length === 0 ? '' : this.renderList(denies)}`;
  }

  private renderList(conditions: readonly AccessCondition[]) {
    return html`<ul>
      ${conditions.map(
        (condition) =>
          html`<li>
            ${stepName(condition)}:
            ${condition.tests.map(
              ({ operator, key, values }, index) =>
                html`${index > 0 ? ' and ' : ''}<code>${operator} ${key}</code>
                  ${values.map((value) => `“${value}”`).join(' or ')}`,
            )}
          </li>`,
      )}
    </ul>`;
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'strong-access-conditions': StrongAccessConditions;
  }
}
